package org.decant.compiler.check;

import java.util.ArrayList;
import java.util.List;
import org.decant.compiler.builtin.Builtin;
import org.decant.compiler.syntax.Block;
import org.decant.compiler.syntax.Expression;
import org.decant.compiler.syntax.Name;
import org.decant.compiler.typed.Code;
import org.decant.compiler.typed.GlobalConstant;
import org.decant.compiler.typed.Matcher;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;
import org.decant.compiler.types.Types;
import org.decant.runtime.data.PriorityQueue;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.diagnostic.Span;

/// Checks expressions. `expected` is the type that is wanted, a help for inference and no promise; null where any type
/// will do, NOTHING where the value is not used.
final class ExpressionChecker {
    private final BodyChecker body;

    ExpressionChecker(BodyChecker body) {
        this.body = body;
    }

    /// An expression whose value is used.
    Code value(Expression expression, Type expected) {
        Code code = check(expression, expected);
        if (code.type().resolved() == Type.NOTHING) {
            body.error(expression.span(), "a value is needed here, this gives none", hintForNothing(expression));
            return unknown(expression.span());
        }
        return code;
    }

    private static String hintForNothing(Expression expression) {
        return expression instanceof Expression.If one && one.otherwise() == null ? "add an `else` with the other value"
                : null;
    }

    /// An expression of a certain type, converted to it where needed.
    Code as(Expression expression, Type type, String what) {
        Code code = value(expression, type);
        Code converted = Conversions.convert(code, type);
        if (converted == null) {
            body.mismatch(expression.span(), what, type, code.type());
            return unknown(expression.span());
        }
        return converted;
    }

    Code condition(Expression expression, String what) {
        return as(expression, Type.BOOL, what);
    }

    /// An expression whose value can be gone through element by element.
    Code sequence(Expression expression) {
        Code code = value(expression, null);
        Type type = code.type().resolved();
        if (type instanceof Type.ListType || type == Type.UNKNOWN) {
            return code;
        }
        if (type == Type.TREE) {
            return body.builtinCalls().synthesized("nodes", List.of(code), expression.span());
        }
        String hint = type instanceof Type.MapType ? "go through `.entries`, `.keys` or `.values`"
                : type instanceof Type.QueueType ? "go through its `.elements`"
                : type == Type.CONTEXT ? "go through its `.tokens`" : type == Type.INT ? "write a range: `0 .. n`" : null;
        body.error(expression.span(), "this goes through a list, and the value is " + BodyChecker.article(type), hint);
        return unknown(expression.span());
    }

    static Code unknown(Span span) {
        return new Code.Constant(null, Type.UNKNOWN, span);
    }

    Code check(Expression expression, Type expected) {
        return switch (expression) {
            case Expression.IntLiteral literal -> new Code.Constant(literal.value(), Type.INT, literal.span());
            case Expression.FloatLiteral literal -> new Code.Constant(literal.value(), Type.FLOAT, literal.span());
            case Expression.BoolLiteral literal -> new Code.Constant(literal.value(), Type.BOOL, literal.span());
            case Expression.TextLiteral literal -> new Code.Constant(literal.value(), Type.TEXT, literal.span());
            case Expression.NullLiteral literal -> new Code.Constant(null, new Type.Nullable(new Type.Variable()),
                    literal.span());
            case Expression.ListLiteral literal -> list(literal, expected);
            case Expression.MapLiteral literal -> map(literal, expected);
            case Expression.TupleLiteral literal -> tuple(literal, expected);
            case Expression.EmptyCollection empty -> emptyCollection(empty);
            case Expression.Variable variable -> variable(variable.name());
            case Expression.Call call -> body.calls().call(call);
            case Expression.Member member -> member(member);
            case Expression.MethodCall call -> body.calls().method(call);
            case Expression.Index index -> body.operators().index(index);
            case Expression.Range range -> body.operators().range(range);
            case Expression.Unary unary -> body.operators().unary(unary);
            case Expression.Binary binary -> body.operators().binary(binary);
            case Expression.Pipe pipe -> body.calls().pipe(pipe);
            case Expression.Lambda lambda -> body.blocks().block(lambda, expected, "block");
            case Expression.If one -> branch(one, expected);
            case Expression.Match match -> match(match, expected);
            case Expression.Draft draft -> body.decoding().draft(draft);
            case Expression.Verify verify -> body.decoding().verify(verify);
            case Expression.Constrain constrain -> body.decoding().constrain(constrain);
            case Expression.Fork fork -> body.decoding().fork(fork);
            case Expression.ParallelFor loop -> body.decoding().parallelFor(loop);
            case Expression.Both both -> body.decoding().both(both);
            case Expression.Run run -> body.decoding().run(run);
        };
    }

