package org.decant.runtime.tensor.program;

import java.util.Arrays;

/// A tensor that stays where programs run, from one run to the next and for several programs: weights, the keys and values of a
/// cache, scores that another program reads. Executions take it in the place of an array ([Execution#resident]) and copy nothing.
///
/// A run that [updates][Operation.Update] it changes it; nobody else may use it meanwhile.
public interface Resident extends AutoCloseable {

    /// Whose programs take it.
    Target target();

    /// Numbers or weights.
    TensorType.Kind kind();

    int[] shape();

    /// Copies numbers to it.
    ///
    /// @param at where they begin, counted row by row
    /// @throws IllegalArgumentException for weights, which stay what they are, and outside of the tensor
    void write(int at, double[] numbers);

    /// Copies as many numbers from it as the array has.
    ///
    /// @param at where they begin, counted row by row
    /// @throws IllegalArgumentException outside of the tensor
    void read(int at, double[] numbers);

    /// Gives the memory back.
    @Override
    void close();

    /// @throws IllegalArgumentException where so many elements from a place on are not within a tensor
    static void requireInside(int[] shape, int at, int count) {
        long size = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        if (at < 0 || at + (long) count > size) {
            throw new IllegalArgumentException(count + " elements from " + at + " of a tensor with " + size);
        }
    }
}
