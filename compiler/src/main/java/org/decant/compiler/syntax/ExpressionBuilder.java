package org.decant.compiler.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.decant.compiler.syntax.Expression.BinaryOperator;
import org.decant.compiler.syntax.Expression.UnaryOperator;
import org.decant.grammar.DecodeParser;
import org.decant.grammar.DecodeParser.ArgumentContext;
import org.decant.grammar.DecodeParser.ArgumentsContext;
import org.decant.grammar.DecodeParser.ExpressionContext;
import org.decant.grammar.DecodeParser.LambdaContext;
import org.decant.grammar.DecodeParser.LambdaParametersContext;
import org.decant.grammar.DecodeParser.LiteralContext;
import org.decant.grammar.DecodeParser.NegateContext;
import org.decant.grammar.DecodeParser.OperandContext;
import org.decant.grammar.DecodeParser.PipeContext;
import org.decant.grammar.DecodeParser.PrimaryContext;
import org.decant.grammar.DecodeParser.SimpleContext;
import org.decant.runtime.diagnostic.Span;

/// Makes [Expression]s of parse trees: pipes, operators, calls and atoms here, forms with words of their own in
/// [FormBuilder].
final class ExpressionBuilder {
    private final SyntaxBuilder syntax;
    private final Positions positions;
    private final Problems problems;
    private final TypeBuilder types;
    private final LiteralBuilder literals;
    private final FormBuilder forms;

    ExpressionBuilder(SyntaxBuilder syntax, Positions positions, Problems problems, TypeBuilder types,
                      PatternBuilder patterns, LiteralBuilder literals) {
        this.syntax = syntax;
        this.positions = positions;
        this.problems = problems;
        this.types = types;
        this.literals = literals;
        this.forms = new FormBuilder(syntax, positions, patterns, this);
    }

    Expression expression(ExpressionContext expression) {
        syntax.enter(expression);
        Expression built = switch (expression) {
            case PipeContext pipe -> new Expression.Pipe(expression(pipe.expression()), variable(pipe.stage().name()),
                    arguments(pipe.stage().arguments(), pipe.stage().lambda()), positions.of(pipe));
            case DecodeParser.NoPipeContext plain -> operand(plain.operand());
            default -> throw new IllegalStateException(expression.getText());
        };
        syntax.leave();
        return built;
    }

    List<Expression> expressions(List<ExpressionContext> expressions) {
        return expressions.stream().map(this::expression).toList();
    }

    Expression operand(OperandContext operand) {
        syntax.enter(operand);
        Span span = positions.of(operand);
        Expression built = switch (operand) {
            case SimpleContext simple -> primary(simple.primary());
            case DecodeParser.MemberContext member when member.arguments() == null && member.lambda() == null ->
                    new Expression.Member(operand(member.operand()), syntax.name(member.name()), span);
            case DecodeParser.MemberContext call -> new Expression.MethodCall(operand(call.operand()),
                    syntax.name(call.name()), arguments(call.arguments(), call.lambda()), span);
            case DecodeParser.CallContext call -> new Expression.Call(operand(call.operand()),
                    arguments(call.arguments(), call.lambda()), span);
            case DecodeParser.IndexContext index ->
                    new Expression.Index(operand(index.operand()), expression(index.expression()), span);
            case NegateContext negate -> negate(negate, span);
            case DecodeParser.NotContext not ->
                    new Expression.Unary(UnaryOperator.NOT, operand(not.operand()), span);
            case DecodeParser.BinaryContext binary -> binary(binary.operator, binary.operand(), span);
            case DecodeParser.ComparisonContext comparison -> {
                refuseChain(comparison.operand(0) instanceof DecodeParser.ComparisonContext, comparison.operator,
                        "comparisons do not chain", "write `a < b and b < c`");
                yield binary(comparison.operator, comparison.operand(), span);
            }
            case DecodeParser.RangeContext range -> {
                refuseChain(range.operand(0) instanceof DecodeParser.RangeContext, range.RANGE().getSymbol(),
                        "ranges do not chain", "a range has two ends: `0..n`");
                yield new Expression.Range(operand(range.operand(0)), operand(range.operand(1)), span);
            }
            default -> throw new IllegalStateException(operand.getText());
        };
        syntax.leave();
        return built;
    }

    private void refuseChain(boolean chained, Token operator, String message, String hint) {
        if (chained) {
            problems.report(positions.of(operator), message, hint);
        }
    }

