package org.decant.compiler.typed;

import java.util.List;
import org.decant.compiler.types.Type;

/// A pattern with its names resolved to slots.
public sealed interface Matcher {

    record Anything() implements Matcher {}

    /// Stores the value. Does not match null if `type` is not nullable.
    record Bind(int slot, Type type) implements Matcher {}

    /// Matches a value equal to the constant (null too).
    record EqualTo(Code.Constant value) implements Matcher {}

    record Tuple(List<Matcher> elements) implements Matcher {}

    record Record(Type.Record record, List<Matcher> fields) implements Matcher {}
}
