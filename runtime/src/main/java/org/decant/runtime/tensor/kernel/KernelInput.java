package org.decant.runtime.tensor.kernel;

import java.util.Arrays;
import java.util.List;
import org.decant.runtime.tensor.program.Weights;

/// An input of a program whose kernels are to be written. Inputs of equal shapes and forms have the same kernels.
///
/// @param shape where an extent [varies][org.decant.runtime.tensor.program.Extent#varying], the kernels are the same for all numbers
///              but 1
public record KernelInput(List<Integer> shape, Form form) {

    /// Where an input lies, and how wide its numbers are.
    public enum Form {
        /// Given for each run, in the array of all inputs, in float64.
        GIVEN,
        /// Numbers that stay with the target, an array of float64 of their own.
        NUMBERS,
        /// Weights that stay with the target: an array of float32.
        FLOATS,
        /// The same with 16 bits each, finite ones, which kernels decode themselves: not all devices do.
        HALVES,
        /// The same as two arrays: quants of 8 bits, and a float32 scale for each [Weights.Bytes#BLOCK] of them.
        BYTES
    }

    public KernelInput {
        shape = List.copyOf(shape);
    }

    public static KernelInput of(Form form, int... shape) {
        return new KernelInput(Arrays.stream(shape).boxed().toList(), form);
    }

    public static KernelInput given(int... shape) {
        return of(Form.GIVEN, shape);
    }

    /// What stays with the target as such weights.
    public static KernelInput of(Weights weights) {
        return of(switch (weights) {
            case Weights.Floats _ -> Form.FLOATS;
            case Weights.Halves _ -> Form.HALVES;
            case Weights.Bytes _ -> Form.BYTES;
        }, weights.shape());
    }
}
