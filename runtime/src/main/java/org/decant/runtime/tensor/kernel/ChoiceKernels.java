package org.decant.runtime.tensor.kernel;

import java.util.List;
import org.decant.runtime.tensor.kernel.Expression.Comparison;
import org.decant.runtime.tensor.kernel.Expression.Condition;
import org.decant.runtime.tensor.kernel.Expression.Number;
import org.decant.runtime.tensor.kernel.Expression.Variable;
import org.decant.runtime.tensor.program.Value;

/// Draws: each part has the sum of its weights, one thread looks for the place in the part that has it.
final class ChoiceKernels extends PartKernels {

    ChoiceKernels(KernelLowering kernels, Value value) {
        super(kernels, value);
    }

    void write() {
        int sums = layout.memory(parts);
        Place to = layout.put(value);
        Place check = kernels.check(value, Count.of(1));
        kernels.kernel(value, Count.of(parts), body -> {
            layout.touchesAnything();
            Variable[] part = part(body);
            Variable sum = body.let(new Number(0));
            body.each(part[0], part[1], ONE, (round, i) -> round.set(sum, sum.plus(score(round, i))));
            body.write(KernelArray.MEMORY, at(sums, body.thread()), sum);
        });
        kernels.kernel(value, Count.of(1), body -> {
            layout.touchesAnything();
            Variable sum = body.let(new Number(0));
            body.each(Expression.whole(parts), (round, i) -> round.set(sum, sum.plus(read(sums, i))));
            Variable checked = body.let(sum);
            body.when(sum.same(new Number(0)), nothing -> nothing.set(checked, LEAST));
            body.write(KernelArray.OUTPUTS, layout.toOutputs(check, body), checked);
            Variable left = body.let(limit(body).times(sum));
            Variable part = body.let(ZERO);
            Variable partSum = body.let(read(sums, ZERO));
            body.loop(List.of(part.below(Expression.whole(parts - 1)), new Condition(Comparison.LESS_OR_EQUAL, partSum, left)), round -> {
                round.set(left, left.minus(partSum));
                round.set(part, part.plus(ONE));
                round.set(partSum, read(sums, part));
            });
            Variable i = body.let(part.times(length(body)));
            Variable last = body.let(Expression.whole(-1));
            body.loop(List.of(i.below(size(body)), new Condition(Comparison.LESS_OR_EQUAL, new Number(0), left)), round -> {
                Variable weight = round.let(score(round, i));
                round.when(new Number(0).below(weight), possible -> {
                    possible.set(last, i);
                    possible.set(left, left.minus(weight));
                });
                round.set(i, i.plus(ONE));
            });
            // rounding left a little over: the last that is possible
            body.set(i, size(body).minus(ONE));
            body.loop(List.of(last.below(ZERO), new Condition(Comparison.LESS_OR_EQUAL, ZERO, i)), round -> {
                Variable weight = round.let(score(round, i));
                round.when(new Number(0).below(weight), possible -> possible.set(last, i));
                round.set(i, i.minus(ONE));
            });
            body.when(last.below(ZERO), none -> none.set(last, ZERO));
            body.write(KernelArray.MEMORY, layout.to(to, body), new Expression.Convert(last));
        });
    }
}
