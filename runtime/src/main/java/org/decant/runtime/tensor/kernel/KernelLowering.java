package org.decant.runtime.tensor.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.decant.runtime.tensor.kernel.Expression.Variable;
import org.decant.runtime.tensor.kernel.KernelProgram.Check;
import org.decant.runtime.tensor.kernel.KernelProgram.Output;
import org.decant.runtime.tensor.program.Decomposition;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation;
import org.decant.runtime.tensor.program.Operation.BinaryFunction;
import org.decant.runtime.tensor.program.Operation.UnaryFunction;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.TensorType;
import org.decant.runtime.tensor.program.Value;

/// Writes the kernels of a program. Element-wise values are computed where they are needed; what many threads read, or what is
/// costly and needed by several kernels, is in memory.
final class KernelLowering {
    private final TensorProgram given;
    private final TensorProgram program;
    final Layout layout;
    final Elements elements;
    /// What products read where it lies: it is never in memory itself.
    private final Set<Value> views = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Value> stored = Collections.newSetFromMap(new IdentityHashMap<>());
    private final KernelSchedule schedule;
    private final List<Check> checks = new ArrayList<>();
    private final Map<String, Integer> taken = new HashMap<>();

    KernelLowering(TensorProgram given, List<KernelInput> inputs) {
        this.given = given;
        this.program = Decomposition.withoutDraws(given);
        this.layout = new Layout(program, inputs);
        this.elements = new Elements(layout);
        this.schedule = new KernelSchedule(layout);
        findViews();
        findStored();
    }

    private void findViews() {
        for (Value value : program.values().reversed()) {
            boolean moves = value.operation() instanceof Operation.Transpose || value.operation() instanceof Operation.Gather;
            boolean weights = value.type().kind() == TensorType.Kind.WEIGHTS && !value.leaf();
            if (weights || moves && !program.outputs().contains(value) && program.values().stream()
                    .filter(user -> user.operands().contains(value))
                    .allMatch(user -> user.operation() instanceof Operation.MatMul || views.contains(user) && user.operand(0) == value)) {
                views.add(value);
            }
        }
    }

    private void findStored() {
        Map<Value, Integer> users = new IdentityHashMap<>();
        for (Value value : program.values()) {
            value.operands().forEach(operand -> users.merge(operand, 1, Integer::sum));
            switch (value.operation()) {
                case Operation.Selection ignored -> stored.add(value.operand(0));
                case Operation.Choose ignored -> stored.add(value.operand(0));
                case Operation.MatMul ignored -> stored.addAll(value.operands());
                case Operation.QuantizedMatMul ignored -> stored.add(value.operand(0));
                case Operation.Reshape ignored -> stored.add(value.operand(0));
                default -> { }
            }
        }
        program.values().stream().filter(value -> users.getOrDefault(value, 0) > 1 && transcendental(value)).forEach(stored::add);
        views.forEach(view -> stored.addAll(view.operands()));
        stored.removeIf(value -> value.leaf() || views.contains(value));
    }

    private static boolean transcendental(Value value) {
        return value.operation() instanceof Operation.Unary unary
                && (unary.function() == UnaryFunction.EXP || unary.function() == UnaryFunction.LOG)
                || value.operation() instanceof Operation.Binary binary && binary.function() == BinaryFunction.LOG_ADD;
    }

