package org.decant.compiler.nodes.translate;

import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameSlotKind;
import org.decant.compiler.nodes.ParameterSlots;
import org.decant.compiler.typed.FrameLayout;

/// The frame of a routine or block as Truffle describes it: the script's variables, then slots for loops. Built while
/// the body is translated, which is when loops ask for theirs.
final class FrameSlots {
    private final FrameLayout layout;
    private final ParameterSlots parameters;
    private final FrameDescriptor.Builder builder = FrameDescriptor.newBuilder();

    FrameSlots(FrameLayout layout, ParameterSlots parameters) {
        this.layout = layout;
        this.parameters = parameters;
        for (int slot = 0; slot < layout.size(); slot++) {
            FrameSlotKind kind = switch (layout.kind(slot)) {
                case LONG -> FrameSlotKind.Long;
                case DOUBLE -> FrameSlotKind.Double;
                case BOOLEAN -> FrameSlotKind.Boolean;
                case OBJECT -> FrameSlotKind.Object;
            };
            builder.addSlot(kind, layout.name(slot), null);
        }
    }

    FrameLayout layout() {
        return layout;
    }

    ParameterSlots parameters() {
        return parameters;
    }

    /// A slot that scripts cannot name.
    int add(FrameSlotKind kind) {
        return builder.addSlot(kind, null, null);
    }

    FrameDescriptor describe() {
        return builder.build();
    }
}