    private Expression negate(NegateContext negate, Span span) {
        if (negate.operand() instanceof SimpleContext simple
                && simple.primary().literal() instanceof LiteralContext number
                && (number.INT() != null || number.FLOAT() != null || number.INF() != null)) {
            return literals.negative(negate.getStart(), number.getStart());
        }
        return new Expression.Unary(UnaryOperator.NEGATE, operand(negate.operand()), span);
    }

    private Expression binary(Token operator, List<OperandContext> operands, Span span) {
        return new Expression.Binary(operator(operator), operand(operands.get(0)), operand(operands.get(1)), span);
    }

    private static BinaryOperator operator(Token token) {
        for (BinaryOperator operator : BinaryOperator.values()) {
            if (operator.symbol().equals(token.getText())) {
                return operator;
            }
        }
        throw new IllegalStateException(token.getText());
    }

    private Expression primary(PrimaryContext primary) {
        return switch (primary.getChild(0)) {
            case LiteralContext literal -> literals.literal(literal.getStart());
            case DecodeParser.NameContext name -> variable(name);
            case DecodeParser.EmptyCollectionContext empty -> emptyCollection(empty);
            case DecodeParser.TupleContext tuple when tuple.expression().size() == 1 -> expression(tuple.expression(0));
            case DecodeParser.TupleContext tuple ->
                    new Expression.TupleLiteral(expressions(tuple.expression()), positions.of(tuple));
            case DecodeParser.ListOrMapContext listOrMap -> listOrMap(listOrMap);
            case LambdaContext lambda -> lambda(lambda);
            default -> forms.form(primary);
        };
    }

    Expression variable(DecodeParser.NameContext name) {
        return new Expression.Variable(syntax.name(name), positions.of(name));
    }

    String text(Token token) {
        return literals.text(token);
    }

    private Expression emptyCollection(DecodeParser.EmptyCollectionContext empty) {
        TypeSyntax type = new TypeSyntax.Named(syntax.name(empty.name()), types.types(empty.type()),
                positions.of(empty.getStart(), empty.GREATER().getSymbol()));
        return new Expression.EmptyCollection(type, positions.of(empty));
    }

    private Expression listOrMap(DecodeParser.ListOrMapContext listOrMap) {
        List<Expression> elements = new ArrayList<>();
        List<Expression.MapLiteral.Entry> entries = new ArrayList<>();
        for (DecodeParser.ElementContext element : listOrMap.element()) {
            Expression first = expression(element.expression(0));
            if (element.ARROW() == null) {
                elements.add(first);
            } else {
                entries.add(new Expression.MapLiteral.Entry(first, expression(element.expression(1))));
            }
        }
        Span span = positions.of(listOrMap);
        if (!elements.isEmpty() && !entries.isEmpty()) {
            problems.report(span, "this is partly a list and partly a map",
                    "write `key -> value` for every element of a map, and for none of a list");
        }
        return entries.isEmpty() ? new Expression.ListLiteral(elements, span)
                : new Expression.MapLiteral(entries, span);
    }

    Expression.Lambda lambda(LambdaContext lambda) {
        return new Expression.Lambda(lambdaParameters(lambda.lambdaParameters()),
                syntax.block(lambda.getStart(), lambda.statements(), lambda.getStop()), positions.of(lambda));
    }

    List<Expression.LambdaParameter> lambdaParameters(LambdaParametersContext parameters) {
        return parameters.lambdaParameter().stream()
                .map(p -> new Expression.LambdaParameter(syntax.name(p.name()), types.typeOrNull(p.type())))
                .toList();
    }

    /// The arguments in their order; a trailing block stands behind the positional ones, before the named.
    List<Argument> arguments(ArgumentsContext arguments, LambdaContext trailing) {
        List<Argument> built = new ArrayList<>();
        int positional = 0;
        for (ArgumentContext argument : arguments == null ? List.<ArgumentContext>of() : arguments.argument()) {
            Name name = argument.name() == null ? null : syntax.name(argument.name());
            if (name != null) {
                built.add(new Argument(name, expression(argument.expression())));
                continue;
            }
            if (positional < built.size()) {
                problems.report(positions.of(argument), "an argument without a name follows one with a name",
                        "put the arguments without names first, or name this one too");
            }
            built.add(positional++, new Argument(null, expression(argument.expression())));
        }
        if (trailing != null) {
            built.add(positional, new Argument(null, lambda(trailing)));
        }
        return built;
    }
}