    KernelProgram lower() {
        program.values().stream().filter(value -> !value.leaf()).forEach(this::lower);
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < program.outputs().size(); i++) {
            outputs.add(output(program.outputs().get(i)));
        }
        return new KernelProgram(given, schedule.kernels(), layout, outputs, checks);
    }

    private void lower(Value value) {
        if (views.contains(value)) {
            return;
        }
        switch (value.operation()) {
            case Operation.Unary ignored -> elementWise(value);
            case Operation.Binary ignored -> elementWise(value);
            case Operation.Where ignored -> elementWise(value);
            case Operation.Broadcast ignored -> elementWise(value);
            case Operation.Reshape ignored -> {
                Value source = elements.source(value.operand(0));
                if (source.leaf()) {
                    elements.alias(value, source);
                } else {
                    layout.put(value, layout.place(value.operand(0)));
                }
            }
            case Operation.Reduce ignored -> new ReductionKernels(this, value).write();
            case Operation.ArgMax ignored -> new ReductionKernels(this, value).write();
            case Operation.TopK ignored -> new SelectionKernels(this, value).topK();
            case Operation.TopMass ignored -> new SelectionKernels(this, value).topMass();
            case Operation.TopRatio ignored -> new RatioKernels(this, value).write();
            case Operation.Choose ignored -> new ChoiceKernels(this, value).write();
            case Operation.Transpose ignored -> each(value, (body, at) -> elements.compute(body, value, at));
            case Operation.CumulativeSum o -> cumulativeSum(value, o.axis());
            case Operation.MatMul ignored -> each(value, (body, at) -> product(body, value, at));
            case Operation.QuantizedMatMul ignored -> new ProductKernels(this, value).write();
            case Operation.Gather ignored -> each(value, (body, at) -> elements.compute(body, value, at));
            case Operation.Scatter ignored -> {
                each(value, (body, at) -> elements.of(body, value.operand(0), at));
                Value updates = value.operand(2);
                Place to = layout.place(value);
                kernel(value, layout.count(updates), body -> guarded(body, updates, (inside, at) -> {
                    List<Expression> place = new ArrayList<>(at);
                    Value indices = value.operand(1);
                    place.set(0, new Expression.Convert(elements.of(inside, indices, Elements.aligned(indices, at.subList(0, 1)))));
                    inside.write(KernelArray.MEMORY, layout.to(to, inside).plus(elements.linear(inside, value.type().shape(), place)),
                            elements.of(inside, updates, at));
                }));
            }
            case Operation.Update ignored -> update(value);
            default -> throw new IllegalStateException("no kernel for " + value.operation().text());
        }
    }

    /// Writes rows where the input is.
    private void update(Value value) {
        Value rows = value.operand(2);
        Value input = value.operand(0);
        if (layout.arrays(input).contains(KernelArray.INPUTS)) {
            throw new IllegalArgumentException("what is updated must stay with the target");
        }
        elements.alias(value, input);
        kernel(value, layout.count(rows), body -> guarded(body, rows, (inside, at) -> {
            List<Expression> to = new ArrayList<>(at);
            to.set(0, inside.let(new Expression.Convert(elements.of(inside, value.operand(1), at.subList(0, 1)))));
            inside.write(layout.updated(input), elements.linear(inside, value.type().shape(), to), elements.of(inside, rows, at));
        }));
    }

    private void elementWise(Value value) {
        if (stored.contains(value)) {
            each(value, (body, at) -> elements.compute(body, value, at));
        }
    }

    /// What an element of a value is.
    @FunctionalInterface
    interface Element {
        Expression at(Body body, List<Expression> coordinates);
    }

    @FunctionalInterface
    interface Inside {
        void fill(Body body, List<Expression> coordinates);
    }

    /// A kernel with a thread for each element.
    private void each(Value value, Element element) {
        Place place = layout.put(value);
        kernel(value, layout.count(value), body -> guarded(body, value, (inside, at) -> inside.write(KernelArray.MEMORY,
                layout.to(place, inside).plus(inside.thread()), element.at(inside, at))));
    }

    /// What the threads do that have an element of a value.
    void guarded(Body body, Value value, Inside inside) {
        List<Extent> shape = value.type().shape();
        body.when(body.thread().below(elements.size(body, shape)),
                block -> inside.fill(block, elements.coordinates(block, block.thread(), shape)));
    }

    void kernel(Value value, Count threads, Body.Block block) {
        kernel(value.operation().text().replaceAll("\\W.*", ""), threads, block);
    }

    private void kernel(String name, Count threads, Body.Block block) {
        int number = taken.merge(name, 1, Integer::sum);
        schedule.add(number == 1 ? name : name + "_" + number, threads, block);
    }

    /// Room for the numbers of a check; where it begins.
    Place check(Value value, Count size) {
        Place place = layout.output(size);
        checks.add(new Check(value, place, size));
        return place;
    }

    private Expression product(Body body, Value value, List<Expression> at) {
        Value a = value.operand(0);
        Value b = value.operand(1);
        List<Expression> leading = at.subList(0, at.size() - 2);
        Variable sum = body.let(new Expression.Number(0));
        body.each(layout.extent(a.type().last(), body), (round, k) -> round.set(sum, sum.plus(
                elements.of(round, a, ofMatrix(a, leading, at.get(at.size() - 2), k)).times(
                        elements.of(round, b, ofMatrix(b, leading, k, at.getLast()))))));
        return sum;
    }

    /// The coordinates of an element of a matrix, or of one of several.
    private static List<Expression> ofMatrix(Value operand, List<Expression> leading, Expression row, Expression column) {
        List<Expression> at = new ArrayList<>(leading);
        at.add(row);
        at.add(column);
        return Elements.aligned(operand, at);
    }

    private void cumulativeSum(Value value, int axis) {
        Place place = layout.put(value);
        List<Extent> lanes = new ArrayList<>(value.type().shape());
        lanes.set(axis, Extent.ONE);
        kernel(value, layout.count(lanes), body -> body.when(body.thread().below(elements.size(body, lanes)), inside -> {
            List<Expression> lane = elements.coordinates(inside, inside.thread(), lanes);
            Variable sum = inside.let(new Expression.Number(0));
            inside.each(layout.extent(value.type().shape().get(axis), inside), (round, i) -> {
                List<Expression> at = new ArrayList<>(lane);
                at.set(axis, i);
                round.set(sum, sum.plus(elements.of(round, value.operand(0), at)));
                round.write(KernelArray.MEMORY, layout.to(place, round).plus(elements.linear(round, value.type().shape(), at)), sum);
            });
        }));
    }

    private Output output(Value value) {
        List<Extent> shape = value.type().shape();
        Count size = layout.count(value);
        if (value.operation() instanceof Operation.Update) {
            return new Output(program.inputs().indexOf(value.operand(0)), Place.of(0), size, size, new int[0]);
        }
        Place place = layout.output(size);
        List<Extent> counted = shape.stream().filter(layout::isSelected).toList();
        int counts = layout.output(counted.size());
        kernel("output", size, body -> {
            guarded(body, value, (inside, at) -> inside.write(KernelArray.OUTPUTS, layout.toOutputs(place, inside).plus(inside.thread()),
                    elements.of(inside, value, at)));
            for (int i = 0; i < counted.size(); i++) {
                int to = counts + i;
                Extent extent = counted.get(i);
                layout.touchesAnything();
                body.when(body.thread().same(Expression.whole(0)), inside -> inside.write(KernelArray.OUTPUTS,
                        Expression.whole(to), new Expression.Read(KernelArray.MEMORY, Expression.whole(layout.cell(extent)))));
            }
        });
        Count factor = shape.stream().filter(extent -> !layout.isSelected(extent)).map(layout::count).reduce(Count.of(1), Count::times);
        return new Output(-1, place, size, factor, IntStream.range(counts, counts + counted.size()).toArray());
    }
}
