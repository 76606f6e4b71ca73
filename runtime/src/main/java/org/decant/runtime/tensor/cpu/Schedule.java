package org.decant.runtime.tensor.cpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation;
import org.decant.runtime.tensor.program.Operation.BinaryFunction;
import org.decant.runtime.tensor.program.Operation.UnaryFunction;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.Value;

/// Decides which values of a program are kept in memory and puts the others into the loops that need them, so that one pass
/// computes as much as it can.
///
/// A value in memory has a stage: one more than the last of what it is made of, or that of a stored value that it reduces.
/// Reductions and stores of one stage over one shape share a loop, unless it would come to too much code. What loops of several
/// stages need is computed again in each, unless that costs more than memory.
final class Schedule {
    private final TensorProgram program;
    private final Set<Value> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Value, Integer> stages = new IdentityHashMap<>();
    private final List<Part> parts = new ArrayList<>();

    /// What runs one after the other.
    sealed interface Part {
        /// A fused loop.
        record Fused(Loop loop) implements Part {}

        /// A kernel of its own.
        record Kernel(Value value) implements Part {}
    }

    private Schedule(TensorProgram program) {
        this.program = program;
    }

    /// @param program without log-sum-exps
    static Schedule of(TensorProgram program) {
        Schedule schedule = new Schedule(program);
        schedule.keepWhatKernelsNeed();
        schedule.findStages();
        for (Value shared = schedule.worthKeeping(); shared != null; shared = schedule.worthKeeping()) {
            schedule.kept.add(shared);
            schedule.findStages();
        }
        schedule.makeParts();
        return schedule;
    }

    List<Part> parts() {
        return parts;
    }

    /// Whether a value is in memory.
    boolean kept(Value value) {
        return kept.contains(value);
    }

    // ---- what a value is for loops ----

    /// Whether a loop computes it.
    private static boolean inLoops(Value value) {
        return (value.elementWise() || value.operation() instanceof Operation.Broadcast)
                && value.operands().stream().allMatch(o -> Loop.Access.of(o.type().shape(), value.type().shape()) != null);
    }

    /// Whether a loop makes it of what it goes through.
    private static boolean reducedInLoops(Value value) {
        return value.operation() instanceof Operation.ArgMax
                || value.operation() instanceof Operation.Reduce reduce && reduce.axis() == value.type().rank() - 1;
    }

    private void keepWhatKernelsNeed() {
        kept.addAll(program.outputs());
        for (Value value : program.values()) {
            if (!inLoops(value)) {
                kept.add(value);
                if (!reducedInLoops(value)) {
                    kept.addAll(value.operands());
                }
            } else {
                value.operands().stream().filter(o -> repeatedByRow(o, value)).forEach(kept::add);
            }
        }
    }

    /// Whether a loop would compute it again for every row.
    private static boolean repeatedByRow(Value operand, Value value) {
        return Loop.Access.of(operand.type().shape(), value.type().shape()) == Loop.Access.COLUMN;
    }

    private void findStages() {
        for (Value value : program.values()) {
            int stage = program.dependencies(value).stream().mapToInt(stages::get).max().orElse(0);
            stages.put(value, value.leaf() || !kept.contains(value) || joinsStore(value) ? stage : stage + 1);
        }
    }

    /// Whether it is made of what a loop stores, in the same loop.
    private boolean joinsStore(Value value) {
        return reducedInLoops(value) && !value.operand(0).leaf() && kept.contains(value.operand(0)) && inLoops(value.operand(0));
    }

    /// The last value that loops of several stages compute and that had better be kept; null where there is none.
    private Value worthKeeping() {
        Map<Value, Integer> firstStage = new IdentityHashMap<>();
        Value last = null;
        for (Value value : program.values()) {
            if (kept.contains(value) && !value.leaf() && (inLoops(value) || reducedInLoops(value))) {
                for (Value part : computedFor(value)) {
                    Integer earlier = firstStage.putIfAbsent(part, stages.get(value));
                    if (earlier != null && !earlier.equals(stages.get(value)) && costly(part)) {
                        last = last == null || program.values().indexOf(part) > program.values().indexOf(last) ? part : last;
                    }
                }
            }
        }
        return last;
    }

    private boolean costly(Value value) {
        if (value.type().single() || value.type().last().equals(Extent.ONE)) {
            return false;
        }
        List<Value> all = computedFor(value);
        boolean transcendental = all.stream().anyMatch(Schedule::transcendental);
        long reads = all.stream().flatMap(v -> v.operands().stream()).filter(this::inMemory).distinct()
                .filter(v -> !v.type().single()).count();
        return transcendental || reads > 1;
    }

