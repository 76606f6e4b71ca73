package org.decant.compiler.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.MaterializedFrame;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.source.SourceSection;
import java.util.ArrayList;
import java.util.List;
import org.decant.compiler.typed.FrameLayout;
import org.decant.compiler.value.GuestValue;

/// The variables of a strategy, function or block that has stopped in a debugger.
@ExportLibrary(InteropLibrary.class)
final class LocalScope implements TruffleObject {
    private final DecantRootNode root;
    private final MaterializedFrame frame;

    /// @param frame null where the code does not run
    LocalScope(DecantRootNode root, MaterializedFrame frame) {
        this.root = root;
        this.frame = frame;
    }

    @ExportMessage
    boolean isScope() {
        return true;
    }

    @ExportMessage
    boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    Class<? extends TruffleLanguage<?>> getLanguage() {
        return root.language();
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return root.getName();
    }

    @ExportMessage
    boolean hasSourceLocation() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    SourceSection getSourceLocation() {
        return root.getSourceSection();
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        List<String> names = new ArrayList<>();
        FrameLayout layout = root.layout();
        for (int slot = 0; slot < layout.size(); slot++) {
            if (slot == slot(layout.name(slot))) {
                names.add(layout.name(slot));
            }
        }
        return GuestValue.of(names);
    }

    /// The slot of the last variable of that name that has a value; -1 where there is none.
    private int slot(String name) {
        FrameLayout layout = root.layout();
        for (int slot = layout.size() - 1; slot >= 0; slot--) {
            if (!name.isEmpty() && layout.name(slot).equals(name) && (frame == null || assigned(slot))) {
                return slot;
            }
        }
        return -1;
    }

    private boolean assigned(int slot) {
        return frame.isLong(slot) || frame.isDouble(slot) || frame.isBoolean(slot)
                || frame.isObject(slot) && frame.getObject(slot) != null;
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return frame != null && slot(member) >= 0;
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        int slot = frame == null ? -1 : slot(member);
        if (slot < 0) {
            throw UnknownIdentifierException.create(member);
        }
        return GuestValue.of(Slots.get(frame, slot, root.layout().kind(slot)));
    }
}
