package org.decant.compiler.syntax;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.decant.grammar.DecodeParser;
import org.decant.runtime.diagnostic.Diagnostic;

/// What the parser does at a mistake: it has [Expectation] explain it, leaves the rules it is in up to the innermost
/// one that repeats (an argument, a statement, a declaration …), skips to where the next repetition can begin, and
/// goes on from there. So one mistake gives one message, and the next mistake gives the next.
final class SyntaxErrors extends DefaultErrorStrategy {
    private final Positions positions;
    private final Problems problems;
    private boolean outsideReported;

    SyntaxErrors(Positions positions, Problems problems) {
        this.positions = positions;
        this.problems = problems;
    }

    @Override
    public void reportError(Parser parser, RecognitionException error) {
        if (!inErrorRecoveryMode(parser)) {
            ParserRuleContext place = error.getCtx() instanceof ParserRuleContext rule ? rule : parser.getContext();
            explain(parser, place, false, error.getOffendingToken());
        }
    }

    private void explain(Parser parser, ParserRuleContext place, boolean behind, Token found) {
        beginErrorCondition(parser);
        Token before = found.getTokenIndex() == 0 ? null : parser.getInputStream().get(found.getTokenIndex() - 1);
        if (isSpoilt(found) || before != null && isSpoilt(before) && !Expectation.isFirstOf(place, found)) {
            return;
        }
        if (isDeclaration(place) && !behind) {
            // a strategy without its head is one mistake, not one for each of its statements
            if (outsideReported && !CommonMistake.isForeignWord(found)) {
                return;
            }
            outsideReported = true;
        }
        Diagnostic mistake = new Expectation(positions, parser, place, behind, found).explain();
        if (found.getType() == Token.EOF) {
            problems.reportMissingAtEnd(mistake.span(), mistake.message(), mistake.hint());
        } else {
            problems.report(mistake.span(), mistake.message(), mistake.hint());
        }
    }

    private boolean isSpoilt(Token token) {
        return problems.inDeclaration(token) || problems.onLine(token);
    }

    /// Where a repetition begins, goes on or ends: without this, the rule around it would complain, and end for good.
    @Override
    public void sync(Parser parser) {
        ParserRuleContext context = parser.getContext();
        if (inErrorRecoveryMode(parser)) {
            return;
        }
        if (context.getChildCount() == 0) {
            skipWhatBeginsNothing(parser, context);
        } else if (context.getChild(context.getChildCount() - 1) instanceof ParserRuleContext last && isRepeated(last)
                && !ends(last, parser.getCurrentToken())) {
            explain(parser, last, true, parser.getCurrentToken());
            skip(parser, last);
        }
    }

    /// The first statement of a block, the first declaration of a file.
    private void skipWhatBeginsNothing(Parser parser, ParserRuleContext context) {
        if (!(context instanceof DecodeParser.StatementsContext || context instanceof DecodeParser.FileContext
                || context instanceof DecodeParser.InputContext)) {
            return;
        }
        IntervalSet possible = parser.getATN().nextTokens(parser.getATN().states.get(parser.getState()));
        while (!possible.contains(parser.getCurrentToken().getType())
                && parser.getCurrentToken().getType() != DecodeParser.CLOSE_BRACE
                && parser.getCurrentToken().getType() != Token.EOF) {
            explain(parser, context, false, parser.getCurrentToken());
            skip(parser, context);
            if (parser.getCurrentToken().getType() == DecodeParser.BREAK) {
                parser.consume();
            }
        }
    }

    @Override
    public Token recoverInline(Parser parser) {
        InputMismatchException mismatch = new InputMismatchException(parser);
        if (parser.getContext() instanceof DecodeParser.BlockContext block && block.getChildCount() == 0) {
            Token brace = braceOfThisStatement(parser);
            if (brace != null) {
                reportError(parser, mismatch);
                while (parser.getCurrentToken() != brace) {
                    parser.consume();
                }
                endErrorCondition(parser);
                return parser.consume();
            }
        }
        throw mismatch;
    }

