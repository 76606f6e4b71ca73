package org.decant.compiler.language;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.List;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;
import org.decant.compiler.value.CallArguments;
import org.decant.compiler.value.GuestValue;
import org.decant.compiler.value.RuntimeType;
import org.decant.runtime.random.SeededDraws;
import org.decant.runtime.run.Output;
import org.decant.runtime.run.Run;
import org.decant.runtime.run.Session;

/// A function of a script as other languages see it: executable with numbers, texts and truth values. It runs apart from
/// any strategy, with the seed 0 and an output that takes nothing.
@ExportLibrary(InteropLibrary.class)
final class FunctionObject implements TruffleObject {
    private final DecantContext context;
    private final Routine routine;

    FunctionObject(DecantContext context, Routine routine) {
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
        List<Routine.Parameter> parameters = routine.parameters();
        int least = (int) parameters.stream().filter(parameter -> parameter.defaultValue() == null).count();
        if (arguments.length < least || arguments.length > parameters.size()) {
            throw ArityException.create(least, parameters.size(), arguments.length);
        }
        Object[] values = new Object[parameters.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < arguments.length ? value(arguments, i, parameters.get(i).type()) : CallArguments.ABSENT;
        }
        Session session = new Session();
        Run run = new Run(session, new Output(null, session.root(NoVocabulary.INSTANCE), 0, List.of(), null), new SeededDraws(0));
        return GuestValue.of(context.call(routine, run.start(), values));
    }

    private static Object value(Object[] arguments, int index, Type type) throws UnsupportedTypeException {
        Object plain = plain(arguments[index]);
        Object fitted = plain == null ? RuntimeType.MISFIT : RuntimeType.fit(plain, type);
        if (fitted == RuntimeType.MISFIT) {
            throw UnsupportedTypeException.create(arguments, "argument " + (index + 1) + " must be of the type " + type);
        }
        return fitted;
    }

    /// A number, text or truth value of any language; null for everything else.
    private static Object plain(Object value) {
        InteropLibrary interop = InteropLibrary.getUncached(value);
        try {
            return interop.isBoolean(value) ? (Object) interop.asBoolean(value)
                    : interop.isString(value) ? interop.asString(value)
                    : interop.fitsInLong(value) ? (Object) interop.asLong(value)
                    : interop.fitsInDouble(value) ? (Object) interop.asDouble(value) : null;
        } catch (UnsupportedMessageException impossible) {
            return null;
        }
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "function " + routine.name();
    }
}
