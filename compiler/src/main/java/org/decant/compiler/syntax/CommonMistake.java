package org.decant.compiler.syntax;

import java.util.Map;
import org.antlr.v4.runtime.BufferedTokenStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.decant.grammar.DecodeParser;
import org.decant.runtime.diagnostic.Diagnostic;

/// Mistakes that are made again and again, mostly because another language has it so, with the words for each.
final class CommonMistake {

    /// Words that begin something in other languages, and what to write here.
    private static final Map<String, String> FOREIGN_WORDS = Map.ofEntries(
            Map.entry("fn", "a function is declared with `function`"),
            Map.entry("def", "a function is declared with `function`"),
            Map.entry("func", "a function is declared with `function`"),
            Map.entry("fun", "a function is declared with `function`"),
            Map.entry("class", "a record is declared with `record`"),
            Map.entry("struct", "a record is declared with `record`"),
            Map.entry("const", "a constant is declared with `let`"),
            Map.entry("val", "a variable is declared with `let`, or `var` where it changes"),
            Map.entry("mut", "a variable that changes is declared with `var`"),
            Map.entry("elif", "write `else if`"),
            Map.entry("elsif", "write `else if`"),
            Map.entry("elseif", "write `else if`"),
            Map.entry("switch", "write `match value { pattern -> result … }`"),
            Map.entry("foreach", "write `for x in xs { … }`"),
            Map.entry("loop", "write `while true { … }`"),
            Map.entry("until", "write `while not … { … }`"),
            Map.entry("repeat", "write `for i in 0..n { … }`"),
            Map.entry("yield", "what a strategy writes is given with `emit`"),
            Map.entry("then", "the block of `if` is written in braces: `if ready { … }`"),
            Map.entry("do", "a block is written in braces: `while ready { … }`"));

    private final Positions positions;
    private final Parser parser;
    private final ParserRuleContext rule;
    private final Token before;
    private final Token found;
    private final boolean afterOperand;

    /// @param rule the rule in which the mistake was made; where `afterOperand` holds, the one around the expression
    CommonMistake(Positions positions, Parser parser, ParserRuleContext rule, Token before, Token found,
                  boolean afterOperand) {
        this.positions = positions;
        this.parser = parser;
        this.rule = rule;
        this.before = before;
        this.found = found;
        this.afterOperand = afterOperand;
    }

    static boolean isForeignWord(Token token) {
        return token.getType() == DecodeParser.NAME && FOREIGN_WORDS.containsKey(token.getText());
    }

    /// The message for it, or null where this is no common mistake.
    Diagnostic explain() {
        Diagnostic foreign = foreignWord();
        if (foreign != null) {
            return foreign;
        }
        return switch (found.getType()) {
            case DecodeParser.ASSIGN -> assign();
            case DecodeParser.ELSE ->
                    mistake("this `else` has no `if`", "`else` stands behind the `}` of its `if`");
            case DecodeParser.STRATEGY, DecodeParser.FUNCTION, DecodeParser.RECORD, DecodeParser.IMPORT ->
                    isAtStart() ? mistake("`" + found.getText() + "` cannot stand inside a block",
                            "move it to the top of the file") : keywordAsName();
            case DecodeParser.OPEN_BRACE, DecodeParser.OPEN_LAMBDA -> brace();
            case DecodeParser.QUESTION -> afterOperand ? mistake("`?` is no operator of the language",
                    "write `if ready { a } else { b }`") : null;
            case DecodeParser.COLON -> colon();
            case DecodeParser.COMMA, DecodeParser.CLOSE_PAREN -> parameterWithoutType();
            case DecodeParser.IN, DecodeParser.LET, DecodeParser.VAR ->
                    isInHeadOfFor() ? mistake("the head of `for` has no parentheses and declares nothing",
                            "write `for x in xs { … }`") : keywordAsName();
            case DecodeParser.OPEN_PAREN -> before != null && before.getType() == DecodeParser.VAR
                    ? mistake("`var` declares one name", "take a tuple apart with `let (a, b) = …`") : null;
            default -> keywordAsName();
        };
    }

    private Diagnostic mistake(String message, String hint) {
        return Diagnostic.error(positions.of(found), message, hint);
    }

    private boolean isAtStart() {
        return !afterOperand && Expectation.isFirstOf(rule, found);
    }

    /// `for (x in xs)`, `for (let i = 0; …)`
    private boolean isInHeadOfFor() {
        ParserRuleContext around = rule;
        while (around instanceof DecodeParser.PatternContext || around instanceof DecodeParser.NameContext) {
            around = around.getParent();
        }
        return around != rule && around instanceof DecodeParser.ForContext;
    }

