package org.decant.compiler.language;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.decant.compiler.nodes.ScriptException;
import org.decant.compiler.typed.Routine;
import org.decant.runtime.diagnostic.DecantException;

/// A strategy as other languages see it: executable with one argument, a host object that is an [Invocation].
@ExportLibrary(InteropLibrary.class)
final class StrategyObject implements TruffleObject {
    private final DecantContext context;
    private final Routine routine;

    StrategyObject(DecantContext context, Routine routine) {
        this.context = context;
        this.routine = routine;
    }

    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object execute(Object[] arguments) throws ArityException, UnsupportedTypeException {
        if (arguments.length != 1) {
            throw ArityException.create(1, 1, arguments.length);
        }
        if (!context.env().isHostObject(arguments[0])
                || !(context.env().asHostObject(arguments[0]) instanceof Invocation invocation)) {
            throw UnsupportedTypeException.create(arguments, "a strategy is run with a RunRequest");
        }
        try {
            return context.env().asGuestValue(invocation.invoke(routine, context));
        } catch (DecantException error) {
            throw ScriptException.of(error, null);
        }
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "strategy " + routine.name();
    }
}
