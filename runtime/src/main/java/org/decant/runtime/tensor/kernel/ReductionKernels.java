package org.decant.runtime.tensor.kernel;

import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.tensor.kernel.Expression.Number;
import org.decant.runtime.tensor.kernel.Expression.Variable;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.Value;

/// A reduction along an axis: where the axis is long, many threads reduce parts of each lane, and another kernel their results.
final class ReductionKernels {
    /// How many threads reduce one lane.
    static final int PARTS = 256;
    /// The same where the axis may be a short one.
    private static final int FEWER_PARTS = 32;

    private final KernelLowering kernels;
    private final Layout layout;
    private final Elements elements;
    private final Value value;
    private final Value operand;
    private final int axis;
    private final boolean largest;
    private final boolean sum;
    private final boolean finite;
    private final Place place;

    ReductionKernels(KernelLowering kernels, Value value) {
        this.kernels = kernels;
        this.layout = kernels.layout;
        this.elements = kernels.elements;
        this.value = value;
        this.operand = value.operand(0);
        this.largest = value.operation() instanceof Operation.ArgMax;
        this.axis = value.operation() instanceof Operation.Reduce reduce ? reduce.axis() : operand.type().rank() - 1;
        this.sum = value.operation() instanceof Operation.Reduce reduce && reduce.reduction() == Reduction.SUM;
        this.finite = value.operation() instanceof Operation.Reduce reduce ? reduce.finite()
                : ((Operation.ArgMax) value.operation()).finite();
        this.place = layout.put(value);
    }

    /// The numbers of a reduction on its way: the result, for an arg-max also the place of the largest, and what is checked.
    private record State(Variable best, Variable place, Variable checked) {}

    void write() {
        Extent along = operand.type().shape().get(axis);
        Count lanes = layout.count(value);
        Place check = finite ? kernels.check(value, lanes) : null;
        boolean varies = layout.varies(along);
        if (!varies && layout.bound(along) <= PARTS) {
            kernels.kernel(value, lanes, body -> body.when(lane(body).below(size(body)), inside -> {
                State state = start(inside);
                List<Expression> at = elements.coordinates(inside, lane(inside), value.type().shape());
                inside.each(layout.extent(along, inside), (round, i) -> take(round, state, element(round, at, i), i, null));
                finish(inside, state, lane(inside), check);
            }, outside -> clear(outside, check)));
            return;
        }
        int stride = largest ? 3 : 1;
        int shared = varies ? FEWER_PARTS : PARTS;
        Place parts = layout.memory(lanes.times(shared * stride));
        kernels.kernel(value, lanes.times(shared), body -> {
            Variable lane = body.let(body.thread().by(Expression.whole(shared)));
            Variable part = body.let(body.thread().modulo(Expression.whole(shared)));
            body.when(lane.below(size(body)), inside -> {
                State state = start(inside);
                List<Expression> at = elements.coordinates(inside, lane, value.type().shape());
                inside.each(part, layout.extent(along, inside), Expression.whole(shared),
                        (round, i) -> take(round, state, element(round, at, i), i, null));
                Expression to = layout.to(parts, inside).plus(inside.thread().times(Expression.whole(stride)));
                inside.write(KernelArray.MEMORY, to, state.best);
                if (largest) {
                    inside.write(KernelArray.MEMORY, to.plus(Expression.whole(1)), new Expression.Convert(state.place));
                    inside.write(KernelArray.MEMORY, to.plus(Expression.whole(2)), state.checked);
                }
            });
        });
        kernels.kernel(value, lanes, body -> body.when(lane(body).below(size(body)), inside -> {
            State state = start(inside);
            inside.each(Expression.whole(shared), (round, i) -> {
                Expression from = layout.from(parts, round).plus(lane(round).times(Expression.whole(shared)).plus(i)
                        .times(Expression.whole(stride)));
                Variable part = round.let(new Expression.Read(KernelArray.MEMORY, from));
                if (largest) {
                    Variable at = round.let(new Expression.Convert(new Expression.Read(KernelArray.MEMORY, from.plus(Expression.whole(1)))));
                    take(round, state, part, at, round.let(new Expression.Read(KernelArray.MEMORY, from.plus(Expression.whole(2)))));
                } else {
                    take(round, state, part, null, null);
                }
            });
            finish(inside, state, lane(inside), check);
        }, outside -> clear(outside, check)));
    }

    private static Expression lane(Body body) {
        return body.thread();
    }

    private Expression size(Body body) {
        return elements.size(body, value.type().shape());
    }

    private Expression element(Body body, List<Expression> lane, Expression along) {
        List<Expression> at = new ArrayList<>(lane);
        at.set(axis, operand.type().shape().get(axis).equals(Extent.ONE) ? Expression.whole(0) : along);
        return elements.of(body, operand, at);
    }

    private State start(Body body) {
        Number least = new Number(Double.NEGATIVE_INFINITY);
        return new State(body.let(sum ? new Number(0) : least), largest ? body.let(Expression.whole(0)) : null,
                largest ? body.let(least) : null);
    }

    /// @param place   of the number, for an arg-max
    /// @param checked what is checked of it, if that is not the number
    private void take(Body body, State state, Expression number, Expression place, Expression checked) {
        if (sum) {
            body.set(state.best, state.best.plus(number));
        } else if (largest) {
            body.when(state.best.below(number), yes -> {
                yes.set(state.best, number);
                yes.set(state.place, place);
            });
            // parts come in another order than places
            body.when(state.best.same(number), equal -> equal.when(place.below(state.place), yes -> yes.set(state.place, place)));
            Elements.larger(body, state.checked, checked == null ? number : checked);
        } else {
            Elements.larger(body, state.best, number);
        }
    }

    private void finish(Body body, State state, Expression lane, Place check) {
        body.write(KernelArray.MEMORY, layout.to(place, body).plus(lane), largest ? new Expression.Convert(state.place) : state.best);
        if (check != null) {
            body.write(KernelArray.OUTPUTS, layout.toOutputs(check, body).plus(lane), largest ? state.checked : state.best);
        }
    }

    /// There may be more room for checks than lanes.
    private void clear(Body body, Place check) {
        if (check != null) {
            body.write(KernelArray.OUTPUTS, layout.toOutputs(check, body).plus(body.thread()), new Number(0));
        }
    }
}
