package org.decant.runtime.tensor.program;

/// One run of a program: give all inputs, run, read the outputs. It can be run again: what is not given anew is as it was given last,
/// and an array whose numbers have changed has to be given anew.
public interface Execution extends AutoCloseable {

    /// Gives a single number.
    void number(int input, double value);

    /// Gives a tensor of one axis; the array is not copied and must not change before the outputs are read.
    void vector(int input, double[] values);

    /// Gives a tensor, row-major; the array is not copied and must not change before the outputs are read.
    void tensor(int input, int[] shape, double[] values);

    /// Gives the weights of a matrix.
    void weights(int input, Weights weights);

    /// Gives numbers or weights that are with the target already.
    ///
    /// @param tensor of the same target
    void resident(int input, Resident tensor);

    /// Leaves the outputs, and the residents that the program updates, with the target.
    ///
    /// @throws ProgramFailure where the numbers make no distribution; what was updated may be so or not
    void run();

    /// The first number of an output.
    double number(int output);

    /// The number of elements of an output.
    int size(int output);

    /// Copies an output, row-major, to the beginning of an array.
    void copy(int output, double[] to);

    /// Gives the memory back.
    @Override
    void close();
}