    /// The foreign word is the first token itself, or the one before it: `def f` reads as a variable first.
    private Diagnostic foreignWord() {
        for (Token token : new Token[] {found, before}) {
            if (token != null && isForeignWord(token)
                    && (token == found ? isAtStart() || afterOperand : beginsStatement(token))) {
                return Diagnostic.error(positions.of(token), "`" + token.getText() + "` is no word of the language",
                        FOREIGN_WORDS.get(token.getText()));
            }
        }
        return null;
    }

    private boolean beginsStatement(Token token) {
        ParserRuleContext around = rule;
        while (around != null && around.getStart() != token) {
            around = around.getParent();
        }
        return around != null;
    }

    private Diagnostic assign() {
        if (rule instanceof DecodeParser.ParameterContext parameter && parameter.type() == null
                && parameter.name() != null) {
            return withoutType(parameter);
        }
        return switch (rule instanceof DecodeParser.BlockContext ? rule.getParent() : rule) {
            case DecodeParser.IfExpressionContext _, DecodeParser.WhileContext _ -> comparison();
            case DecodeParser.ArmContext arm when arm.ARROW() == null -> comparison();
            case DecodeParser.FunctionContext _ -> functionBody();
            case DecodeParser.ArgumentsContext _ when afterOperand -> mistake("an argument is named with `:`, not `=`",
                    "write `width: 4`; to compare, write `==`");
            default -> null;
        };
    }

    private Diagnostic comparison() {
        return mistake("`=` assigns, it does not compare", "write `==`");
    }

    private Diagnostic functionBody() {
        return mistake("expected `{` to begin the block of the function, found `=`",
                "a function's body stands in braces: `function twice(x: Int) { 2 * x }`");
    }

    private Diagnostic brace() {
        boolean argument = afterOperand && found.getType() == DecodeParser.OPEN_BRACE
                && found.getLine() == before.getLine() && (rule instanceof DecodeParser.StatementContext
                || rule instanceof DecodeParser.StatementsContext || rule instanceof DecodeParser.ConstantContext
                || rule instanceof DecodeParser.ArgumentsContext || rule instanceof DecodeParser.TupleContext);
        if (!argument) {
            return null;
        }
        Diagnostic keyword = keywordAsParameter();
        return keyword != null ? keyword : mistake("this block does not name its parameters",
                "write `{ x -> … }` or `{ x, y -> … }`, and `{ -> … }` where there are none");
    }

    /// The first keyword among the words between the brace and an arrow; null where other things stand there, or none.
    private Diagnostic keywordAsParameter() {
        BufferedTokenStream tokens = (BufferedTokenStream) parser.getTokenStream();
        tokens.fill();
        Token keyword = null;
        for (Token token : tokens.get(found.getTokenIndex() + 1, tokens.size() - 1)) {
            if (token.getType() == DecodeParser.ARROW) {
                return keyword == null ? null : wordOfTheLanguage(keyword);
            }
            if (isKeyword(token) && keyword == null) {
                keyword = token;
            } else if (token.getType() != DecodeParser.NAME && token.getType() != DecodeParser.COMMA) {
                return null;
            }
        }
        return null;
    }

    private Diagnostic colon() {
        return switch (rule instanceof DecodeParser.BlockContext ? rule.getParent() : rule) {
            case DecodeParser.IfExpressionContext _, DecodeParser.WhileContext _, DecodeParser.ForContext _ ->
                    mistake("a block does not begin with `:`", "write it in braces: `{ … }`");
            case DecodeParser.FunctionContext _, DecodeParser.StrategyContext _ ->
                    mistake("the type of a result is written behind `->`, not `:`",
                            "write `function twice(x: Int) -> Int { … }`");
            default -> null;
        };
    }

    private Diagnostic parameterWithoutType() {
        return rule instanceof DecodeParser.ParameterContext parameter && parameter.type() == null
                && parameter.name() != null ? withoutType(parameter) : null;
    }

    private Diagnostic withoutType(DecodeParser.ParameterContext parameter) {
        String name = parameter.name().getText();
        String what = parameter.getParent().getParent() instanceof DecodeParser.RecordTypeContext
                ? "field" : "parameter";
        return Diagnostic.error(positions.of(parameter.name()), "the " + what + " `" + name + "` has no type",
                "write `" + name + ": Float`, say");
    }

    private Diagnostic keywordAsName() {
        boolean nameExpected = rule instanceof DecodeParser.NameContext
                || rule instanceof DecodeParser.PatternContext
                && !(rule.getParent() instanceof DecodeParser.ArmContext);
        return nameExpected && isKeyword(found) && (before == null || before.getLine() == found.getLine())
                ? wordOfTheLanguage(found) : null;
    }

    private boolean isKeyword(Token token) {
        return Character.isLetter(token.getText().charAt(0))
                && parser.getVocabulary().getLiteralName(token.getType()) != null;
    }

    private Diagnostic wordOfTheLanguage(Token token) {
        return Diagnostic.error(positions.of(token),
                "`" + token.getText() + "` is a word of the language and cannot be a name", "choose another name");
    }
}
