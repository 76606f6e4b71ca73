package org.decant.compiler.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.decant.compiler.builtin.Builtin;
import org.decant.compiler.typed.Branching;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.CodeWalker;
import org.decant.compiler.typed.Lambda;
import org.decant.compiler.typed.Matcher;
import org.decant.compiler.types.Type;

/// Decides how the blocks of a parallel construct run, so that their model calls share passes.
///
/// A block that calls no model runs in turn. So does one whose model calls all happen whatever the block does and depend on
/// its parameters only: a prologue issues them for every element first, so that the first value read runs them all as one
/// pass. Any other block runs on a thread of its own, where it can wait for its calls while the others go on.
final class Branches {
    private final Set<Integer> available = new HashSet<>();
    private final List<Code> prologue = new ArrayList<>();

    private Branches() {
    }

    static Branching of(Code block) {
        if (block instanceof Code.FunctionReference reference) {
            return plain(reference.routine().callsModel());
        }
        if (!(block instanceof Code.Closure closure)) {
            return plain(true);
        }
        Lambda lambda = closure.lambda();
        if (!callsModel(lambda.body())) {
            return plain(false);
        }
        Branches branches = new Branches();
        branches.available.addAll(lambda.parameterSlots());
        lambda.captures().forEach(capture -> branches.available.add(capture.inner()));
        if (!branches.collect(lambda.body())) {
            return plain(true);
        }
        Code body = new Code.Sequence(branches.prologue, Type.NOTHING, lambda.span());
        return new Branching(Branching.Mode.IN_TURN, new Lambda(lambda.parameterSlots(), lambda.captures(), body,
                lambda.frame(), false, lambda.name(), lambda.span()));
    }

    private static Branching plain(boolean sideBySide) {
        return new Branching(sideBySide ? Branching.Mode.SIDE_BY_SIDE : Branching.Mode.IN_TURN, null);
    }

    /// Adds to the prologue what can be issued ahead; false where a model call is left that cannot.
    private boolean collect(Code code) {
        return switch (code) {
            case Code.Sequence sequence -> {
                for (Code step : sequence.steps()) {
                    if (!collect(step)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Code.Store store -> {
                if (issueable(store.value())) {
                    prologue.add(store);
                    available.add(store.slot());
                    yield true;
                }
                yield collect(store.value());
            }
            case Code.Destructure take -> {
                if (issueable(take.value())) {
                    prologue.add(take);
                    addSlots(take.pattern());
                    yield true;
                }
                yield collect(take.value());
            }
            case Code.CallModel call -> {
                if (!issueable(call.model()) || !issueable(call.context())) {
                    yield false;
                }
                prologue.add(call);
                yield true;
            }
            case Code.CallModelOnCanvas call -> {
                if (!issueable(call.model()) || !issueable(call.canvas())) {
                    yield false;
                }
                prologue.add(call);
                yield true;
            }
            case Code.If one -> collect(one.condition()) && !callsModel(one.then())
                    && (one.otherwise() == null || !callsModel(one.otherwise()));
            case Code.And and -> collect(and.left()) && !callsModel(and.right());
            case Code.Or or -> collect(or.left()) && !callsModel(or.right());
            case Code.CallBuiltin call when !calls(call) -> collectAll(call.arguments());
            case Code.Each each when !callsModel(each.block()) -> collectAll(each.arguments());
            case Code.MakeList list -> collectAll(list.elements());
            case Code.MakeTuple tuple -> collectAll(tuple.elements());
            case Code.MakeRecord record -> collectAll(record.fields());
            case Code.Field field -> collect(field.receiver());
            case Code.Convert convert -> collect(convert.operand());
            case Code.ArithmeticOperation operation -> collect(operation.left()) && collect(operation.right());
            case Code.Compare compare -> collect(compare.left()) && collect(compare.right());
            case Code.Equal equal -> collect(equal.left()) && collect(equal.right());
            default -> !callsModel(code);
        };
    }

    private boolean collectAll(List<Code> codes) {
        for (Code code : codes) {
            if (code != null && !collect(code)) {
                return false;
            }
        }
        return true;
    }

    private void addSlots(Matcher pattern) {
        switch (pattern) {
            case Matcher.Bind bind -> available.add(bind.slot());
            case Matcher.Tuple tuple -> tuple.elements().forEach(this::addSlots);
            case Matcher.Record record -> record.fields().forEach(this::addSlots);
            default -> { }
        }
    }

    /// Whether the code can be computed ahead of the block: it reads no scores, draws nothing and calls nothing unknown.
    private boolean issueable(Code code) {
        boolean allowed = switch (code) {
            case Code.Constant c -> true;
            case Code.Local local -> available.contains(local.slot());
            case Code.OutputContext c -> true;
            case Code.Global c -> true;
            case Code.Field c -> true;
            case Code.Convert c -> true;
            case Code.MakeList c -> true;
            case Code.MakeTuple c -> true;
            case Code.MakeRecord c -> true;
            case Code.ArithmeticOperation c -> true;
            case Code.CallBuiltin call -> call.builtin().effects().isEmpty()
                    && call.arguments().stream().noneMatch(argument -> argument.type().resolved() == Type.LOGITS);
            default -> false;
        };
        return allowed && CodeWalker.children(code).stream().allMatch(this::issueable);
    }

    private static boolean calls(Code.CallBuiltin call) {
        return call.builtin().has(Builtin.Effect.CALLS_MODEL);
    }

    /// Whether the code, or a block in it, may call a model.
    static boolean callsModel(Code code) {
        boolean own = switch (code) {
            case Code.CallModel c -> true;
            case Code.CallModelOnTree c -> true;
            case Code.CallModelOnCanvas c -> true;
            case Code.CallValue c -> true;
            case Code.Verify c -> true;
            case Code.RunStrategy c -> true;
            case Code.RunStrategyValue c -> true;
            case Code.CallFunction call -> call.routine().callsModel();
            case Code.CallBuiltin call -> calls(call);
            case Code.Closure closure -> callsModel(closure.lambda().body());
            case Code.FunctionReference reference -> reference.routine().callsModel();
            default -> false;
        };
        return own || CodeWalker.children(code).stream().anyMatch(Branches::callsModel);
    }
}
