package org.decant.compiler.language;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.ArrayList;
import java.util.List;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.value.GuestValue;

/// A script as other languages see it: its members are its strategies and functions.
@ExportLibrary(InteropLibrary.class)
final class ScriptObject implements TruffleObject {
    private final DecantContext context;
    private final Module module;

    ScriptObject(DecantContext context, Module module) {
        this.context = context;
        this.module = module;
    }

    @ExportMessage
    boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    Class<? extends TruffleLanguage<?>> getLanguage() {
        return DecantLanguage.class;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        List<String> names = new ArrayList<>(module.strategies().keySet());
        names.addAll(module.functions().keySet());
        return GuestValue.of(names);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return module.strategies().containsKey(member) || module.functions().containsKey(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        Routine strategy = module.strategies().get(member);
        if (strategy != null) {
            return new StrategyObject(context, strategy);
        }
        Routine function = module.functions().get(member);
        if (function != null) {
            return new FunctionObject(context, function);
        }
        throw UnknownIdentifierException.create(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return module.source().name();
    }
}
