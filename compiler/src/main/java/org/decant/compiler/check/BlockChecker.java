package org.decant.compiler.check;

import java.util.ArrayList;
import java.util.List;
import org.decant.compiler.builtin.Builtin;
import org.decant.compiler.syntax.Block;
import org.decant.compiler.syntax.Expression;
import org.decant.compiler.syntax.Pattern;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.Lambda;
import org.decant.compiler.typed.Matcher;
import org.decant.compiler.types.Type;
import org.decant.compiler.types.Types;
import org.decant.runtime.diagnostic.Span;

/// Checks blocks with frames of their own: `{ x -> … }` and the branches of `fork`, `parallel for` and `both`.
final class BlockChecker {
    private final BodyChecker body;

    BlockChecker(BodyChecker body) {
        this.body = body;
    }

    /// A block `{ x -> … }`.
    ///
    /// @param expected the function type that is wanted; its parameter types are taken over
    /// @param name     for stack traces
    Code.Closure block(Expression.Lambda lambda, Type expected, String name) {
        Type.Function wanted = expected != null && expected.resolved() instanceof Type.Function function ? function
                : expected instanceof Type.Nullable nullable && nullable.base().resolved() instanceof Type.Function base
                ? base : null;
        List<Type> parameters = parameterTypes(lambda, wanted);
        boolean apart = wanted != null && wanted.parameters().size() == 1 && lambda.parameters().size() > 1;
        Environment environment = new Environment(body.environment(), Environment.Kind.BLOCK,
                body.environment().routine(), null);
        body.enter(environment);
        List<Integer> slots = new ArrayList<>();
        List<Code> before = new ArrayList<>();
        if (apart) {
            int slot = environment.temporary(wanted.parameters().getFirst());
            slots.add(slot);
            List<Matcher> parts = new ArrayList<>();
            for (int i = 0; i < parameters.size(); i++) {
                parts.add(parameter(lambda.parameters().get(i), parameters.get(i)));
            }
            before.add(new Code.Destructure(new Matcher.Tuple(parts),
                    new Code.Local(slot, "", wanted.parameters().getFirst(), lambda.span()), Type.NOTHING, lambda.span()));
        } else {
            for (int i = 0; i < parameters.size(); i++) {
                Matcher matcher = parameter(lambda.parameters().get(i), parameters.get(i));
                slots.add(matcher instanceof Matcher.Bind bind ? bind.slot() : -1);
            }
        }
        Type wantedResult = wanted == null || wanted.result().resolved() instanceof Type.Variable ? null
                : wanted.result();
        Code value = body.statements().block(lambda.body(), wantedResult);
        Type result = value.type();
        if (wanted != null) {
            Code converted = result(value, wanted, lambda);
            value = converted;
            result = wanted.result();
        }
        body.leave();
        Code whole = before.isEmpty() ? value
                : new Code.Sequence(List.of(before.getFirst(), value), value.type(), lambda.span());
        Lambda made = new Lambda(slots, List.copyOf(environment.captures()), whole, environment.frame(),
                environment.draws(), name, lambda.span());
        List<Type> types = wanted != null ? wanted.parameters() : parameters;
        return new Code.Closure(made, new Type.Function(types, result), lambda.span());
    }

    private Code result(Code value, Type.Function wanted, Expression.Lambda lambda) {
        Type found = value.type().resolved();
        Span place = lambda.body().statements().isEmpty() ? lambda.span() : lambda.body().statements().getLast().span();
        if (wanted.result().resolved() == Type.NOTHING || found == Type.UNKNOWN) {
            return value;
        }
        if (found == Type.NOTHING) {
            body.error(place, "this block must give a value", "end it with an expression");
            return ExpressionChecker.unknown(place);
        }
        Code converted = Conversions.convert(value, wanted.result());
        if (converted == null) {
            body.mismatch(place, "what this block gives", wanted.result(), found);
            return ExpressionChecker.unknown(place);
        }
        return converted;
    }

    private List<Type> parameterTypes(Expression.Lambda lambda, Type.Function wanted) {
        List<Type> known = wanted == null ? List.of() : wanted.parameters();
        if (known.size() == 1 && lambda.parameters().size() > 1) {
            Type only = known.getFirst().resolved();
            if (only instanceof Type.Tuple tuple && tuple.elements().size() == lambda.parameters().size()) {
                known = tuple.elements();
            } else {
                body.error(lambda.span(), "this block takes " + lambda.parameters().size() + " values, it is given "
                        + BodyChecker.article(only), "give it one parameter");
                known = List.of();
                return lambda.parameters().stream().map(parameter -> (Type) Type.UNKNOWN).toList();
            }
        } else if (wanted != null && known.size() != lambda.parameters().size()) {
            body.error(lambda.span(), "this block has " + CallChecker.count(lambda.parameters().size(), "parameter")
                    + ", it is given " + CallChecker.count(known.size(), "value"), "it is called as `" + wanted + "`");
            return lambda.parameters().stream().map(parameter -> (Type) Type.UNKNOWN).toList();
        }
        List<Type> types = new ArrayList<>();
        for (int i = 0; i < lambda.parameters().size(); i++) {
            Expression.LambdaParameter parameter = lambda.parameters().get(i);
            Type written = parameter.type() == null ? null : body.names().type(parameter.type());
            Type given = i < known.size() ? known.get(i) : null;
            if (written != null && given != null && !Types.same(written, given)) {
                body.mismatch(parameter.name().span(), "what this block is given", given, written);
            }
            if (written == null && given == null) {
                body.error(parameter.name().span(), "the type of `" + parameter.name() + "` is not known here",
                        "write it: `{ " + parameter.name() + ": Type -> … }`");
                given = Type.UNKNOWN;
            }
            types.add(written != null ? written : given);
        }
        return types;
    }

    private Matcher parameter(Expression.LambdaParameter parameter, Type type) {
        if (parameter.name().text().equals("_")) {
            return new Matcher.Anything();
        }
        LocalVariable variable = body.environment().declare(parameter.name().text(), type, false,
                parameter.name().span());
        return new Matcher.Bind(variable.slot(), type);
    }

    /// A branch with an output of its own. A branch that gives no value gives the tokens it wrote.
    ///
    /// @param pattern names its element; null where it has none
    Code.Closure branch(Block block, Pattern pattern, Type element, String name) {
        Environment environment = new Environment(body.environment(), Environment.Kind.BRANCH,
                body.environment().routine(), null);
        body.enter(environment);
        List<Code> steps = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        if (pattern != null) {
            int slot = environment.temporary(element);
            slots.add(slot);
            Matcher matcher = body.patterns().destructure(pattern, element);
            steps.add(new Code.Destructure(matcher, new Code.Local(slot, "", element, block.span()), Type.NOTHING,
                    pattern.span()));
        }
        Code value = body.statements().block(block, null);
        steps.add(value);
        Type type = value.type().resolved();
        if (type == Type.NOTHING || type == Type.NEVER) {
            Builtin written = body.names().builtins().named("written").getFirst();
            steps.add(new Code.CallBuiltin(written, List.of(), Type.TOKENS, block.span()));
            type = Type.TOKENS;
        }
        body.leave();
        Code whole = new Code.Sequence(steps, type, block.span());
        Lambda made = new Lambda(slots, List.copyOf(environment.captures()), whole, environment.frame(),
                environment.draws(), name, block.span());
        List<Type> parameters = pattern == null ? List.of() : List.of(element);
        return new Code.Closure(made, new Type.Function(parameters, type), block.span());
    }
}
