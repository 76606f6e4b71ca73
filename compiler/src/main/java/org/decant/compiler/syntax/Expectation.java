package org.decant.compiler.syntax;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.decant.grammar.DecodeParser;
import org.decant.grammar.Layout;
import org.decant.runtime.diagnostic.Diagnostic;

/// Says what the rules expected at a token they could not take: "expected …, found …". What people often write
/// instead is explained by [CommonMistake] first.
final class Expectation {
    private final Positions positions;
    private final Parser parser;
    private final ParserRuleContext place;
    private final boolean behind;
    private final Token before;
    private final Token found;

    /// @param place  the innermost rule that had begun
    /// @param behind whether that rule was complete, and what it ends with may not be followed by what was found
    /// @param found  the token that no rule could take
    Expectation(Positions positions, Parser parser, ParserRuleContext place, boolean behind, Token found) {
        this.positions = positions;
        this.parser = parser;
        this.place = place;
        this.behind = behind;
        this.found = found;
        this.before = tokenBefore(found);
    }

    /// The last token before `token` that was written, null at the beginning.
    private Token tokenBefore(Token token) {
        int index = token.getTokenIndex() - 1;
        while (index >= 0 && isLineEnd(parser.getInputStream().get(index))) {
            index--;
        }
        return index < 0 ? null : parser.getInputStream().get(index);
    }

    Diagnostic explain() {
        boolean afterOperand = behind || isAfterOperand();
        ParserRuleContext rule = afterOperand ? ruleAroundOperand() : place;
        Diagnostic common = new CommonMistake(positions, parser, rule, before, found, afterOperand).explain();
        if (common != null) {
            return common;
        }
        Wanted wanted = afterOperand ? Wanted.behindOperand(rule) : Wanted.inside(rule, before, found, parser);
        boolean atLineEnd = isLineEnd(found) || missesBeforeLineEnd(rule, wanted);
        return Diagnostic.error(atLineEnd || found.getType() == Token.EOF && before != null
                ? positions.after(before) : positions.of(found),
                "expected " + wanted.what() + ", found " + (atLineEnd ? "the end of the line" : described()),
                wanted.hint());
    }

    /// Whether something is missing at the end of a line that goes on by the rules, `x +`, and what was found is only
    /// the beginning of the next line.
    private boolean missesBeforeLineEnd(ParserRuleContext rule, Wanted wanted) {
        return before != null && found.getType() != Token.EOF && found.getLine() > before.getLine()
                && !isFirstOf(rule, found) && !wanted.what().startsWith("the end of")
                && switch (before.getType()) {
                    case DecodeParser.OPEN_PAREN, DecodeParser.OPEN_BRACKET, DecodeParser.OPEN_BRACE,
                         DecodeParser.OPEN_LAMBDA, DecodeParser.COMMA -> false;
                    default -> true;
                };
    }

    /// Whether `token` stands where a statement, a declaration or an arm could begin.
    static boolean isFirstOf(ParserRuleContext rule, Token token) {
        return switch (rule) {
            case DecodeParser.FileContext _, DecodeParser.InputContext _, DecodeParser.StatementsContext _ -> true;
            case DecodeParser.ItemContext _, DecodeParser.EntryContext _, DecodeParser.StatementContext _,
                 DecodeParser.ArmContext _ -> rule.getStart() == token;
            case DecodeParser.PatternContext _ ->
                    rule.getStart() == token && rule.getParent() instanceof DecodeParser.ArmContext;
            default -> false;
        };
    }

    private static boolean isLineEnd(Token token) {
        return token.getType() == DecodeParser.BREAK && !token.getText().equals(";");
    }

    /// Whether an operand is complete before the mistake: what is wrong is then how it goes on, and the rules around
    /// the expression know that.
    private boolean isAfterOperand() {
        return before != null && Layout.endsStatement(before)
                && before.getTokenIndex() >= place.getStart().getTokenIndex()
                && (isPartOfExpression(place) || isComplete(place)
                || place instanceof DecodeParser.IndexContext index && index.expression() != null);
    }

    static boolean isPartOfExpression(ParserRuleContext rule) {
        return switch (rule) {
            case DecodeParser.IndexContext index -> index.CLOSE_BRACKET() != null;
            case DecodeParser.ExpressionContext _, DecodeParser.OperandContext _, DecodeParser.PrimaryContext _,
                 DecodeParser.StageContext _, DecodeParser.ArgumentContext _, DecodeParser.ElementContext _ -> true;
            default -> false;
        };
    }

    /// A form that ends with an operand: behind it, its own words are no longer of interest.
    private static boolean isComplete(ParserRuleContext rule) {
        return switch (rule) {
            case DecodeParser.VerifyContext verify -> verify.BY() != null;
            case DecodeParser.ConstrainContext constrain -> constrain.BY() != null;
            case DecodeParser.RunContext run -> run.arguments() != null;
            default -> false;
        };
    }

    private ParserRuleContext ruleAroundOperand() {
        ParserRuleContext rule = place;
        while (isPartOfExpression(rule) || isComplete(rule)) {
            rule = rule.getParent();
        }
        return rule;
    }

    private String described() {
        return found.getType() == Token.EOF ? "the end" : "`" + shortened(found.getText()) + "`";
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= 24 ? text
                : text.substring(0, text.offsetByCodePoints(0, 20)) + "…";
    }
}
