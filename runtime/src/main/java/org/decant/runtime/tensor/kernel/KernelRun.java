package org.decant.runtime.tensor.kernel;

import java.util.List;
import org.decant.runtime.tensor.program.ProgramFailure;
import org.decant.runtime.tensor.program.Value;

/// What kernels are run with, for inputs of certain sizes.
///
/// @param inputs     where each input begins in its array: 0 for those that stay with the target
/// @param sizes      what kernels are told of them; as many for all runs
/// @param threads    of each kernel
/// @param outputs    where each output begins
/// @param checks     numbers that are errors where they are not finite
/// @param inputSize  of all inputs
/// @param memorySize of the memory
/// @param outputSize of checks and outputs
public record KernelRun(int[] inputs, int[] sizes, int[] threads, List<Output> outputs, List<Check> checks,
                        int inputSize, int memorySize, int outputSize) {

    /// @param resident the input that has the output after the run, which updates it where it is; -1 for others, which are copied
    /// @param place    where the output begins
    /// @param size     how many numbers there are at most
    /// @param counts   where the numbers stand that say how many there are: the size is their product, times `factor`
    public record Output(int resident, int place, int size, int factor, int[] counts) {}

    /// @param place where the numbers begin
    /// @param size  how many
    /// @param value whose error it is
    public record Check(Value value, int place, int size) {}

    public KernelRun {
        outputs = List.copyOf(outputs);
        checks = List.copyOf(checks);
    }

    /// Reads the outputs' numbers.
    @FunctionalInterface
    public interface Numbers {
        double at(int place);
    }

    /// @throws ProgramFailure where a check fails
    public void check(Numbers numbers) {
        for (Check check : checks) {
            for (int i = 0; i < check.size; i++) {
                double number = numbers.at(check.place + i);
                if (!Double.isFinite(number)) {
                    throw ProgramFailure.noDistribution(check.value, number);
                }
            }
        }
    }

    /// How many numbers an output has in this run.
    public int size(int output, Numbers numbers) {
        Output one = outputs.get(output);
        double size = one.factor;
        for (int count : one.counts) {
            size *= numbers.at(count);
        }
        return (int) size;
    }
}
