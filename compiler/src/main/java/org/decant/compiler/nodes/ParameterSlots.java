package org.decant.compiler.nodes;

import java.util.Arrays;
import java.util.List;
import org.decant.compiler.typed.Lambda;
import org.decant.compiler.typed.Routine;

/// Which variables of a frame are parameters of the strategy or function that the code stands in. Nothing assigns a
/// parameter, so wherever it is read, also in a block that captured it, its value is the argument that was given.
public final class ParameterSlots {
    private static final int NONE = -1;

    private final Routine routine;
    private final int[] parameters;

    private ParameterSlots(Routine routine, int size) {
        this.routine = routine;
        this.parameters = new int[size];
        Arrays.fill(parameters, NONE);
    }

    /// Of a frame outside of all routines.
    public static ParameterSlots none() {
        return new ParameterSlots(null, 0);
    }

    /// Of a routine's own frame.
    public static ParameterSlots of(Routine routine) {
        ParameterSlots slots = new ParameterSlots(routine, routine.frame().size());
        List<Routine.Parameter> declared = routine.parameters();
        for (int i = 0; i < declared.size(); i++) {
            slots.parameters[declared.get(i).slot()] = i;
        }
        return slots;
    }

    /// Of the frame of a block that stands in this one.
    public ParameterSlots within(Lambda block) {
        ParameterSlots slots = new ParameterSlots(routine, block.frame().size());
        for (Lambda.Capture capture : block.captures()) {
            slots.parameters[capture.inner()] = parameter(capture.outer());
        }
        return slots;
    }

    private int parameter(int slot) {
        return slot >= 0 && slot < parameters.length ? parameters[slot] : NONE;
    }

    /// The parameter that the variable is; null where it is none.
    Argument argument(int slot) {
        int parameter = parameter(slot);
        return parameter == NONE ? null : new Argument(routine, parameter);
    }

    /// What was given for a parameter of the call of `routine` that is running.
    ///
    /// @param parameter its place among the parameters
    public record Argument(Routine routine, int parameter) {}
}
