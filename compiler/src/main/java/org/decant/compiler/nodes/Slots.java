package org.decant.compiler.nodes;

import com.oracle.truffle.api.frame.Frame;
import org.decant.compiler.typed.FrameLayout;

/// Frame slots whose kind is known while the script is translated.
public final class Slots {

    private Slots() {
    }

    public static void set(Frame frame, int slot, FrameLayout.Kind kind, Object value) {
        switch (kind) {
            case LONG -> frame.setLong(slot, (long) value);
            case DOUBLE -> frame.setDouble(slot, (double) value);
            case BOOLEAN -> frame.setBoolean(slot, (boolean) value);
            case OBJECT -> frame.setObject(slot, value);
        }
    }

    public static Object get(Frame frame, int slot, FrameLayout.Kind kind) {
        return switch (kind) {
            case LONG -> frame.getLong(slot);
            case DOUBLE -> frame.getDouble(slot);
            case BOOLEAN -> frame.getBoolean(slot);
            case OBJECT -> frame.getObject(slot);
        };
    }
}
