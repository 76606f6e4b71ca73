package org.decant.runtime.tensor.kernel;

import java.util.List;
import org.decant.runtime.tensor.kernel.Expression.Condition;
import org.decant.runtime.tensor.kernel.Expression.Function;
import org.decant.runtime.tensor.kernel.Expression.Number;
import org.decant.runtime.tensor.kernel.Expression.Variable;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Value;

/// Selections and draws along a vector: many threads look at parts of it, then at what they have found.
abstract class PartKernels {
    private static final int PARTS = 256;
    /// A part has at least so many places.
    private static final int LEAST_PART = 64;
    static final Expression ZERO = Expression.whole(0);
    static final Expression ONE = Expression.whole(1);
    static final Number LEAST = new Number(Double.NEGATIVE_INFINITY);
    static final Number LARGEST = new Number(Double.POSITIVE_INFINITY);

    final KernelLowering kernels;
    final Layout layout;
    final Elements elements;
    final Value value;
    final Value scores;
    final int bound;
    final int parts;

    /// @param value made of a vector and a number
    PartKernels(KernelLowering kernels, Value value) {
        this.kernels = kernels;
        this.layout = kernels.layout;
        this.elements = kernels.elements;
        this.value = value;
        this.scores = value.operand(0);
        this.bound = layout.bound(scores);
        this.parts = Math.min(PARTS, Math.max(1, bound / LEAST_PART));
    }

    final Expression size(Body body) {
        return layout.extent(scores.type().last(), body);
    }

    final Expression score(Body body, Expression at) {
        return elements.of(body, scores, List.of(scores.type().last().equals(Extent.ONE) ? ZERO : at));
    }

    final Expression limit(Body body) {
        return elements.of(body, value.operand(1), value.operand(1).type().shape().stream().map(e -> ZERO).toList());
    }

    /// How many places a part has; the last ones may have fewer.
    final Expression length(Body body) {
        return size(body).plus(Expression.whole(parts - 1)).by(Expression.whole(parts));
    }

    /// The places that a part has to look at, from the first to the last, exclusive.
    final Variable[] part(Body body) {
        Expression size = size(body);
        Variable length = body.let(length(body));
        Variable from = body.let(body.thread().times(length));
        Variable to = body.let(from.plus(length));
        body.when(size.below(to), end -> end.set(to, size));
        return new Variable[] {from, to};
    }

    static Expression at(int base, Expression index) {
        return Expression.whole(base).plus(index);
    }

    static Expression read(int base, Expression index) {
        return new Expression.Read(KernelArray.MEMORY, at(base, index));
    }

    static Variable place(Body body, int base, Expression index) {
        return body.let(new Expression.Convert(read(base, index)));
    }

    static Condition finite(Expression number) {
        return new Expression.Call(Function.ABS, number).below(LARGEST);
    }

    /// Says that the selection is written to memory from `to` on.
    final void selected(int to) {
        layout.selected(value.type().last(), bound);
        layout.put(value, Place.of(to));
    }

    /// Writes how many places are selected.
    final void counted(Body body, Expression count) {
        body.write(KernelArray.MEMORY, Expression.whole(layout.cell(value.type().last())), new Expression.Convert(count));
    }

    /// Writes all places.
    final void all(Body body, int to) {
        body.each(size(body), (round, i) -> round.write(KernelArray.MEMORY, at(to, i), new Expression.Convert(i)));
        counted(body, size(body));
    }
}
