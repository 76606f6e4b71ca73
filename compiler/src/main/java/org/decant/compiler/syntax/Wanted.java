package org.decant.compiler.syntax;

import java.util.stream.Collectors;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.decant.grammar.DecodeParser;

/// The words for what a rule expects: "expected `what`".
///
/// @param hint one sentence or example that helps, or null
record Wanted(String what, String hint) {

    Wanted(String what) {
        this(what, null);
    }

    /// What can stand behind a complete operand inside `rule`.
    static Wanted behindOperand(ParserRuleContext rule) {
        return switch (rule) {
            case DecodeParser.ItemContext _, DecodeParser.ConstantContext _ -> new Wanted("the end of the line",
                    "each declaration begins on a line of its own");
            case DecodeParser.ArgumentsContext _, DecodeParser.ParameterContext _, DecodeParser.TupleContext _ ->
                    new Wanted("`,` or `)`");
            case DecodeParser.ForkContext _ -> new Wanted("`)`");
            case DecodeParser.ListOrMapContext _ -> new Wanted("`,` or `]`");
            case DecodeParser.IndexContext _ -> new Wanted("`]`");
            case DecodeParser.IfExpressionContext _ -> body("`if`");
            case DecodeParser.WhileContext _ -> body("`while`");
            case DecodeParser.ForContext _, DecodeParser.ParallelContext _ -> body("`for`");
            case DecodeParser.ContractContext _ -> body("the strategy");
            case DecodeParser.MatchExpressionContext _ -> arms();
            case DecodeParser.ArmContext arm when arm.ARROW() == null -> arrowOfArm();
            case DecodeParser.ArmContext _ -> new Wanted("the end of the arm",
                    "put each arm on a line of its own, or `,` between them");
            case DecodeParser.DraftContext draft -> behindOperandOf(draft);
            case DecodeParser.VerifyContext verify -> verify.WITH() == null ? with() : by("rejection");
            case DecodeParser.ConstrainContext _ -> by("schema");
            case DecodeParser.LoneExpressionContext _ -> new Wanted("the end of the expression");
            default -> new Wanted("the end of the statement",
                    "put each statement on a line of its own, or `;` between them");
        };
    }

    /// What was to come next in `rule`.
    static Wanted inside(ParserRuleContext rule, Token before, Token found, Parser parser) {
        return switch (rule) {
            case DecodeParser.EntryContext _, DecodeParser.InputContext _ -> new Wanted("a statement or a declaration");
            case DecodeParser.FileContext _, DecodeParser.ItemContext _ -> declaration();
            case DecodeParser.StatementsContext _ -> new Wanted("a statement");
            case DecodeParser.MatchExpressionContext _ -> arms();
            case DecodeParser.IndexContext _ -> expression(before, found);
            case DecodeParser.PatternContext _ -> pattern(rule);
            case DecodeParser.TypeContext _ when rule.getStart() == found -> new Wanted("a type");
            case DecodeParser.NameContext name -> name(name.getParent());
            case DecodeParser.ImportingContext _ ->
                    new Wanted("what to import", "`import beam`, or `import \"helpers.decode\"` for a file");
            case DecodeParser.ParametersContext parameters -> parameters(parameters);
            case DecodeParser.ArgumentsContext arguments -> arguments(arguments);
            case DecodeParser.ParameterContext parameter when parameter.type() == null ->
                    new Wanted("`:` and the type of `" + parameter.name().getText() + "`");
            case DecodeParser.StrategyContext _ -> body("the strategy");
            case DecodeParser.FunctionContext _ -> body("the function");
            case DecodeParser.BlockContext block -> block(block.getParent());
            case DecodeParser.LetContext _, DecodeParser.VarContext _, DecodeParser.ConstantContext _ ->
                    new Wanted("`=`", "a name has a value from the start: `let x = 1`");
            case DecodeParser.ForContext _ -> new Wanted("`in`", "`for x in xs { … }`");
            case DecodeParser.ParallelContext parallel -> new Wanted(parallel.FOR() == null ? "`for`" : "`in`",
                    "`parallel for x in xs { … }`");
            case DecodeParser.ForkContext _ -> new Wanted("`(`", "`fork(8) { … }` runs its block 8 times");
            case DecodeParser.BothContext _ -> new Wanted("`and`", "`both { … } and { … }`");
            case DecodeParser.LambdaContext _, DecodeParser.LambdaParameterContext _ ->
                    new Wanted("`->`", "a block's parameters are written `{ x, y -> … }`");
            case DecodeParser.ProposalContext proposal -> proposal.OPEN_BRACE() == null ? proposal()
                    : new Wanted("a name and `->`", "the block of `draft` names its node: `{ at -> … }`");
            case DecodeParser.ArmContext _ -> arrowOfArm();
            case DecodeParser.DraftContext draft -> behindOperandOf(draft);
            case DecodeParser.VerifyContext verify -> verify.WITH() == null ? with() : by("rejection");
            case DecodeParser.ConstrainContext _ -> by("schema");
            case DecodeParser.IfExpressionContext _ -> body("`else`");
            case DecodeParser.StatementContext _ when Expectation.isFirstOf(rule, found) -> new Wanted("a statement");
            default -> Expectation.isPartOfExpression(rule) || rule instanceof DecodeParser.ReturnContext
                    ? expression(before, found) : new Wanted(tokens(parser));
        };
    }

