package org.decant.runtime.tensor.kernel;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.decant.runtime.tensor.kernel.KernelArray.Content;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.TensorType;
import org.decant.runtime.tensor.program.Value;

/// Where the values of a program lie, for inputs of certain shapes. What a selection keeps is known only on the device: there is
/// room for all that it selects from, and a cell with the number. What is of an extent that varies lies behind the rest, at places
/// that are among the [sizes][Sizes] of a run.
final class Layout {
    private final Map<String, Integer> extents = new HashMap<>();
    private final Map<String, Integer> cells = new HashMap<>();
    private final Map<String, Integer> varying = new HashMap<>();
    private final Map<Value, Place> inputs = new IdentityHashMap<>();
    private final Map<Value, List<KernelArray>> arrays = new IdentityHashMap<>();
    private final Map<Value, Place> places = new IdentityHashMap<>();
    private final Sizes sizes = new Sizes();
    private Touched touched = new Touched();
    private final int inputSize;
    private int memorySize;
    private int outputSize;

    /// @param given the inputs, in order
    Layout(TensorProgram program, List<KernelInput> given) {
        Set<String> fixed = fixed(program);
        extents.putAll(extents(program, given));
        Set<String> open = new HashSet<>();
        program.inputs().forEach(input -> input.type().shape().stream()
                .filter(extent -> extent.varies() && !fixed.contains(extent.symbol()) && extents.get(extent.symbol()) != 1)
                .forEach(extent -> open.add(extent.symbol())));
        extents.keySet().removeAll(open);
        open.forEach(symbol -> varying.put(symbol, -1));
        int size = 0;
        for (int i = 0; i < given.size(); i++) {
            Value input = program.inputs().get(i);
            boolean own = given.get(i).form() != KernelInput.Form.GIVEN;
            arrays.put(input, arrays(given.get(i).form(), i));
            if (own || count(input).known()) {
                inputs.put(input, Place.of(own ? 0 : size));
                size += own ? 0 : count(input).number();
            }
        }
        inputSize = size;
        varying.replaceAll((symbol, _) -> sizes.add(new Sizes.Entry.Extent(symbol)));
        program.inputs().forEach(input -> inputs.computeIfAbsent(input, each -> room(KernelArray.INPUTS, count(each))));
    }

    /// The numbers of a run's symbols.
    static Map<String, Integer> extents(TensorProgram program, List<KernelInput> given) {
        Map<String, Integer> extents = new HashMap<>();
        for (int i = 0; i < given.size(); i++) {
            List<Extent> shape = program.inputs().get(i).type().shape();
            for (int axis = 0; axis < shape.size(); axis++) {
                if (!shape.get(axis).known()) {
                    extents.put(shape.get(axis).symbol(), given.get(i).shape().get(axis));
                }
            }
        }
        return extents;
    }