    private Code list(Expression.ListLiteral literal, Type expected) {
        Type wanted = expected != null && expected.resolved() instanceof Type.ListType list ? list.element() : null;
        List<Code> elements = new ArrayList<>();
        Type joined = null;
        for (Expression syntax : literal.elements()) {
            Code element = value(syntax, wanted);
            Type next = joined == null ? element.type() : Conversions.join(joined, element.type());
            if (next == null) {
                body.error(syntax.span(), "the elements of a list have one type: " + BodyChecker.article(joined)
                        + " comes before, this is " + BodyChecker.article(element.type()), "use a tuple: `(a, b)`");
                next = Type.UNKNOWN;
            }
            joined = next;
            elements.add(element);
        }
        if (joined == null) {
            return new Code.MakeList(List.of(), new Type.ListType(wanted != null ? wanted : new Type.Variable()),
                    literal.span());
        }
        Type element = joined;
        List<Code> converted = elements.stream().map(code -> {
            Code one = Conversions.convert(code, element);
            return one == null ? code : one;
        }).toList();
        return new Code.MakeList(converted, new Type.ListType(element), literal.span());
    }

    private Code map(Expression.MapLiteral literal, Type expected) {
        Type.MapType wanted = expected != null && expected.resolved() instanceof Type.MapType map ? map : null;
        List<Code> keys = new ArrayList<>();
        List<Code> values = new ArrayList<>();
        Type keyType = null;
        Type valueType = null;
        for (Expression.MapLiteral.Entry entry : literal.entries()) {
            Code key = value(entry.key(), wanted == null ? null : wanted.key());
            Code value = value(entry.value(), wanted == null ? null : wanted.value());
            keyType = keyType == null ? key.type() : Conversions.join(keyType, key.type());
            valueType = valueType == null ? value.type() : Conversions.join(valueType, value.type());
            if (keyType == null || valueType == null) {
                body.error(literal.span(), "the keys of a map have one type, and so have its values", null);
                return unknown(literal.span());
            }
            keys.add(key);
            values.add(value);
        }
        Type key = keyType == null ? new Type.Variable() : keyType;
        Type value = valueType == null ? new Type.Variable() : valueType;
        return new Code.MakeMap(converted(keys, key), converted(values, value), new Type.MapType(key, value), literal.span());
    }

    private static List<Code> converted(List<Code> codes, Type type) {
        return codes.stream().map(code -> {
            Code one = Conversions.convert(code, type);
            return one == null ? code : one;
        }).toList();
    }

    private Code tuple(Expression.TupleLiteral literal, Type expected) {
        List<Type> wanted = expected != null && expected.resolved() instanceof Type.Tuple tuple
                && tuple.elements().size() == literal.elements().size() ? tuple.elements() : null;
        List<Code> elements = new ArrayList<>();
        for (int i = 0; i < literal.elements().size(); i++) {
            elements.add(value(literal.elements().get(i), wanted == null ? null : wanted.get(i)));
        }
        return new Code.MakeTuple(elements, new Type.Tuple(elements.stream().map(Code::type).toList()), literal.span());
    }

