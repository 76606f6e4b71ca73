package org.decant.compiler.syntax;

import java.util.List;
import org.decant.runtime.diagnostic.Span;

/// An expression.
public sealed interface Expression {
    Span span();

    record IntLiteral(long value, Span span) implements Expression {}

    /// `0.5`, `1e-3`; `inf` too.
    record FloatLiteral(double value, Span span) implements Expression {}

    record BoolLiteral(boolean value, Span span) implements Expression {}

    /// The text with its escapes resolved.
    record TextLiteral(String value, Span span) implements Expression {}

    record NullLiteral(Span span) implements Expression {}

    record ListLiteral(List<Expression> elements, Span span) implements Expression {}

    /// `[key -> value, …]`
    record MapLiteral(List<Entry> entries, Span span) implements Expression {
        public record Entry(Expression key, Expression value) {}
    }

    /// `(a, b)`
    record TupleLiteral(List<Expression> elements, Span span) implements Expression {}

    /// A variable, parameter, function, strategy, constant or record.
    record Variable(Name name, Span span) implements Expression {}

    /// `Map<Token, Tokens>()`, `List<Float>()`: an empty collection of a written type.
    record EmptyCollection(TypeSyntax type, Span span) implements Expression {}

    /// `callee(arguments)`; a trailing block `{ x -> … }` is the last positional argument.
    record Call(Expression callee, List<Argument> arguments, Span span) implements Expression {}

    /// `receiver.name`
    record Member(Expression receiver, Name name, Span span) implements Expression {}

    /// `receiver.name(arguments)`, also `receiver.name { x -> … }`
    record MethodCall(Expression receiver, Name name, List<Argument> arguments, Span span) implements Expression {}

    /// `receiver[index]`; with a range inside, a slice.
    record Index(Expression receiver, Expression index, Span span) implements Expression {}

    /// `from .. to`, half-open
    record Range(Expression from, Expression to, Span span) implements Expression {}

    record Unary(UnaryOperator operator, Expression operand, Span span) implements Expression {}

    record Binary(BinaryOperator operator, Expression left, Expression right, Span span) implements Expression {}

    /// `value |> function(arguments)`: the value becomes the first argument. `function` is a Variable.
    record Pipe(Expression value, Expression function, List<Argument> arguments, Span span) implements Expression {}

    /// `{ a, b -> … }`
    record Lambda(List<LambdaParameter> parameters, Block body, Span span) implements Expression {}

    /// `otherwise` is null, a Block's wrapping If for `else if` being a block of one statement.
    record If(Expression condition, Block then, Block otherwise, Span span) implements Expression {}

    record Match(Expression subject, List<Arm> arms, Span span) implements Expression {
        /// `pattern if guard -> body`; `guard` may be null; a body without braces is a block of one expression.
        public record Arm(Pattern pattern, Expression guard, Block body, Span span) {}
    }

    /// `draft SHAPE from CONTEXT { at -> proposal }`
    record Draft(Expression shape, Expression from, Lambda proposal, Span span) implements Expression {}

    /// `verify TREE with MODEL by RULE`
    record Verify(Expression tree, Expression model, Expression rule, Span span) implements Expression {}

    /// `constrain MODEL by CONSTRAINT`
    record Constrain(Expression model, Expression constraint, Span span) implements Expression {}

    /// `fork(count) { … }`
    record Fork(Expression count, Block body, Span span) implements Expression {}

    /// `parallel for pattern in sequence { … }`: the list of the block's values
    record ParallelFor(Pattern pattern, Expression sequence, Block body, Span span) implements Expression {}

    /// `both { … } and { … }`: the pair of the blocks' values
    record Both(Block first, Block second, Span span) implements Expression {}

    /// `run strategy(arguments) from context`; `from` is null where it goes on from `output`.
    /// The named arguments `tokens` (budget) and `stop` (a text) belong to every strategy.
    record Run(Expression strategy, List<Argument> arguments, Expression from, Span span) implements Expression {}

    /// A parameter of a block: a name (`_` to ignore it), with a type where none can be inferred (may be null).
    record LambdaParameter(Name name, TypeSyntax type) {}

    enum UnaryOperator { NEGATE, NOT }

    enum BinaryOperator {
        ADD("+"), SUBTRACT("-"), MULTIPLY("*"), DIVIDE("/"), REMAINDER("%"),
        LESS("<"), LESS_OR_EQUAL("<="), GREATER(">"), GREATER_OR_EQUAL(">="), EQUAL("=="), NOT_EQUAL("!="),
        AND("and"), OR("or"), INTERSECT("&"), UNION("|");

        private final String symbol;

        BinaryOperator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }
}