    private static boolean transcendental(Value value) {
        return value.operation() instanceof Operation.Unary unary
                && (unary.function() == UnaryFunction.EXP || unary.function() == UnaryFunction.LOG)
                || value.operation() instanceof Operation.Binary binary && binary.function() == BinaryFunction.LOG_ADD;
    }

    private boolean inMemory(Value value) {
        return value.leaf() || kept.contains(value);
    }

    /// The element-wise values that a loop computes for a kept value, operands first, the value itself if it is one of them.
    private List<Value> computedFor(Value value) {
        List<Value> computed = new ArrayList<>();
        if (inLoops(value)) {
            collect(value, computed);
        } else {
            collectOperand(value.operand(0), computed);
        }
        return computed;
    }

    private void collect(Value value, List<Value> computed) {
        if (!computed.contains(value)) {
            value.operands().forEach(operand -> collectOperand(operand, computed));
            computed.add(value);
        }
    }

    private void collectOperand(Value operand, List<Value> computed) {
        if (!inMemory(operand)) {
            collect(operand, computed);
        }
    }

    // ---- the parts ----

    private record Place(int stage, List<Extent> domain) {}

    private void makeParts() {
        Map<Place, List<Value>> loops = new LinkedHashMap<>();
        List<Value> kernels = new ArrayList<>();
        for (Value value : program.values()) {
            if (!kept.contains(value) || value.leaf()) {
                continue;
            }
            if (inLoops(value) || reducedInLoops(value)) {
                List<Extent> domain = inLoops(value) ? value.type().shape() : value.operand(0).type().shape();
                loops.computeIfAbsent(new Place(stages.get(value), domain), p -> new ArrayList<>()).add(value);
            } else if (!(value.operation() instanceof Operation.Reshape)) {
                kernels.add(value);
            }
        }
        Map<Part, Integer> order = new IdentityHashMap<>();
        loops.forEach((place, made) -> apart(made).forEach(one -> add(new Part.Fused(loop(place.domain, one)), place.stage, order)));
        kernels.forEach(kernel -> add(new Part.Kernel(kernel), stages.get(kernel), order));
        parts.sort(Comparator.comparing(order::get));
    }

    /// What is made of one shape in one stage, in as many loops as it takes for each to have one transcendental function, but for
    /// values that need several: the JVM's compiler gives up on methods that come to too much code, and vectors are then allocated.
    private List<List<Value>> apart(List<Value> made) {
        List<List<Value>> loops = new ArrayList<>();
        for (Value value : made) {
            List<Value> costs = costs(value);
            List<Value> loop = new ArrayList<>();
            for (List<Value> other : List.copyOf(loops)) {
                if (other.contains(value.operand(0)) || other.stream().anyMatch(v -> !Collections.disjoint(costs(v), costs))) {
                    loop.addAll(other);
                    loops.remove(other);
                }
            }
            if (loop.isEmpty()) {
                List<Value> free = loops.stream().filter(other -> costs.isEmpty() || other.stream().allMatch(v -> costs(v).isEmpty()))
                        .findFirst().orElse(loop);
                loop.addAll(free);
                loops.removeIf(other -> other == free);
            }
            loop.add(value);
            loops.add(loop);
        }
        return loops;
    }

    private List<Value> costs(Value value) {
        return computedFor(value).stream().filter(Schedule::transcendental).toList();
    }

    private void add(Part part, int stage, Map<Part, Integer> order) {
        parts.add(part);
        order.put(part, stage);
    }

    private Loop loop(List<Extent> domain, List<Value> made) {
        List<Value> computed = new ArrayList<>();
        List<Value> stores = new ArrayList<>();
        List<Value> reductions = new ArrayList<>();
        for (Value value : made) {
            computedFor(value).stream().filter(v -> !computed.contains(v)).forEach(computed::add);
            (inLoops(value) ? stores : reductions).add(value);
        }
        Set<Value> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        computed.forEach(value -> needed.addAll(value.operands()));
        reductions.forEach(value -> needed.add(value.operand(0)));
        List<Value> reads = program.values().stream().filter(needed::contains).filter(v -> !computed.contains(v)).toList();
        return new Loop(domain, reads, computed, stores, reductions);
    }
}