    private Code emptyCollection(Expression.EmptyCollection empty) {
        Type type = body.names().type(empty.type());
        return switch (type) {
            case Type.MapType map -> new Code.MakeMap(List.of(), List.of(), map, empty.span());
            case Type.ListType list -> new Code.MakeList(List.of(), list, empty.span());
            case Type.QueueType queue -> new Code.Constant(PriorityQueue.empty(), queue, empty.span());
            default -> unknown(empty.span());
        };
    }

    private Code variable(Name name) {
        LocalVariable local = body.environment().lookup(name.text());
        if (local != null) {
            return local(local, name.span());
        }
        if (name.text().equals("output")) {
            return output(name.span());
        }
        GlobalConstant constant = body.names().constant(name.text());
        if (constant != null) {
            return constant(constant, name.span());
        }
        Routine function = body.names().function(name.text());
        if (function != null) {
            body.file().ensureChecked(function, name.span());
            List<Type> parameters = function.parameters().stream().map(Routine.Parameter::type).toList();
            return new Code.FunctionReference(function, new Type.Function(parameters, function.result()), name.span());
        }
        Routine strategy = body.names().strategy(name.text());
        if (strategy != null) {
            return new Code.StrategyReference(strategy, Type.STRATEGY, name.span());
        }
        for (Builtin builtin : body.names().builtins().named(name.text())) {
            if (builtin.kind() == Builtin.Kind.VALUE) {
                return new Code.CallBuiltin(builtin, List.of(), builtin.result(), name.span());
            }
        }
        unknownName(name);
        return unknown(name.span());
    }

    static Code local(LocalVariable variable, Span span) {
        Code code = new Code.Local(variable.slot(), variable.name(), variable.type(), span);
        return variable.narrowed() && variable.type().resolved() instanceof Type.Nullable nullable
                ? new Code.Convert(Code.Conversion.NOT_NULL, code, nullable.base(), span) : code;
    }

    Code output(Span span) {
        if (body.environment().kind() == Environment.Kind.CONSTANT) {
            body.error(span, "a constant cannot depend on the output", "make it a `let` inside the strategy");
        }
        return new Code.OutputContext(Type.CONTEXT, span);
    }

    Code constant(GlobalConstant constant, Span span) {
        body.file().ensureChecked(constant, span);
        return new Code.Global(constant, constant.type(), span);
    }

    /// Says that a name means nothing here, or how what it means is written.
    void unknownName(Name name) {
        String text = name.text();
        if (body.names().record(text) != null) {
            body.error(name.span(), "`" + text + "` is a record, not a value", "make one: `" + text + "(…)`");
            return;
        }
        List<Builtin> builtins = body.names().builtins().named(text);
        if (!builtins.isEmpty()) {
            body.error(name.span(), "`" + text + "` is a builtin " + CallChecker.kindName(builtins.getFirst())
                    + ", not a value", CallChecker.usage(builtins.getFirst()));
            return;
        }
        java.util.Set<String> known = body.environment().names();
        known.addAll(body.names().all());
        body.problems().unknownName(name, "there is nothing called `" + text + "` here", NearestName.hint(text, known),
                "declare it with `let` or `var`, or make it a parameter");
    }

    private Code member(Expression.Member member) {
        Code receiver = value(member.receiver(), null);
        Type type = receiver.type().resolved();
        if (type == Type.UNKNOWN) {
            return unknown(member.span());
        }
        String name = member.name().text();
        if (type instanceof Type.Record record) {
            int index = record.indexOf(name);
            if (index >= 0) {
                return new Code.Field(receiver, index, record.fields().get(index).type(), member.span());
            }
        }
        return body.builtinCalls().property(receiver, member.name(), member.span());
    }

