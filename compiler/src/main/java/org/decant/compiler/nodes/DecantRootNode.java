package org.decant.compiler.nodes;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import org.decant.compiler.typed.FrameLayout;
import org.decant.runtime.diagnostic.Span;

/// What is called: a strategy, a function, a block, or the value of a constant.
public abstract class DecantRootNode extends RootNode {
    private final String name;
    private final Source source;
    private final Span span;
    private final FrameLayout layout;
    private final ParameterSlots parameters;
    private final Class<? extends TruffleLanguage<?>> language;

    @SuppressWarnings("unchecked")
    protected DecantRootNode(TruffleLanguage<?> language, FrameDescriptor frame, CodeIdentity identity) {
        super(language, frame);
        this.name = identity.name();
        this.source = identity.source();
        this.span = identity.span();
        this.layout = identity.layout();
        this.parameters = identity.parameters();
        this.language = (Class<? extends TruffleLanguage<?>>) language.getClass();
    }

    /// How profilers, debuggers, stack traces and errors know a piece of code.
    ///
    /// @param name       its name
    /// @param source     the text it stands in
    /// @param span       where
    /// @param layout     the variables of its frame
    /// @param parameters those of them that are parameters of the routine it stands in
    public record CodeIdentity(String name, Source source, Span span, FrameLayout layout, ParameterSlots parameters) {}

    @Override
    public final String getName() {
        return name;
    }

    final Source source() {
        return source;
    }

    final FrameLayout layout() {
        return layout;
    }

    final ParameterSlots parameters() {
        return parameters;
    }

    final Class<? extends TruffleLanguage<?>> language() {
        return language;
    }

    @Override
    public final SourceSection getSourceSection() {
        return source.createSection(span.start(), span.end() - span.start());
    }

    @Override
    public final boolean isCloningAllowed() {
        return true;
    }

    @Override
    protected final boolean isInstrumentable() {
        return true;
    }

    @Override
    public final String toString() {
        return name;
    }
}
