package org.decant.compiler.check;

import java.util.List;
import org.decant.compiler.syntax.Expression;
import org.decant.compiler.syntax.Expression.BinaryOperator;
import org.decant.compiler.syntax.Expression.UnaryOperator;
import org.decant.compiler.typed.Code;
import org.decant.compiler.types.Type;
import org.decant.compiler.types.Types;
import org.decant.runtime.diagnostic.Span;

/// Checks operators. Those of numbers and truth values are code of their own; all others are builtins by the names
/// `operator_add` and the like.
final class OperatorChecker {
    private final BodyChecker body;

    OperatorChecker(BodyChecker body) {
        this.body = body;
    }

    Code unary(Expression.Unary unary) {
        if (unary.operator() == UnaryOperator.NOT) {
            Code operand = body.expressions().condition(unary.operand(), "the operand of `not`");
            return new Code.Not(operand, Type.BOOL, unary.span());
        }
        Code operand = body.expressions().value(unary.operand(), null);
        Type type = operand.type().resolved();
        if (operand instanceof Code.Constant constant) {
            if (constant.value() instanceof Long value) {
                return new Code.Constant(-value, Type.INT, unary.span());
            }
            if (constant.value() instanceof Double value) {
                return new Code.Constant(-value, Type.FLOAT, unary.span());
            }
        }
        if (Types.numeric(type)) {
            return new Code.Negate(operand, type, unary.span());
        }
        if (type == Type.UNKNOWN) {
            return ExpressionChecker.unknown(unary.span());
        }
        return body.builtinCalls().synthesized("operator_negate", List.of(operand), unary.span());
    }

    Code binary(Expression.Binary binary) {
        return switch (binary.operator()) {
            case AND, OR -> logical(binary);
            case EQUAL, NOT_EQUAL -> equality(binary);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> comparison(binary);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> arithmetic(binary);
            case INTERSECT -> overloaded("operator_intersect", binary);
            case UNION -> overloaded("operator_union", binary);
        };
    }

    private Code logical(Expression.Binary binary) {
        boolean and = binary.operator() == BinaryOperator.AND;
        String what = "an operand of `" + binary.operator().symbol() + "`";
        Code left = body.expressions().condition(binary.left(), what);
        body.environment().push();
        narrowWhen(binary.left(), and);
        Code right = body.expressions().condition(binary.right(), what);
        body.environment().pop();
        return and ? new Code.And(left, right, Type.BOOL, binary.span())
                : new Code.Or(left, right, Type.BOOL, binary.span());
    }

    private Code equality(Expression.Binary binary) {
        Code left = body.expressions().value(binary.left(), null);
        Code right = body.expressions().value(binary.right(), left.type());
        boolean negated = binary.operator() == BinaryOperator.NOT_EQUAL;
        Type joined = Conversions.join(left.type(), right.type());
        if (joined == null) {
            body.error(binary.span(), "these can never be equal: " + BodyChecker.article(left.type()) + " and "
                    + BodyChecker.article(right.type()), equalityHint(left.type().resolved(), right.type().resolved()));
            return ExpressionChecker.unknown(binary.span());
        }
        Code a = Conversions.convert(left, joined);
        Code b = Conversions.convert(right, joined);
        return new Code.Equal(negated, a == null ? left : a, b == null ? right : b, Type.BOOL, binary.span());
    }

    private static String equalityHint(Type left, Type right) {
        if (left == Type.TOKEN && right == Type.TEXT || left == Type.TEXT && right == Type.TOKEN) {
            return "compare the token's text: `token.text == \"…\"`";
        }
        return null;
    }

    private Code comparison(Expression.Binary binary) {
        Code left = body.expressions().value(binary.left(), null);
        Code right = body.expressions().value(binary.right(), null);
        Type a = left.type().resolved();
        Type b = right.type().resolved();
        if (a == Type.UNKNOWN || b == Type.UNKNOWN) {
            return new Code.Constant(false, Type.BOOL, binary.span());
        }
        if (!Types.numeric(a) || !Types.numeric(b)) {
            Type wrong = Types.numeric(a) ? b : a;
            body.error(Types.numeric(a) ? binary.right().span() : binary.left().span(), "`" + binary.operator().symbol()
                    + "` compares numbers, this is " + BodyChecker.article(wrong), Mistakes.hint(Type.FLOAT, wrong));
            return new Code.Constant(false, Type.BOOL, binary.span());
        }
        Type type = a == b ? a : Type.FLOAT;
        return new Code.Compare(Code.Comparison.valueOf(binary.operator().name()), Conversions.convert(left, type),
                Conversions.convert(right, type), Type.BOOL, binary.span());
    }

