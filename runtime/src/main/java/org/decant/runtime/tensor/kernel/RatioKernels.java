package org.decant.runtime.tensor.kernel;

import org.decant.runtime.tensor.kernel.Expression.Number;
import org.decant.runtime.tensor.kernel.Expression.Variable;
import org.decant.runtime.tensor.program.Value;

/// Selections of what is near the largest: each part has its largest, then a list of the places that it keeps; lists are put one after the
/// other.
final class RatioKernels extends PartKernels {
    private static final Number FARTHEST = new Number(-Double.MAX_VALUE);

    RatioKernels(KernelLowering kernels, Value value) {
        super(kernels, value);
    }

    void write() {
        int to = layout.memory(bound);
        int largest = layout.memory(parts);
        int lists = layout.memory(bound);
        int counts = layout.memory(parts);
        selected(to);
        kernels.kernel(value, Count.of(parts), body -> {
            layout.touchesAnything();
            Variable[] part = part(body);
            Variable max = body.let(LEAST);
            body.each(part[0], part[1], ONE, (round, i) -> Elements.larger(round, max, score(round, i)));
            body.write(KernelArray.MEMORY, at(largest, body.thread()), max);
        });
        kernels.kernel(value, Count.of(parts), body -> {
            layout.touchesAnything();
            Variable max = body.let(LEAST);
            body.each(Expression.whole(parts), (round, i) -> Elements.larger(round, max, round.let(read(largest, i))));
            Variable least = body.let(limit(body));
            // what is impossible is infinitely far from the largest, and never near
            body.when(least.below(FARTHEST), far -> far.set(least, FARTHEST));
            // one condition, in one loop, for scores of both kinds: TornadoVM confuses what is set in loops of two branches, and loses negations
            // where three conditions are put together
            body.when(finite(max), ordinary -> { }, strange -> {
                strange.set(max, new Number(0));
                strange.set(least, LEAST);
            });
            Variable[] part = part(body);
            Variable count = body.let(ZERO);
            body.each(part[0], part[1], ONE, (round, i) -> round.when(score(round, i).minus(max).below(least), far -> { }, near -> {
                near.write(KernelArray.MEMORY, at(lists, part[0].plus(count)), new Expression.Convert(i));
                near.set(count, count.plus(ONE));
            }));
            body.write(KernelArray.MEMORY, at(counts, body.thread()), new Expression.Convert(count));
        });
        kernels.kernel(value, Count.of(parts), body -> {
            layout.touchesAnything();
            Variable from = body.let(body.thread().times(length(body)));
            Variable before = body.let(ZERO);
            body.each(body.thread(), (round, i) -> round.set(before, before.plus(place(round, counts, i))));
            Variable count = place(body, counts, body.thread());
            body.each(count, (round, i) -> round.write(KernelArray.MEMORY, at(to, before.plus(i)), read(lists, from.plus(i))));
            body.when(body.thread().same(Expression.whole(parts - 1)), last -> counted(last, before.plus(count)));
        });
    }
}
