package org.decant.compiler.tensor;

import java.util.List;
import java.util.function.DoublePredicate;
import org.decant.compiler.typed.Code;
import org.decant.runtime.tensor.program.TensorProgram;

/// An expression that one tensor program computes.
///
/// @param call         the whole expression
/// @param leaves       what is evaluated first, in order: the program's inputs
/// @param result       what the program gives
/// @param program      as the script says it, not simplified; where the chain draws, it has one more input, a number from
///                     [0, 1)
/// @param distribution where the chain draws, what it draws from; otherwise null
public record Chain(Code.CallBuiltin call, List<Leaf> leaves, Result result, TensorProgram program,
                    TensorProgram distribution) {

    public enum Result { TOKEN, NUMBER, DISTRIBUTION }

    public enum Kind { LOGITS, DISTRIBUTION, NUMBER }

    /// @param ordinary of a number, the values that the program is right for
    public record Leaf(Code code, Kind kind, DoublePredicate ordinary) {}

    /// Whether a token is drawn.
    public boolean draws() {
        return distribution != null;
    }

    /// Which leaf a code is; -1 where it is none.
    public int leaf(Code code) {
        for (int i = 0; i < leaves.size(); i++) {
            if (leaves.get(i).code() == code) {
                return i;
            }
        }
        return -1;
    }
}
