package org.decant.runtime.tensor.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/// An immutable graph of tensor operations.
///
/// @param inputs  all that is given when it runs, in order; also those that nothing needs
/// @param values  what the outputs are made of, operands before what uses them; inputs are among them if they are needed
/// @param outputs what is observed, in order
public record TensorProgram(List<Value> inputs, List<Value> values, List<Value> outputs) {

    public TensorProgram {
        inputs = List.copyOf(inputs);
        values = List.copyOf(values);
        outputs = List.copyOf(outputs);
        for (Value value : values) {
            if (value.operation() instanceof Operation.Update) {
                requireUnread(value, values, outputs);
            }
        }
    }

    /// What an update changes is read through it only.
    private static void requireUnread(Value update, List<Value> values, List<Value> outputs) {
        Value input = update.operand(0);
        if (!(input.operation() instanceof Operation.Input) || outputs.contains(input)
                || values.stream().anyMatch(other -> other != update && other.operands().contains(input))
                || update.operands().subList(1, 3).contains(input)) {
            throw new IllegalArgumentException("an update needs an input that nothing else reads");
        }
    }

    /// The program that gives `outputs`.
    public static TensorProgram of(List<Value> inputs, List<Value> outputs) {
        Order order = new Order();
        outputs.forEach(order::findSelections);
        order.seen.clear();
        outputs.forEach(order::add);
        return new TensorProgram(inputs, order.values, outputs);
    }

    /// What must be computed before a value: its operands, and the selections that decide how large it is.
    public List<Value> dependencies(Value value) {
        return dependencies(value, extent -> values.stream().filter(v -> selects(v, extent)).findFirst().orElse(null));
    }

    private static List<Value> dependencies(Value value, Function<Extent, Value> selections) {
        List<Value> before = new ArrayList<>(value.operands());
        if (value.operation() instanceof Operation.Broadcast) {
            value.type().shape().stream().map(selections).filter(Objects::nonNull).forEach(before::add);
        }
        return before;
    }

    private static boolean selects(Value value, Extent extent) {
        return selects(value) && value.type().last().equals(extent);
    }

    private static boolean selects(Value value) {
        return value.operation() instanceof Operation.Selection;
    }

    /// Puts values into an order in which they can be computed.
    private static final class Order {
        private final List<Value> values = new ArrayList<>();
        private final Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Map<Extent, Value> selections = new HashMap<>();

        void findSelections(Value value) {
            if (seen.add(value)) {
                value.operands().forEach(this::findSelections);
                if (selects(value)) {
                    selections.put(value.type().last(), value);
                }
            }
        }

        void add(Value value) {
            if (seen.add(value)) {
                dependencies(value, selections::get).forEach(this::add);
                values.add(value);
            }
        }
    }

    /// The text form, one value in a line.
    @Override
    public String toString() {
        return ProgramText.of(this);
    }
}
