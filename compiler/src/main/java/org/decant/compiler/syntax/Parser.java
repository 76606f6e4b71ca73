package org.decant.compiler.syntax;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.decant.grammar.DecodeParser;
import org.decant.grammar.DepthLimitedParser;
import org.decant.grammar.Layout;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;

/// From text to syntax tree. All that is wrong with the text comes as one [DecantException].
///
/// The way of a text: tokens, those of other languages put right ([ScriptTokens]) → brackets paired ([Brackets]) →
/// line ends decided ([Layout]) → parse tree, by the generated parser → records ([SyntaxBuilder]). Each step reports
/// what it finds and hands on something sound, so that the next one finds only what is new.
public final class Parser {
    private final Positions positions;
    private final Problems problems = new Problems();

    private Parser(SourceText source) {
        this.positions = new Positions(source);
    }

    /// The tree of a `.decode` file.
    public static SourceFile parseFile(SourceText source) {
        return new Parser(source).parse(DecodeParser::file, SyntaxBuilder::file);
    }

    /// The tree of a text that is one expression.
    public static Expression parseExpression(SourceText source) {
        return new Parser(source).parse(DecodeParser::loneExpression, SyntaxBuilder::loneExpression);
    }

    /// The tree of what was typed at a prompt: imports, declarations and statements in any order.
    public static ReplInput parseInput(SourceText source) {
        return new Parser(source).parse(DecodeParser::input, SyntaxBuilder::input);
    }

    /// Whether the text would be no good input, but might become one by going on: a bracket is open, an operand or a
    /// block is still to come.
    public static boolean isIncomplete(SourceText source) {
        Parser parser = new Parser(source);
        try {
            parser.parse(DecodeParser::input, SyntaxBuilder::input);
            return false;
        } catch (DecantException e) {
            return parser.problems.onlyMissingEnd();
        }
    }

    private <C extends ParserRuleContext, T> T parse(Function<DecodeParser, C> rule,
                                                     BiFunction<SyntaxBuilder, C, T> build) {
        ScriptTokens script = ScriptTokens.read(positions, problems);
        List<Token> paired = new Brackets(script.significant(), positions, problems).pair();
        C tree = parseTree(Layout.arrange(paired), rule);
        problems.throwIfAny();
        T built = build.apply(new SyntaxBuilder(positions, problems, script.documentation()), tree);
        problems.throwIfAny();
        return built;
    }

    /// First the fast way, which decides by the tokens ahead alone and stops at the first error; only a text that it
    /// refuses is parsed again, carefully and with messages.
    private <C extends ParserRuleContext> C parseTree(List<Token> tokens, Function<DecodeParser, C> rule) {
        DecodeParser parser = new DecodeParser(new CommonTokenStream(new ListTokenSource(tokens)));
        parser.removeErrorListeners();
        try {
            if (problems.isEmpty()) {
                parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
                parser.setErrorHandler(new BailErrorStrategy());
                try {
                    return rule.apply(parser);
                } catch (ParseCancellationException refused) {
                    parser.reset();
                }
            }
            parser.getInterpreter().setPredictionMode(PredictionMode.LL);
            parser.setErrorHandler(new SyntaxErrors(positions, problems));
            return rule.apply(parser);
        } catch (DepthLimitedParser.TooDeep e) {
            problems.report(positions.of(e.token()), SyntaxBuilder.TOO_DEEP, SyntaxBuilder.TOO_DEEP_HINT);
            return null;
        }
    }
}
