package org.decant.compiler.typed;

import java.util.List;
import org.decant.compiler.builtin.Builtin;
import org.decant.compiler.types.Type;
import org.decant.runtime.diagnostic.Span;

/// The resolved and typed tree: what a script means, ready to be made into nodes. Names are slots, declarations or
/// builtins; overloads are chosen; implicit conversions are written out; types are final.
public sealed interface Code {
    Type type();

    Span span();

    // ---- values and variables ----

    /// A literal; null for `null`. Int is Long, Float Double, Bool Boolean, Text String.
    record Constant(Object value, Type type, Span span) implements Code {}

    /// A local variable or parameter of the routine.
    record Local(int slot, String name, Type type, Span span) implements Code {}

    /// The context that the strategy has written so far: `output`.
    record OutputContext(Type type, Span span) implements Code {}

    /// A constant declared by `let` at the top of a file; computed when first read.
    record Global(GlobalConstant constant, Type type, Span span) implements Code {}

    /// A named function as a value.
    record FunctionReference(Routine routine, Type type, Span span) implements Code {}

    /// A named strategy as a value.
    record StrategyReference(Routine routine, Type type, Span span) implements Code {}

    record Closure(Lambda lambda, Type type, Span span) implements Code {}

    record MakeList(List<Code> elements, Type type, Span span) implements Code {}

    /// Keys and values alternate in order.
    record MakeMap(List<Code> keys, List<Code> values, Type type, Span span) implements Code {}

    record MakeTuple(List<Code> elements, Type type, Span span) implements Code {}

    /// All fields in order.
    record MakeRecord(Type.Record record, List<Code> fields, Type type, Span span) implements Code {}

    record Field(Code receiver, int index, Type type, Span span) implements Code {}

    // ---- operators ----

    enum Arithmetic { ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER }

    enum Comparison { LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL }

    /// Both operands have the node's type, Int or Float. DIVIDE is of Float only; overflow and remainder by 0 of Int are errors.
    record ArithmeticOperation(Arithmetic operator, Code left, Code right, Type type, Span span) implements Code {}

    /// Both operands are Int or both are Float.
    record Compare(Comparison operator, Code left, Code right, Type type, Span span) implements Code {}

    /// Equality of values, of operands of the same type (or null).
    record Equal(boolean negated, Code left, Code right, Type type, Span span) implements Code {}

    record Negate(Code operand, Type type, Span span) implements Code {}

    record Not(Code operand, Type type, Span span) implements Code {}

    record And(Code left, Code right, Type type, Span span) implements Code {}

    record Or(Code left, Code right, Type type, Span span) implements Code {}

    enum Conversion {
        INT_TO_FLOAT,
        NODE_TO_CONTEXT,
        /// From `T?` to `T` where a test has shown that the value is not null: the operand's value itself, unboxed.
        NOT_NULL
    }

    record Convert(Conversion conversion, Code operand, Type type, Span span) implements Code {}

    // ---- calls ----

    /// The receiver, if any, is the first argument. Where a parameter is per element the call is an [Each].
    record CallBuiltin(Builtin builtin, List<Code> arguments, Type type, Span span) implements Code {}

    record CallFunction(Routine routine, List<Code> arguments, Type type, Span span) implements Code {}

    /// A call of a value of a function type.
    record CallValue(Code callee, List<Code> arguments, Type type, Span span) implements Code {}

    /// `model(context)`: the pending logits.
    record CallModel(Code model, Code context, Type type, Span span) implements Code {}

    /// `model(tree)`: the pending logits of every node, a Map from Node to Logits, the root included.
    record CallModelOnTree(Code model, Code tree, Type type, Span span) implements Code {}

    /// `model(canvas)`: the pending logits at every hole, a Map from Int to Logits.
    record CallModelOnCanvas(Code model, Code canvas, Type type, Span span) implements Code {}

    /// A builtin method with a block that is run for every element of a list: `arguments` are the receiver and the rest,
    /// with null in the block's place.
    record Each(Builtin builtin, List<Code> arguments, int blockIndex, Code block, Branching branching, Type type,
                Span span) implements Code {}

    // ---- control ----

    /// The steps in order; the value is that of the last step if the type is not Nothing.
    record Sequence(List<Code> steps, Type type, Span span) implements Code {}

    record Store(int slot, String name, Code value, Type type, Span span) implements Code {}

    /// `let (a, b) = value`: tests nothing, stores the parts.
    record Destructure(Matcher pattern, Code value, Type type, Span span) implements Code {}

    /// `otherwise` is null where there is none (the type is then Nothing).
    record If(Code condition, Code then, Code otherwise, Type type, Span span) implements Code {}

    /// `outerSlots` is how many variables there are around a loop: those of the slots before it are what a round starts from.
    record While(Code condition, Code body, int outerSlots, Type type, Span span) implements Code {}

    record For(Matcher pattern, Code sequence, Code body, int outerSlots, Type type, Span span) implements Code {}

    /// The value of the first arm that fits; if none does, the run ends with an error.
    record Match(Code subject, List<Arm> arms, Type type, Span span) implements Code {
        /// `guard` may be null.
        public record Arm(Matcher pattern, Code guard, Code body) {}
    }

    /// `value` is null for a bare return.
    record Return(Code value, Type type, Span span) implements Code {}

    record Break(Type type, Span span) implements Code {}

    record Continue(Type type, Span span) implements Code {}

    // ---- decoding ----

    /// `value` is a Token, a list of Tokens, or a Verified. If the output takes no more, the strategy ends.
    record Emit(Code value, Type type, Span span) implements Code {}

    /// The body's value (a Token, a list of Tokens, a Verified, or Nothing) is appended until the output is finished.
    record Generate(Code body, int outerSlots, Type type, Span span) implements Code {}

    record Draft(Code shape, Code from, Code.Closure proposal, Branching branching, Type type, Span span)
            implements Code {}

    record Verify(Code tree, Code model, Code rule, Type type, Span span) implements Code {}

    /// `count` branches of a block without parameters; the list of its values.
    record Fork(Code count, Closure body, Type type, Span span) implements Code {}

    /// The list of the block's values; the block has one parameter.
    record ParallelFor(Code sequence, Closure body, Branching branching, Type type, Span span) implements Code {}

    record Both(Closure first, Closure second, Type type, Span span) implements Code {}

    /// A strategy run from `output` (what it writes is appended there) or from the context `from`, where it writes to an
    /// output of its own. The value is what the strategy returns, or the tokens it wrote if it declares no result.
    ///
    /// @param arguments all parameters in order; null where the default is taken (defaults are the callee's own)
    /// @param tokens    the budget, or null
    /// @param stop      a stop text, or null
    record RunStrategy(Routine routine, List<Code> arguments, Code tokens, Code stop, Code from, Type type, Span span)
            implements Code {}

    /// A strategy that is a value: its parameters are known only when it runs.
    ///
    /// @param positional arguments by position
    /// @param names      names of the rest, in the order of `named`
    record RunStrategyValue(Code strategy, List<Code> positional, List<String> names, List<Code> named, Code tokens,
                            Code stop, Code from, Type type, Span span) implements Code {}
}