    private static Wanted behindOperandOf(DecodeParser.DraftContext draft) {
        return draft.FROM() == null
                ? new Wanted("`from`", "`draft` says where it begins: `draft chain(4) from output { at -> … }`")
                : proposal();
    }

    private static Wanted body(String of) {
        return new Wanted("`{` to begin the block of " + of);
    }

    private static Wanted arms() {
        return new Wanted("`{`", "`match value { pattern -> result … }`");
    }

    private static Wanted arrowOfArm() {
        return new Wanted("`->`", "an arm is written `pattern -> result`");
    }

    private static Wanted with() {
        return new Wanted("`with`", "`verify` names the model: `verify guess with target by rejection`");
    }

    private static Wanted by(String example) {
        return new Wanted("`by`", "the rule comes last: `… by " + example + "`");
    }

    private static Wanted proposal() {
        return new Wanted("the block of `draft`",
                "it proposes what comes next at each node: `{ at -> softmax(drafter(at)) }`");
    }

    private static Wanted declaration() {
        return new Wanted("a declaration",
                "a file has imports, then strategies, functions, records and constants; statements go into them");
    }

    private static Wanted pattern(ParserRuleContext rule) {
        return rule.getParent() instanceof DecodeParser.ArmContext ? new Wanted("a pattern", "`_` matches everything")
                : new Wanted("a name");
    }

    private static Wanted expression(Token before, Token found) {
        boolean range = before != null && before.getType() == DecodeParser.RANGE
                || found.getType() == DecodeParser.RANGE;
        boolean type = before != null && before.getType() == DecodeParser.GREATER;
        return new Wanted("an expression", range ? "a range has two ends: `0..n`"
                : type ? "an empty collection is written `List<Int>()`" : null);
    }

    private static Wanted name(ParserRuleContext of) {
        return switch (of) {
            case DecodeParser.StrategyContext _ -> new Wanted("the name of the strategy");
            case DecodeParser.FunctionContext _ -> new Wanted("the name of the function");
            case DecodeParser.RecordTypeContext _ -> new Wanted("the name of the record");
            case DecodeParser.ParameterContext _ -> new Wanted("the name of a parameter");
            case DecodeParser.ContractContext _ ->
                    new Wanted("the name of a model", "`lossless target` names the parameter it promises about");
            case DecodeParser.StageContext _ ->
                    new Wanted("the name of a function", "`x |> f(y)` is `f(x, y)`");
            case DecodeParser.RunContext _ -> new Wanted("the name of a strategy", "`run beam(target, width: 4)`");
            default -> new Wanted("a name");
        };
    }

    private static Wanted parameters(DecodeParser.ParametersContext parameters) {
        if (parameters.OPEN_PAREN() != null) {
            return new Wanted(parameters.parameter().isEmpty() ? "a parameter or `)`" : "`,` or `)`");
        }
        return parameters.getParent() instanceof DecodeParser.RecordTypeContext
                ? new Wanted("`(`", "a record's fields stand in parentheses: `record Name(field: Type)`")
                : new Wanted("`(`", "parameters stand in parentheses, `()` where there are none");
    }

    private static Wanted arguments(DecodeParser.ArgumentsContext arguments) {
        return arguments.OPEN_PAREN() != null
                ? new Wanted(arguments.argument().isEmpty() ? "an argument or `)`" : "`,` or `)`")
                : new Wanted("`(`", "`run` calls a strategy with its arguments: `run beam(target)`");
    }

    private static Wanted block(ParserRuleContext of) {
        return switch (of) {
            case DecodeParser.StrategyContext _ -> body("the strategy");
            case DecodeParser.FunctionContext _ -> body("the function");
            case DecodeParser.IfExpressionContext _ -> body("`if`");
            case DecodeParser.WhileContext _ -> body("`while`");
            case DecodeParser.ForContext _, DecodeParser.ParallelContext _ -> body("`for`");
            case DecodeParser.GenerateContext _ -> body("`generate`");
            case DecodeParser.ForkContext _ -> body("`fork`");
            case DecodeParser.BothContext _ -> body("`both`");
            default -> new Wanted("`{`");
        };
    }

    /// What no case above has words for.
    private static String tokens(Parser parser) {
        return parser.getExpectedTokens().toList().stream()
                .map(type -> type == DecodeParser.BREAK ? "the end of the line"
                        : parser.getVocabulary().getDisplayName(type).replace('\'', '`'))
                .distinct().collect(Collectors.joining(" or "));
    }
}
