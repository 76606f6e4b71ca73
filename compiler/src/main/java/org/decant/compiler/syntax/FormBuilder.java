package org.decant.compiler.syntax;

import java.util.List;
import org.decant.grammar.DecodeParser;
import org.decant.grammar.DecodeParser.ArmContext;
import org.decant.grammar.DecodeParser.DraftContext;
import org.decant.grammar.DecodeParser.IfExpressionContext;
import org.decant.grammar.DecodeParser.MatchExpressionContext;
import org.decant.grammar.DecodeParser.PrimaryContext;
import org.decant.grammar.DecodeParser.ProposalContext;
import org.decant.grammar.DecodeParser.RunContext;
import org.decant.runtime.diagnostic.Span;

/// Makes the expressions that begin with a word of the language: `if`, `match`, `draft`, `verify` and their kin.
final class FormBuilder {
    private final SyntaxBuilder syntax;
    private final Positions positions;
    private final PatternBuilder patterns;
    private final ExpressionBuilder expressions;

    FormBuilder(SyntaxBuilder syntax, Positions positions, PatternBuilder patterns, ExpressionBuilder expressions) {
        this.syntax = syntax;
        this.positions = positions;
        this.patterns = patterns;
        this.expressions = expressions;
    }

    Expression form(PrimaryContext primary) {
        Span span = positions.of(primary);
        return switch (primary.getChild(0)) {
            case IfExpressionContext choice -> choice(choice);
            case MatchExpressionContext match -> new Expression.Match(expressions.expression(match.expression()),
                    match.arms().arm().stream().map(this::arm).toList(), span);
            case DraftContext draft -> draft(draft, span);
            case DecodeParser.VerifyContext verify -> new Expression.Verify(
                    expressions.expression(verify.expression(0)), expressions.expression(verify.expression(1)),
                    expressions.operand(verify.operand()), span);
            case DecodeParser.ConstrainContext constrain -> new Expression.Constrain(
                    expressions.expression(constrain.expression()), expressions.operand(constrain.operand()), span);
            case RunContext run -> new Expression.Run(expressions.variable(run.name()),
                    expressions.arguments(run.arguments(), run.lambda()),
                    run.operand() == null ? null : expressions.operand(run.operand()), span);
            case DecodeParser.ForkContext fork ->
                    new Expression.Fork(expressions.expression(fork.expression()), syntax.block(fork.block()), span);
            case DecodeParser.ParallelContext parallel -> new Expression.ParallelFor(
                    patterns.certain(parallel.pattern()), expressions.expression(parallel.expression()),
                    syntax.block(parallel.block()), span);
            case DecodeParser.BothContext both ->
                    new Expression.Both(syntax.block(both.block(0)), syntax.block(both.block(1)), span);
            default -> throw new IllegalStateException(primary.getText());
        };
    }

    private Expression.If choice(IfExpressionContext choice) {
        syntax.enter(choice);
        Expression.If built = new Expression.If(expressions.expression(choice.expression()),
                syntax.block(choice.block(0)), otherwise(choice), positions.of(choice));
        syntax.leave();
        return built;
    }

    /// `else if …` is `else { if … }`.
    private Block otherwise(IfExpressionContext choice) {
        if (choice.ifExpression() != null) {
            Expression.If next = choice(choice.ifExpression());
            return new Block(List.of(new Statement.Evaluate(next, next.span())), next.span());
        }
        return choice.block().size() < 2 ? null : syntax.block(choice.block(1));
    }

    private Expression.Match.Arm arm(ArmContext arm) {
        return new Expression.Match.Arm(patterns.matched(arm.pattern()),
                arm.guard == null ? null : expressions.expression(arm.guard), body(arm), positions.of(arm));
    }

    private Block body(ArmContext arm) {
        if (arm.block() != null) {
            return syntax.block(arm.block());
        }
        Expression value = expressions.expression(arm.body);
        return new Block(List.of(new Statement.Evaluate(value, value.span())), value.span());
    }

    private Expression.Draft draft(DraftContext draft, Span span) {
        ProposalContext proposal = draft.proposal();
        Block body = syntax.block(proposal.getStart(), proposal.statements(), proposal.getStop());
        return new Expression.Draft(expressions.expression(draft.expression(0)),
                expressions.expression(draft.expression(1)),
                new Expression.Lambda(expressions.lambdaParameters(proposal.lambdaParameters()), body,
                        positions.of(proposal)), span);
    }
}