    /// The symbols of extents for each of which there are other kernels, even if they vary: those of weights, whose forms the
    /// kernels follow, and those of what is selected from.
    static Set<String> fixed(TensorProgram program) {
        Set<String> fixed = new HashSet<>();
        for (Value input : program.inputs()) {
            if (input.type().kind() == TensorType.Kind.WEIGHTS) {
                input.type().shape().forEach(extent -> fixed.add(extent.symbol()));
            }
        }
        for (Value value : program.values()) {
            if (value.operation() instanceof Operation.Selection || value.operation() instanceof Operation.Choose
                    || value.operation() instanceof Operation.Draw) {
                fixed.add(value.operand(0).type().last().symbol());
            }
        }
        return fixed;
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

    // ---- sizes ----

    /// How many elements a value has at most.
    Count count(Value value) {
        return count(value.type().shape());
    }

    Count count(List<Extent> shape) {
        return shape.stream().map(this::count).reduce(Count.of(1), Count::times);
    }

    Count count(Extent extent) {
        return count(extent, 1);
    }

    /// How many groups of so many an extent makes at most.
    Count count(Extent extent, int by) {
        return varies(extent) ? Count.groups(extent.symbol(), by)
                : Count.of((bound(extent) + by - 1) / by);
    }

    /// The same where it does not vary.
    int bound(Value value) {
        return count(value).number();
    }

    int bound(List<Extent> shape) {
        return count(shape).number();
    }

    int bound(Extent extent) {
        return extent.known() ? extent.size() : extents.get(extent.symbol());
    }

    /// Whether runs differ in it.
    boolean varies(Extent extent) {
        return !extent.known() && varying.containsKey(extent.symbol());
    }

    /// Says that a selection among so many decides an extent.
    void selected(Extent extent, int among) {
        extents.put(extent.symbol(), among);
        cells.put(extent.symbol(), memory(1));
    }

    /// The extent as a kernel knows it.
    Expression extent(Extent extent, Body body) {
        if (varies(extent)) {
            return sizes.read(varying.get(extent.symbol()), body);
        }
        Integer cell = extent.known() ? null : cells.get(extent.symbol());
        if (cell == null) {
            return Expression.whole(bound(extent));
        }
        touched.anything();
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

    // ---- room ----

    private Place room(KernelArray array, Count size) {
        return new Place(sizes.add(new Sizes.Entry.Room(array, size)), true);
    }

    /// So much memory, from the place that it gives.
    int memory(int size) {
        memorySize += size;
        return memorySize - size;
    }

    Place memory(Count size) {
        return size.known() ? Place.of(memory(size.number())) : room(KernelArray.MEMORY, size);
    }

    int output(int size) {
        outputSize += size;
        return outputSize - size;
    }

    Place output(Count size) {
        return size.known() ? Place.of(output(size.number())) : room(KernelArray.OUTPUTS, size);
    }

    /// A number as a kernel knows it.
    Expression number(Count count, Body body) {
        Expression number = Expression.whole(count.factor());
        for (Count.Term term : count.terms()) {
            number = number.times(sizes.read(varying.get(term.symbol()), body).plus(Expression.whole(term.by() - 1)).by(Expression.whole(term.by())));
        }
        return number;
    }

    // ---- what work reads and writes ----

    /// From now on until the next call, what is read and written is noted.
    Touched watch() {
        touched = new Touched();
        return touched;
    }

    /// Says that work may read and write whatever there is in memory.
    void touchesAnything() {
        touched.anything();
    }

    /// A place of the memory that a kernel reads from.
    Expression from(Place place, Body body) {
        touched.reads(place);
        return place.in(body, sizes);
    }

    /// A place of the memory that a kernel writes to.
    Expression to(Place place, Body body) {
        touched.writes(place);
        return place.in(body, sizes);
    }

    /// A place of the outputs, each of which is written once.
    Expression toOutputs(Place place, Body body) {
        return place.in(body, sizes);
    }

    /// The array of an input that a kernel updates.
    KernelArray updated(Value input) {
        KernelArray array = arrays(input).getFirst();
        touched.writes(array);
        return array;
    }

    /// Where an input begins in its array.
    Place input(Value value) {
        return inputs.get(value);
    }

    /// The arrays in which an input lies: one, or quants and their scales.
    List<KernelArray> arrays(Value input) {
        return arrays.get(input);
    }

    /// An element of an input.
    Expression.Read read(Body body, Value input, Expression number) {
        KernelArray array = arrays(input).getFirst();
        touched.reads(array);
        return new Expression.Read(array, input(input).in(body, sizes).plus(number));
    }

    boolean inMemory(Value value) {
        return places.containsKey(value);
    }

    Place place(Value value) {
        return places.get(value);
    }

    /// Makes room for a value, or puts it where another one is.
    Place put(Value value) {
        return put(value, memory(count(value)));
    }

    Place put(Value value, Place place) {
        places.put(value, place);
        return place;
    }

    Sizes sizes() {
        return sizes;
    }

    /// Of what does not vary.
    int inputSize() {
        return inputSize;
    }

    /// Of what does not vary.
    int memorySize() {
        return memorySize;
    }

    /// Of what does not vary.
    int outputSize() {
        return outputSize;
    }
}