    private Code arithmetic(Expression.Binary binary) {
        Code left = body.expressions().value(binary.left(), null);
        Code right = body.expressions().value(binary.right(), null);
        Type a = left.type().resolved();
        Type b = right.type().resolved();
        if (a == Type.UNKNOWN || b == Type.UNKNOWN) {
            return ExpressionChecker.unknown(binary.span());
        }
        if (Types.numeric(a) && Types.numeric(b)) {
            Type type = a == b && !(binary.operator() == BinaryOperator.DIVIDE) ? a : Type.FLOAT;
            return new Code.ArithmeticOperation(Code.Arithmetic.valueOf(binary.operator().name()),
                    Conversions.convert(left, type), Conversions.convert(right, type), type, binary.span());
        }
        String hint = a == Type.CONTEXT && b == Type.TEXT ? "turn text into tokens first: `output + target.encode(\"…\")`"
                : null;
        return body.builtinCalls().operator(binary.operator().symbol(),
                "operator_" + binary.operator().name().toLowerCase(), List.of(left, right), hint, binary.span());
    }

    private Code overloaded(String name, Expression.Binary binary) {
        Code left = body.expressions().value(binary.left(), null);
        Code right = body.expressions().value(binary.right(), null);
        if (left.type().resolved() == Type.UNKNOWN || right.type().resolved() == Type.UNKNOWN) {
            return ExpressionChecker.unknown(binary.span());
        }
        return body.builtinCalls().operator(binary.operator().symbol(), name, List.of(left, right), null, binary.span());
    }

    Code range(Expression.Range range) {
        Code from = body.expressions().as(range.from(), Type.INT, "the start of a range");
        Code to = body.expressions().as(range.to(), Type.INT, "the end of a range");
        return body.builtinCalls().synthesized("operator_range", List.of(from, to), range.span());
    }

    Code index(Expression.Index index) {
        Code receiver = body.expressions().value(index.receiver(), null);
        Span span = index.span();
        if (receiver.type().resolved() == Type.UNKNOWN) {
            return receiver;
        }
        if (index.index() instanceof Expression.Range range) {
            Code from = body.expressions().as(range.from(), Type.INT, "the start of a slice");
            Code to = body.expressions().as(range.to(), Type.INT, "the end of a slice");
            return body.builtinCalls().operator("[from .. to]", "operator_slice", List.of(receiver, from, to), null, span);
        }
        Type expected = receiver.type().resolved() instanceof Type.MapType map ? map.key() : null;
        Code at = body.expressions().value(index.index(), expected);
        return at.type().resolved() == Type.UNKNOWN ? ExpressionChecker.unknown(span)
                : body.builtinCalls().operator("[…]", BuiltinCallChecker.INDEX, List.of(receiver, at), null, span);
    }

    /// Makes variables known as not null that the condition, being `truth`, shows not to be.
    void narrowWhen(Expression condition, boolean truth) {
        switch (condition) {
            case Expression.Unary unary when unary.operator() == UnaryOperator.NOT -> narrowWhen(unary.operand(), !truth);
            case Expression.Binary binary when binary.operator() == (truth ? BinaryOperator.AND : BinaryOperator.OR) -> {
                narrowWhen(binary.left(), truth);
                narrowWhen(binary.right(), truth);
            }
            case Expression.Binary binary when binary.operator() == (truth ? BinaryOperator.NOT_EQUAL
                    : BinaryOperator.EQUAL) -> {
                if (binary.right() instanceof Expression.NullLiteral && binary.left() instanceof Expression.Variable one) {
                    narrow(one);
                } else if (binary.left() instanceof Expression.NullLiteral
                        && binary.right() instanceof Expression.Variable one) {
                    narrow(one);
                }
            }
            default -> { }
        }
    }

    private void narrow(Expression.Variable variable) {
        LocalVariable known = body.environment().lookup(variable.name().text());
        if (known != null && known.type().resolved() instanceof Type.Nullable) {
            body.environment().narrow(known);
        }
    }
}
