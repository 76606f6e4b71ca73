package org.decant.compiler.typed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/// Goes through typed trees.
public final class CodeWalker {

    private CodeWalker() {
    }

    /// The parts of a code that are evaluated in the same frame, in order; bodies of blocks are not among them.
    public static List<Code> children(Code code) {
        return switch (code) {
            case Code.Constant c -> List.of();
            case Code.Local c -> List.of();
            case Code.OutputContext c -> List.of();
            case Code.Global c -> List.of();
            case Code.FunctionReference c -> List.of();
            case Code.StrategyReference c -> List.of();
            case Code.Closure c -> List.of();
            case Code.Break c -> List.of();
            case Code.Continue c -> List.of();
            case Code.MakeList c -> c.elements();
            case Code.MakeMap c -> joined(c.keys(), c.values());
            case Code.MakeTuple c -> c.elements();
            case Code.MakeRecord c -> c.fields();
            case Code.Field c -> List.of(c.receiver());
            case Code.ArithmeticOperation c -> List.of(c.left(), c.right());
            case Code.Compare c -> List.of(c.left(), c.right());
            case Code.Equal c -> List.of(c.left(), c.right());
            case Code.Negate c -> List.of(c.operand());
            case Code.Not c -> List.of(c.operand());
            case Code.And c -> List.of(c.left(), c.right());
            case Code.Or c -> List.of(c.left(), c.right());
            case Code.Convert c -> List.of(c.operand());
            case Code.CallBuiltin c -> c.arguments();
            case Code.CallFunction c -> present(c.arguments());
            case Code.CallValue c -> joined(List.of(c.callee()), c.arguments());
            case Code.CallModel c -> List.of(c.model(), c.context());
            case Code.CallModelOnTree c -> List.of(c.model(), c.tree());
            case Code.CallModelOnCanvas c -> List.of(c.model(), c.canvas());
            case Code.Each c -> joined(present(c.arguments()), List.of(c.block()));
            case Code.Sequence c -> c.steps();
            case Code.Store c -> List.of(c.value());
            case Code.Destructure c -> List.of(c.value());
            case Code.If c -> present(Arrays.asList(c.condition(), c.then(), c.otherwise()));
            case Code.While c -> List.of(c.condition(), c.body());
            case Code.For c -> List.of(c.sequence(), c.body());
            case Code.Match c -> match(c);
            case Code.Return c -> present(Arrays.asList(c.value()));
            case Code.Emit c -> List.of(c.value());
            case Code.Generate c -> List.of(c.body());
            case Code.Draft c -> List.of(c.shape(), c.from(), c.proposal());
            case Code.Verify c -> List.of(c.tree(), c.model(), c.rule());
            case Code.Fork c -> List.of(c.count(), c.body());
            case Code.ParallelFor c -> List.of(c.sequence(), c.body());
            case Code.Both c -> List.of(c.first(), c.second());
            case Code.RunStrategy c -> joined(present(c.arguments()), present(Arrays.asList(c.tokens(), c.stop(), c.from())));
            case Code.RunStrategyValue c -> joined(joined(List.of(c.strategy()), c.positional()),
                    joined(c.named(), present(Arrays.asList(c.tokens(), c.stop(), c.from()))));
        };
    }

    private static List<Code> match(Code.Match match) {
        List<Code> parts = new ArrayList<>();
        parts.add(match.subject());
        for (Code.Match.Arm arm : match.arms()) {
            if (arm.guard() != null) {
                parts.add(arm.guard());
            }
            parts.add(arm.body());
        }
        return parts;
    }

    private static List<Code> joined(List<Code> first, List<Code> second) {
        List<Code> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static List<Code> present(List<Code> codes) {
        return codes.stream().filter(Objects::nonNull).toList();
    }

    /// Whether the code, or a part of it in the same frame, is such.
    public static boolean any(Code code, Predicate<Code> test) {
        if (test.test(code)) {
            return true;
        }
        for (Code child : children(code)) {
            if (any(child, test)) {
                return true;
            }
        }
        return false;
    }
}