    /// The next `{` where a block should begin but does not: what is wrong is then the head of the block only.
    private static Token braceOfThisStatement(Parser parser) {
        TokenStream tokens = parser.getInputStream();
        int depth = 0;
        for (int i = tokens.index(); i < tokens.size(); i++) {
            int type = tokens.get(i).getType();
            if (type == DecodeParser.OPEN_BRACE && depth == 0) {
                return tokens.get(i);
            }
            depth += opens(type) - closes(type);
            if (depth < 0 || type == DecodeParser.BREAK && depth == 0) {
                return null;
            }
        }
        return null;
    }

    @Override
    public void recover(Parser parser, RecognitionException error) {
        ParserRuleContext context = parser.getContext();
        if (context.getParent() != null && !isRepeated(context)) {
            throw error;
        }
        TokenStream tokens = parser.getInputStream();
        if (tokens.index() > context.getStart().getTokenIndex() && tokens.LA(-1) == DecodeParser.BREAK) {
            // a line end that the rule passed because it could go on behind it
            tokens.seek(tokens.index() - 1);
        }
        skip(parser, context);
    }

    private static boolean isRepeated(ParserRuleContext rule) {
        return switch (rule) {
            case DecodeParser.ItemContext _, DecodeParser.EntryContext _, DecodeParser.StatementContext _,
                 DecodeParser.ArmContext _, DecodeParser.ParameterContext _, DecodeParser.ArgumentContext _,
                 DecodeParser.ElementContext _ -> true;
            default -> false;
        };
    }

    /// Whether `next` can stand behind a repeated rule.
    private static boolean ends(ParserRuleContext rule, Token next) {
        int type = next.getType();
        return switch (rule) {
            case DecodeParser.StatementContext _, DecodeParser.StatementsContext _ ->
                    type == DecodeParser.BREAK || type == DecodeParser.CLOSE_BRACE
                    || type == Token.EOF && rule.getParent() instanceof DecodeParser.EntryContext;
            case DecodeParser.ArmContext _ ->
                    type == DecodeParser.BREAK || type == DecodeParser.COMMA || type == DecodeParser.CLOSE_BRACE;
            case DecodeParser.ParameterContext _, DecodeParser.ArgumentContext _ ->
                    type == DecodeParser.COMMA || type == DecodeParser.CLOSE_PAREN;
            case DecodeParser.ElementContext _ -> type == DecodeParser.COMMA || type == DecodeParser.CLOSE_BRACKET;
            default -> type == DecodeParser.BREAK || type == Token.EOF;
        };
    }

    /// Skips what is left of a repeated rule, brackets that it opened and all.
    private static void skip(Parser parser, ParserRuleContext rule) {
        TokenStream tokens = parser.getInputStream();
        int depth = 0;
        for (int i = rule.getStart().getTokenIndex(); i < tokens.index(); i++) {
            depth += opens(tokens.get(i).getType()) - closes(tokens.get(i).getType());
        }
        depth = Math.max(depth, 0);
        while (true) {
            int type = tokens.LA(1);
            boolean outside = depth == 0 && (closes(type) == 1 || ends(rule, tokens.LT(1)));
            if (type == Token.EOF || outside && !(isDeclaration(rule) && goesOn(tokens.LT(2)))) {
                return;
            }
            depth += opens(type) - closes(type);
            parser.consume();
        }
    }

    private static boolean isDeclaration(ParserRuleContext rule) {
        return rule instanceof DecodeParser.ItemContext || rule instanceof DecodeParser.FileContext;
    }

    /// Whether a line that begins with `token` belongs to the declaration above: it is indented, or the block of it.
    private static boolean goesOn(Token token) {
        return token.getType() == DecodeParser.OPEN_BRACE || token.getCharPositionInLine() > 0;
    }

    private static int opens(int type) {
        return switch (type) {
            case DecodeParser.OPEN_PAREN, DecodeParser.OPEN_BRACKET, DecodeParser.OPEN_BRACE,
                 DecodeParser.OPEN_LAMBDA -> 1;
            default -> 0;
        };
    }

    private static int closes(int type) {
        return switch (type) {
            case DecodeParser.CLOSE_PAREN, DecodeParser.CLOSE_BRACKET, DecodeParser.CLOSE_BRACE -> 1;
            default -> 0;
        };
    }
}
