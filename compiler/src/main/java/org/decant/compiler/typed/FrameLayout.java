package org.decant.compiler.typed;

import java.util.ArrayList;
import java.util.List;
import org.decant.compiler.types.Type;

/// The slots of a routine's or block's frame. Grows while the body is checked.
public final class FrameLayout {

    /// How a slot keeps its value: Int long, Float double, Bool boolean, everything else an object.
    public enum Kind { LONG, DOUBLE, BOOLEAN, OBJECT }

    private record Slot(String name, Type type) {}

    private final List<Slot> slots = new ArrayList<>();

    public int add(String name, Type type) {
        slots.add(new Slot(name, type));
        return slots.size() - 1;
    }

    public int size() {
        return slots.size();
    }

    public String name(int slot) {
        return slots.get(slot).name;
    }

    public Type type(int slot) {
        return slots.get(slot).type;
    }

    public Kind kind(int slot) {
        Type type = slots.get(slot).type.resolved();
        return type == Type.INT ? Kind.LONG : type == Type.FLOAT ? Kind.DOUBLE : type == Type.BOOL ? Kind.BOOLEAN
                : Kind.OBJECT;
    }
}
