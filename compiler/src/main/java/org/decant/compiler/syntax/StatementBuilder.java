package org.decant.compiler.syntax;

import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import org.decant.compiler.syntax.Expression.BinaryOperator;
import org.decant.grammar.DecodeParser;
import org.decant.grammar.DecodeParser.EvaluateOrAssignContext;
import org.decant.grammar.DecodeParser.LetContext;
import org.decant.grammar.DecodeParser.StatementContext;
import org.decant.runtime.diagnostic.Span;

/// Makes [Statement]s of parse trees.
final class StatementBuilder {
    private final SyntaxBuilder syntax;
    private final Positions positions;
    private final Problems problems;
    private final TypeBuilder types;
    private final PatternBuilder patterns;
    private final ExpressionBuilder expressions;

    StatementBuilder(SyntaxBuilder syntax, Positions positions, Problems problems, TypeBuilder types,
                     PatternBuilder patterns, ExpressionBuilder expressions) {
        this.syntax = syntax;
        this.positions = positions;
        this.problems = problems;
        this.types = types;
        this.patterns = patterns;
        this.expressions = expressions;
    }

    /// The statement, after those it needs before it: see [#assign].
    List<Statement> statement(StatementContext statement) {
        Span span = positions.of(statement);
        return switch (statement) {
            case LetContext let -> List.of(let(let));
            case DecodeParser.VarContext var -> List.of(new Statement.Var(syntax.name(var.name()),
                    types.typeOrNull(var.type()), expressions.expression(var.expression()), span));
            case DecodeParser.WhileContext loop -> List.of(new Statement.While(
                    expressions.expression(loop.expression()), syntax.block(loop.block()), span));
            case DecodeParser.ForContext loop -> List.of(new Statement.For(patterns.certain(loop.pattern()),
                    expressions.expression(loop.expression()), syntax.block(loop.block()), span));
            case DecodeParser.ReturnContext back -> List.of(new Statement.Return(
                    back.expression() == null ? null : expressions.expression(back.expression()), span));
            case DecodeParser.BreakContext _ -> List.of(new Statement.Break(span));
            case DecodeParser.ContinueContext _ -> List.of(new Statement.Continue(span));
            case DecodeParser.EmitContext emit ->
                    List.of(new Statement.Emit(expressions.expression(emit.expression()), span));
            case DecodeParser.GenerateContext generate ->
                    List.of(new Statement.Generate(syntax.block(generate.block()), span));
            case EvaluateOrAssignContext assign when assign.assignment() != null -> assign(assign);
            case EvaluateOrAssignContext evaluate ->
                    List.of(new Statement.Evaluate(expressions.expression(evaluate.expression(0)), span));
            default -> throw new IllegalStateException(statement.getText());
        };
    }

    private Statement let(LetContext let) {
        Pattern pattern = patterns.certain(let.pattern());
        if (pattern instanceof Pattern.Anything) {
            problems.report(pattern.span(), "this `let` names nothing", "write its value alone");
        }
        if (let.type() != null && pattern instanceof Pattern.Tuple) {
            problems.report(positions.of(let.type()), "a tuple that is taken apart has no written type",
                    "remove the type: it is that of the value");
        }
        return new Statement.Let(pattern, types.typeOrNull(let.type()), expressions.expression(let.expression()),
                positions.of(let));
    }

    /// `x[i] += e` becomes `x[i] = x[i] + e`. An index that calls something is named first, as it must be called once:
    /// it may draw at random.
    private List<Statement> assign(EvaluateOrAssignContext assign) {
        List<Statement> statements = new ArrayList<>();
        LinkedList<Expression> indices = new LinkedList<>();
        Expression target = expressions.expression(assign.expression(0));
        Expression base = target;
        while (base instanceof Expression.Index element) {
            indices.addFirst(element.index());
            base = element.receiver();
        }
        if (!(base instanceof Expression.Variable variable)) {
            problems.report(target.span(), "this cannot be assigned",
                    "assign a variable `x`, or an element of one: `x[i]`; records are made anew instead");
            return List.of();
        }
        Expression value = expressions.expression(assign.expression(1));
        BinaryOperator operator = operator(assign);
        List<Expression> stable = indices;
        if (operator != null) {
            stable = indices.stream().map(index -> named(index, statements)).toList();
            value = new Expression.Binary(operator, element(variable, stable, target.span()), value,
                    positions.of(assign));
        }
        statements.add(new Statement.Assign(variable.name(), List.copyOf(stable), value, positions.of(assign)));
        return statements;
    }

    private static BinaryOperator operator(EvaluateOrAssignContext assign) {
        return switch (assign.assignment().getStart().getType()) {
            case DecodeParser.ADD_TO -> BinaryOperator.ADD;
            case DecodeParser.SUBTRACT_FROM -> BinaryOperator.SUBTRACT;
            case DecodeParser.MULTIPLY_BY -> BinaryOperator.MULTIPLY;
            case DecodeParser.DIVIDE_BY -> BinaryOperator.DIVIDE;
            default -> null;
        };
    }

    /// The index itself where it may be evaluated twice, else a variable that holds it. No script can write `#index`.
    private static Expression named(Expression index, List<Statement> statements) {
        if (isPlain(index)) {
            return index;
        }
        Name name = new Name("#index" + statements.size(), index.span());
        statements.add(new Statement.Let(new Pattern.Binding(name, index.span()), null, index, index.span()));
        return new Expression.Variable(name, index.span());
    }

    private static boolean isPlain(Expression expression) {
        return switch (expression) {
            case Expression.IntLiteral _, Expression.FloatLiteral _, Expression.TextLiteral _,
                 Expression.BoolLiteral _, Expression.NullLiteral _, Expression.Variable _ -> true;
            case Expression.Member member -> isPlain(member.receiver());
            case Expression.Index index -> isPlain(index.receiver()) && isPlain(index.index());
            case Expression.Unary unary -> isPlain(unary.operand());
            case Expression.Binary binary -> isPlain(binary.left()) && isPlain(binary.right());
            case Expression.TupleLiteral tuple -> tuple.elements().stream().allMatch(StatementBuilder::isPlain);
            default -> false;
        };
    }

    private static Expression element(Expression variable, List<Expression> indices, Span span) {
        Expression element = variable;
        for (Expression index : indices) {
            element = new Expression.Index(element, index, span);
        }
        return element;
    }
}