    private Code branch(Expression.If one, Type expected) {
        Code condition = condition(one.condition(), "the condition of `if`");
        Type wanted = one.otherwise() == null ? Type.NOTHING : expected;
        body.environment().push();
        body.operators().narrowWhen(one.condition(), true);
        Code then = body.statements().block(one.then(), wanted);
        body.environment().pop();
        if (one.otherwise() == null) {
            if (StatementChecker.leaves(then)) {
                body.operators().narrowWhen(one.condition(), false);
            }
            return new Code.If(condition, then, null, Type.NOTHING, one.span());
        }
        body.environment().push();
        body.operators().narrowWhen(one.condition(), false);
        Code otherwise = body.statements().block(one.otherwise(), wanted);
        body.environment().pop();
        if (expected == Type.NOTHING) {
            boolean never = StatementChecker.leaves(then) && StatementChecker.leaves(otherwise);
            return new Code.If(condition, then, otherwise, never ? Type.NEVER : Type.NOTHING, one.span());
        }
        Type joined = joined(List.of(then, otherwise), expected);
        if (joined == null) {
            if (expected == null && (then.type().resolved() == Type.NOTHING
                    || otherwise.type().resolved() == Type.NOTHING)) {
                return new Code.If(condition, then, otherwise, Type.NOTHING, one.span());
            }
            Block place = one.otherwise();
            body.error(last(place), "the branches of this `if` give " + BodyChecker.article(then.type()) + " and "
                    + BodyChecker.article(otherwise.type()), "let both give the same type");
            return unknown(one.span());
        }
        return new Code.If(condition, converted(then, joined), converted(otherwise, joined), joined, one.span());
    }

    private static Span last(Block block) {
        return block.statements().isEmpty() ? block.span() : block.statements().getLast().span();
    }

    private static Code converted(Code code, Type type) {
        Code converted = Conversions.convert(code, type);
        return converted == null ? code : converted;
    }

    private static Type joined(List<Code> codes, Type expected) {
        if (expected != null && expected.resolved() != Type.UNKNOWN && !Types.open(expected)
                && codes.stream().allMatch(code -> Conversions.possible(code.type(), expected))) {
            return codes.stream().allMatch(code -> code.type().resolved() == Type.NEVER) ? Type.NEVER : expected;
        }
        Type joined = Type.NEVER;
        for (Code code : codes) {
            joined = Conversions.join(joined, code.type());
            if (joined == null) {
                return null;
            }
        }
        return joined;
    }

    private Code match(Expression.Match match, Type expected) {
        Code subject = value(match.subject(), null);
        List<Code.Match.Arm> arms = new ArrayList<>();
        List<Code> values = new ArrayList<>();
        for (Expression.Match.Arm arm : match.arms()) {
            body.environment().push();
            Matcher matcher = body.patterns().match(arm.pattern(), subject.type());
            Code guard = arm.guard() == null ? null : condition(arm.guard(), "a guard");
            Code value = body.statements().block(arm.body(), expected);
            body.environment().pop();
            arms.add(new Code.Match.Arm(matcher, guard, value));
            values.add(value);
        }
        if (arms.isEmpty()) {
            body.error(match.span(), "this `match` has no arms", "add one: `_ -> value`");
            return unknown(match.span());
        }
        if (expected == Type.NOTHING) {
            return new Code.Match(subject, arms, Type.NOTHING, match.span());
        }
        Type joined = joined(values, expected);
        if (joined == null) {
            if (expected == null && values.stream().anyMatch(value -> value.type().resolved() == Type.NOTHING)) {
                return new Code.Match(subject, arms, Type.NOTHING, match.span());
            }
            body.error(match.span(), "the arms of this `match` give values of different types",
                    "let all give the same type");
            return unknown(match.span());
        }
        List<Code.Match.Arm> converted = arms.stream().map(arm ->
                new Code.Match.Arm(arm.pattern(), arm.guard(), converted(arm.body(), joined))).toList();
        return new Code.Match(subject, converted, joined, match.span());
    }
}
