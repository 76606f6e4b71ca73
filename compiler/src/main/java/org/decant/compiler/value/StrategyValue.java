package org.decant.compiler.value;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.RootCallTarget;
import java.util.function.Function;
import org.decant.compiler.typed.Routine;

/// A strategy as a value. It is translated when it is first run.
public final class StrategyValue {
    private final Routine routine;
    private final Function<Routine, RootCallTarget> translator;

    public StrategyValue(Routine routine, Function<Routine, RootCallTarget> translator) {
        this.routine = routine;
        this.translator = translator;
    }

    public Routine routine() {
        return routine;
    }

    @TruffleBoundary
    public RootCallTarget target() {
        return translator.apply(routine);
    }

    @Override
    public String toString() {
        return "strategy " + routine.name();
    }
}
