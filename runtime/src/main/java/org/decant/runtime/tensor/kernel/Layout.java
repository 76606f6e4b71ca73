package org.decant.runtime.tensor.kernel;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.tensor.kernel.KernelArray.Content;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.Value;

/// Where the values of a program lie, for inputs of certain shapes. What a selection keeps is known only on the device: there is
/// room for all that it selects from, and a cell with the number.
final class Layout {
    private final Map<String, Integer> extents = new HashMap<>();
    private final Map<String, Integer> cells = new HashMap<>();
    private final Map<Value, Integer> inputs = new IdentityHashMap<>();
    private final Map<Value, List<KernelArray>> arrays = new IdentityHashMap<>();
    private final Map<Value, Integer> places = new IdentityHashMap<>();
    private int inputSize;
    private int memorySize;
    private int outputSize;

    /// @param given the inputs, in order
    Layout(TensorProgram program, List<KernelInput> given) {
        for (int i = 0; i < given.size(); i++) {
            Value input = program.inputs().get(i);
            for (int axis = 0; axis < given.get(i).shape().size(); axis++) {
                Extent extent = input.type().shape().get(axis);
                if (!extent.known()) {
                    extents.put(extent.symbol(), given.get(i).shape().get(axis));
                }
            }
            arrays.put(input, arrays(given.get(i).form(), i));
            if (given.get(i).form() == KernelInput.Form.GIVEN) {
                inputs.put(input, inputSize);
                inputSize += bound(input);
            } else {
                inputs.put(input, 0);
            }
        }
    }

    private static List<KernelArray> arrays(KernelInput.Form form, int input) {
        return switch (form) {
            case GIVEN -> List.of(KernelArray.INPUTS);
            case NUMBERS -> List.of(new KernelArray("numbers" + input, Content.DOUBLES, input));
            case FLOATS -> List.of(new KernelArray("weights" + input, Content.FLOATS, input));
            case HALVES -> List.of(new KernelArray("weights" + input, Content.SHORTS, input));
            case BYTES -> List.of(new KernelArray("quants" + input, Content.BYTES, input),
                    new KernelArray("scales" + input, Content.FLOATS, input));
        };
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
                new Expression.Convert(new Expression.Read(KernelArray.MEMORY, Expression.whole(cell)))));
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

    /// Where an input begins in its array.
    int input(Value value) {
        return inputs.get(value);
    }

    /// The arrays in which an input lies: one, or quants and their scales.
    List<KernelArray> arrays(Value input) {
        return arrays.get(input);
    }

    /// An element of an input.
    Expression.Read read(Value input, Expression number) {
        return new Expression.Read(arrays(input).getFirst(), Expression.whole(input(input)).plus(number));
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
