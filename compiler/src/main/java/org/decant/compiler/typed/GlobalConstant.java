package org.decant.compiler.typed;

import org.decant.compiler.types.Type;
import org.decant.runtime.diagnostic.Span;

/// A constant declared at the top of a file. Its value neither draws nor calls a model.
public final class GlobalConstant {
    private final String name;
    private final String documentation;
    private final Span span;
    private Type type;
    private Code value;
    private FrameLayout frame;

    public GlobalConstant(String name, String documentation, Span span) {
        this.name = name;
        this.documentation = documentation;
        this.span = span;
    }

    /// Set once, when the declaration has been checked.
    public void define(Type type, Code value, FrameLayout frame) {
        this.type = type;
        this.value = value;
        this.frame = frame;
    }

    public String name() {
        return name;
    }

    public String documentation() {
        return documentation;
    }

    public Span span() {
        return span;
    }

    public Type type() {
        return type;
    }

    public Code value() {
        return value;
    }

    public FrameLayout frame() {
        return frame;
    }
}
