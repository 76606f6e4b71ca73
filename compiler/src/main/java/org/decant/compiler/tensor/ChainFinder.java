package org.decant.compiler.tensor;

import java.util.ArrayList;
import java.util.List;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.CodeWalker;
import org.decant.compiler.types.Type;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation;
import org.decant.runtime.tensor.program.ProgramBuilder;
import org.decant.runtime.tensor.program.TensorType;
import org.decant.runtime.tensor.program.Value;

/// Finds the tensor chains of typed trees: a call that ends in a token, a number or a distribution, with all the calls below it
/// that can be written in the same program. Logits by themselves stay pending, so that calls of models join; they begin no chain.
public final class ChainFinder {
    private static final Lowerings LOWERINGS = new Lowerings();
    private static final Extent VOCABULARY = Extent.symbol("vocabulary");
    /// A single operation is done by its builtin.
    private static final int LEAST_CALLS = 2;

    private final ProgramBuilder builder = new ProgramBuilder();
    private final List<Chain.Leaf> leaves = new ArrayList<>();
    private int calls;

    private ChainFinder() {
    }

    /// The largest chain that ends in a call; null where there is none.
    public static Chain find(Code.CallBuiltin call) {
        Chain.Result result = result(call.type().resolved());
        return result == null || lowering(call) == null ? null : new ChainFinder().chain(call, result);
    }

    /// The chains in a code and the blocks in it, in order, those within leaves of others included.
    public static List<Chain> all(Code code) {
        List<Chain> found = new ArrayList<>();
        collect(code, found);
        return found;
    }

    private static void collect(Code code, List<Chain> found) {
        Chain chain = code instanceof Code.CallBuiltin call ? find(call) : null;
        if (code instanceof Code.Closure closure) {
            collect(closure.lambda().body(), found);
        } else if (chain == null) {
            CodeWalker.children(code).forEach(child -> collect(child, found));
        } else {
            found.add(chain);
            chain.leaves().forEach(leaf -> collect(leaf.code(), found));
        }
    }

    private static Chain.Result result(Type type) {
        return type == Type.TOKEN ? Chain.Result.TOKEN : type == Type.FLOAT ? Chain.Result.NUMBER
                : type == Type.DIST ? Chain.Result.DISTRIBUTION : null;
    }

    /// How a call is written; null where it has to be a leaf.
    private static Lowering lowering(Code.CallBuiltin call) {
        Lowering lowering = LOWERINGS.of(call.builtin());
        boolean ordinary = lowering != null && call.arguments().stream().allMatch(argument ->
                !(argument instanceof Code.Constant constant && constant.value() instanceof Number number)
                        || lowering.ordinary().test(number.doubleValue()));
        return ordinary ? lowering : null;
    }

    private Chain chain(Code.CallBuiltin call, Chain.Result result) {
        Value value = write(call, lowering(call));
        if (calls < LEAST_CALLS) {
            return null;
        }
        boolean draws = value.operation() instanceof Operation.Draw;
        return new Chain(call, List.copyOf(leaves), result, builder.program(value),
                draws ? builder.program(value.operand(0)) : null);
    }

    private Value write(Code.CallBuiltin call, Lowering lowering) {
        calls++;
        List<Value> arguments = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            arguments.add(argument(call, i, lowering));
        }
        return lowering.writer().write(builder, arguments);
    }

    private Value argument(Code.CallBuiltin call, int index, Lowering lowering) {
        Code code = call.arguments().get(index);
        String name = call.builtin().parameters().get(index).name();
        if (code instanceof Code.Constant constant && constant.value() instanceof Number number) {
            return builder.constant(number.doubleValue());
        }
        if (code instanceof Code.CallBuiltin inner && lowering(inner) != null && result(inner.type().resolved()) != Chain.Result.NUMBER) {
            return write(inner, lowering(inner));
        }
        Type type = code.type().resolved();
        if (type == Type.LOGITS) {
            leaves.add(new Chain.Leaf(code, Chain.Kind.LOGITS, null));
            return builder.input("logits", TensorType.numbers(VOCABULARY));
        }
        if (type == Type.DIST) {
            leaves.add(new Chain.Leaf(code, Chain.Kind.DISTRIBUTION, null));
            return builder.logProbabilities("dist", VOCABULARY);
        }
        leaves.add(new Chain.Leaf(code, Chain.Kind.NUMBER, lowering.ordinary()));
        return builder.number(name);
    }
}
