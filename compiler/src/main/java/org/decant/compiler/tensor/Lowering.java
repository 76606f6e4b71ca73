package org.decant.compiler.tensor;

import java.util.List;
import java.util.function.DoublePredicate;
import org.decant.runtime.tensor.program.ProgramBuilder;
import org.decant.runtime.tensor.program.Value;

/// How a builtin on scores is written in a tensor program. Logits are their scores, a distribution its natural-log
/// probabilities, an Int or a Float one number.
///
/// @param ordinary the values of its number that the program is right for; for others the builtin itself is called
/// @param writer   makes the value of the builtin's result
record Lowering(DoublePredicate ordinary, Writer writer) {

    @FunctionalInterface
    interface Writer {
        /// @param x the arguments in order
        Value write(ProgramBuilder builder, List<Value> x);
    }
}
