package org.decant.compiler.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.decant.grammar.DecodeParser;
import org.decant.grammar.DecodeParser.BlockContext;
import org.decant.grammar.DecodeParser.ContractContext;
import org.decant.grammar.DecodeParser.EntryContext;
import org.decant.grammar.DecodeParser.ImportingContext;
import org.decant.grammar.DecodeParser.ItemContext;
import org.decant.grammar.DecodeParser.NameContext;
import org.decant.grammar.DecodeParser.ParametersContext;
import org.decant.grammar.DecodeParser.StatementsContext;

/// Makes syntax trees of parse trees without errors: whole texts and declarations here, the rest in the builders this
/// one holds together. What the grammar lets through for simplicity's sake is refused on the way.
final class SyntaxBuilder {
    static final String TOO_DEEP = "this is nested too deeply";
    static final String TOO_DEEP_HINT = "give parts of it names with `let`, or move them into functions";

    /// An expression, type or block inside so many others fits the stack of every later step too.
    private static final int MAXIMUM_DEPTH = 400;

    private final Positions positions;
    private final Problems problems;
    private final Documentation documentation;
    private final TypeBuilder types;
    private final PatternBuilder patterns;
    private final ExpressionBuilder expressions;
    private final StatementBuilder statements;
    private int depth;

    SyntaxBuilder(Positions positions, Problems problems, Documentation documentation) {
        this.positions = positions;
        this.problems = problems;
        this.documentation = documentation;
        LiteralBuilder literals = new LiteralBuilder(positions, problems);
        this.types = new TypeBuilder(this, positions);
        this.patterns = new PatternBuilder(this, positions, problems, literals);
        this.expressions = new ExpressionBuilder(this, positions, problems, types, patterns, literals);
        this.statements = new StatementBuilder(this, positions, problems, types, patterns, expressions);
    }

    SourceFile file(DecodeParser.FileContext file) {
        List<Import> imports = new ArrayList<>();
        List<Declaration> declarations = new ArrayList<>();
        for (ItemContext item : file.item()) {
            if (item.importing() == null) {
                declarations.add(declaration((ParserRuleContext) item.getChild(0)));
                continue;
            }
            imports.add(importing(item.importing()));
            if (!declarations.isEmpty()) {
                problems.report(positions.of(item), "imports stand at the top of a file",
                        "move it above the first declaration");
            }
        }
        return new SourceFile(positions.source(), imports, declarations);
    }

    ReplInput input(DecodeParser.InputContext input) {
        List<Import> imports = new ArrayList<>();
        List<Declaration> declarations = new ArrayList<>();
        List<Statement> typed = new ArrayList<>();
        for (EntryContext entry : input.entry()) {
            if (entry.importing() != null) {
                imports.add(importing(entry.importing()));
            } else if (entry.statement() != null) {
                typed.addAll(statements.statement(entry.statement()));
            } else {
                declarations.add(declaration((ParserRuleContext) entry.getChild(0)));
            }
        }
        return new ReplInput(positions.source(), imports, declarations, typed);
    }

    Expression loneExpression(DecodeParser.LoneExpressionContext lone) {
        return expressions.expression(lone.expression());
    }

    private Import importing(ImportingContext importing) {
        if (importing.name() != null) {
            return new Import(importing.name().getText(), false, positions.of(importing));
        }
        return new Import(expressions.text(importing.TEXT().getSymbol()), true, positions.of(importing));
    }

    private Declaration declaration(ParserRuleContext declaration) {
        String comment = documentation.above(declaration.getStart());
        return switch (declaration) {
            case DecodeParser.StrategyContext strategy -> new Declaration.Strategy(name(strategy.name()),
                    parameters(strategy.parameters()), strategy.contract().stream().map(this::contract).toList(),
                    types.typeOrNull(strategy.type()), block(strategy.block()), comment, positions.of(strategy));
            case DecodeParser.FunctionContext function -> new Declaration.Function(name(function.name()),
                    parameters(function.parameters()), types.typeOrNull(function.type()), block(function.block()),
                    comment, positions.of(function));
            case DecodeParser.RecordTypeContext record -> new Declaration.RecordType(name(record.name()),
                    parameters(record.parameters()), comment, positions.of(record));
            case DecodeParser.ConstantContext constant -> new Declaration.Constant(name(constant.name()),
                    types.typeOrNull(constant.type()), expressions.expression(constant.expression()), comment,
                    positions.of(constant));
            default -> throw new IllegalStateException(declaration.getText());
        };
    }

    private List<Parameter> parameters(ParametersContext parameters) {
        return parameters.parameter().stream()
                .map(p -> new Parameter(name(p.name()), types.type(p.type()),
                        p.expression() == null ? null : expressions.expression(p.expression()), positions.of(p)))
                .toList();
    }

    private ContractClause contract(ContractContext contract) {
        ContractClause.Kind kind = switch (contract.kind.getType()) {
            case DecodeParser.LOSSLESS -> ContractClause.Kind.LOSSLESS;
            case DecodeParser.GREEDY -> ContractClause.Kind.GREEDY;
            default -> ContractClause.Kind.TERMINATES;
        };
        return new ContractClause(kind, contract.model == null ? null : name(contract.model),
                contract.condition == null ? null : name(contract.condition),
                contract.operand() == null ? null : expressions.operand(contract.operand()), positions.of(contract));
    }

    Name name(NameContext name) {
        return new Name(name.getText(), positions.of(name));
    }

    Block block(BlockContext block) {
        return block(block.getStart(), block.statements(), block.getStop());
    }

    Block block(Token first, StatementsContext content, Token last) {
        return new Block(content.statement().stream().flatMap(s -> statements.statement(s).stream()).toList(),
                positions.of(first, last));
    }

    /// Every recursion of the builders passes here on its way down, and [#leave] on its way up.
    void enter(ParserRuleContext rule) {
        if (++depth > MAXIMUM_DEPTH) {
            problems.report(positions.of(rule.getStart()), TOO_DEEP, TOO_DEEP_HINT);
            problems.throwIfAny();
        }
    }

    void leave() {
        depth--;
    }
}
