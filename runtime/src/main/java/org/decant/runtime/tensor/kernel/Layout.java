package org.decant.runtime.tensor.kernel;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.Value;

/// Where the values of a program lie, for inputs of certain shapes. What a selection keeps is known only on the device: there is
/// room for all that it selects from, and a cell with the number.
final class Layout {
    private final Map<String, Integer> extents = new HashMap<>();
    private final Map<String, Integer> cells = new HashMap<>();
    private final Map<Value, Integer> inputs = new IdentityHashMap<>();
    private final Map<Value, Integer> places = new IdentityHashMap<>();
    private int inputSize;
    private int memorySize;
    private int outputSize;

    /// @param shapes of the inputs, in order
    Layout(TensorProgram program, List<int[]> shapes) {
        for (int i = 0; i < shapes.size(); i++) {
            Value input = program.inputs().get(i);
            for (int axis = 0; axis < shapes.get(i).length; axis++) {
                Extent extent = input.type().shape().get(axis);
                if (!extent.known()) {
                    extents.put(extent.symbol(), shapes.get(i)[axis]);
                }
            }
            inputs.put(input, inputSize);
            inputSize += bound(input);
        }
    }

    /// How many elements a value has at most.
    int bound(Value value) {
        return bound(value.type().shape());
    }

    int bound(List<Extent> shape) {
        return shape.stream().mapToInt(this::bound).reduce(1, Math::multiplyExact);
    }

    int bound(Extent extent) {
        return extent.known() ? extent.size() : extents.get(extent.symbol());
    }

    /// Says that a selection among so many decides an extent.
    void selected(Extent extent, int among) {
        extents.put(extent.symbol(), among);
        cells.put(extent.symbol(), memory(1));
    }

    /// The extent as a kernel knows it.
    Expression extent(Extent extent, Body body) {
        Integer cell = extent.known() ? null : cells.get(extent.symbol());
        if (cell == null) {
            return Expression.whole(bound(extent));
        }
        Expression known = body.known(extent);
        return known != null ? known : body.remember(extent, body.let(
                new Expression.Convert(new Expression.Read(Expression.Array.MEMORY, Expression.whole(cell)))));
    }

    /// Whether only the device knows how large it is.
    boolean isSelected(Extent extent) {
        return !extent.known() && cells.containsKey(extent.symbol());
    }

    int cell(Extent extent) {
        return cells.get(extent.symbol());
    }

    /// So much memory, from the place that it gives.
    int memory(int size) {
        memorySize += size;
        return memorySize - size;
    }

    int output(int size) {
        outputSize += size;
        return outputSize - size;
    }

    /// Where an input lies among the inputs.
    int input(Value value) {
        return inputs.get(value);
    }

    boolean inMemory(Value value) {
        return places.containsKey(value);
    }

    int place(Value value) {
        return places.get(value);
    }

    /// Makes room for a value, or puts it where another one is.
    int put(Value value) {
        return put(value, memory(bound(value)));
    }

    int put(Value value, int place) {
        places.put(value, place);
        return place;
    }

    int inputSize() {
        return inputSize;
    }

    int memorySize() {
        return memorySize;
    }

    int outputSize() {
        return outputSize;
    }
}
