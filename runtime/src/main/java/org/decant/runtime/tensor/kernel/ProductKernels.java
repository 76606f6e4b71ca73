package org.decant.runtime.tensor.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.decant.runtime.tensor.kernel.Expression.Kind;
import org.decant.runtime.tensor.kernel.Expression.Operator;
import org.decant.runtime.tensor.kernel.Expression.Single;
import org.decant.runtime.tensor.kernel.Expression.Variable;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation;
import org.decant.runtime.tensor.program.Value;
import org.decant.runtime.tensor.program.Weights;

/// A product with weights. A thread reads a row of them once for several nodes, the rows of the left operand, whose sums it has in
/// registers. Where that makes few threads, several share a row, and another kernel adds up what they found.
///
/// Weights that stay with the target are multiplied and added in float32: sums are right to about 1e-6 times the sum of what is
/// added without its signs. Those that are given as numbers are so in float64.
final class ProductKernels {
    /// How many nodes a thread has.
    private static final int NODES = 8;
    /// Columns that a thread takes one after the other: those of a scale.
    private static final int COLUMNS = Weights.Bytes.BLOCK;
    /// How many groups of nodes there are, as far as one can tell before it is known.
    private static final int GROUPS = 4;
    /// As many threads as keep a large device busy.
    private static final int THREADS = 1 << 14;
    private static final int MOST_PARTS = 32;
    private static final Expression ZERO = Expression.whole(0);
    private static final Expression ONE = Expression.whole(1);

    private final KernelLowering kernels;
    private final Layout layout;
    private final Elements elements;
    private final Value value;
    private final Value left;
    private final Value input;
    private final int rows;
    private final int columns;
    private final Extent nodes;
    /// Of the nodes of a thread.
    private final int together;
    /// Whether each thread has as many.
    private final boolean even;
    private final Count groups;
    private final int parts;

    ProductKernels(KernelLowering kernels, Value value) {
        this.kernels = kernels;
        this.layout = kernels.layout;
        this.elements = kernels.elements;
        this.value = value;
        this.left = value.operand(0);
        Value weights = value.operand(1);
        this.input = source(weights);
        this.rows = layout.bound(weights.type().shape().getFirst());
        this.columns = layout.bound(weights.type().last());
        this.nodes = left.type().shape().getFirst();
        boolean varies = layout.varies(nodes);
        int most = varies ? GROUPS * NODES : Math.max(1, layout.bound(nodes));
        this.together = Math.min(NODES, most);
        this.even = !varies && !layout.isSelected(nodes) && most % together == 0;
        this.groups = varies ? layout.count(nodes, together) : Count.of((most + together - 1) / together);
        int shared = 1;
        while ((most + together - 1) / together * rows * shared < THREADS && 2 * shared <= Math.min(blocks(), MOST_PARTS)) {
            shared *= 2;
        }
        this.parts = shared;
    }

    private int blocks() {
        return (columns + COLUMNS - 1) / COLUMNS;
    }

    private static Value source(Value weights) {
        return weights.leaf() ? weights : source(weights.operand(0));
    }

    /// The number of an element among those of the input, given its number among those of a part of it.
    private Expression number(Body body, Value weights, Expression number) {
        return switch (weights.operation()) {
            case Operation.Input _ -> number;
            case Operation.Reshape _ -> number(body, weights.operand(0), number);
            case Operation.Gather _ -> {
                Expression matrix = new Expression.Convert(elements.of(body, weights.operand(1), List.of(ZERO)));
                int size = layout.bound(weights.type().shape().subList(1, weights.type().rank()));
                yield number(body, weights.operand(0), body.let(matrix.times(Expression.whole(size))).plus(number));
            }
            default -> throw new IllegalStateException("no kernel reads weights through " + weights.operation().text());
        };
    }

    void write() {
        Place place = layout.put(value);
        Place to = parts == 1 ? place : layout.memory(layout.count(value).times(parts));
        boolean single = groups.equals(Count.of(1));
        kernels.kernel(value, groups.times(rows * parts), body -> {
            Expression part = parts == 1 ? ZERO : body.let(body.thread().modulo(Expression.whole(parts)));
            Expression lane = parts == 1 ? body.thread() : body.let(body.thread().by(Expression.whole(parts)));
            if (single && even) {
                body.when(lane.below(Expression.whole(rows)), inside -> row(inside, part, lane, ZERO, to));
            } else {
                Expression row = body.let(lane.modulo(Expression.whole(rows)));
                Expression first = single ? ZERO : body.let(lane.by(Expression.whole(rows)).times(Expression.whole(together)));
                body.when(first.below(layout.extent(nodes, body)), inside -> row(inside, part, row, first, to));
            }
        });
        if (parts > 1) {
            kernels.kernel(value, layout.count(value), body -> kernels.guarded(body, value, (inside, at) -> {
                Variable sum = inside.let(new Expression.Number(0));
                Variable from = inside.let(layout.from(to, inside).plus(inside.thread().times(Expression.whole(parts))));
                inside.each(Expression.whole(parts), (round, i) -> round.set(sum,
                        sum.plus(new Expression.Read(KernelArray.MEMORY, from.plus(i)))));
                inside.write(KernelArray.MEMORY, layout.to(place, inside).plus(inside.thread()), sum);
            }));
        }
    }

    /// A part of a row times some nodes.
    private void row(Body body, Expression part, Expression row, Expression first, Place to) {
        Kind kind = layout.arrays(input).getFirst().equals(KernelArray.INPUTS) ? Kind.DOUBLE : Kind.FLOAT;
        List<Expression> own = new ArrayList<>();
        List<Variable> sums = new ArrayList<>();
        for (int i = 0; i < together; i++) {
            own.add(even ? first.plus(Expression.whole(i)) : existing(body, first.plus(Expression.whole(i))));
            sums.add(body.let(kind == Kind.DOUBLE ? new Expression.Number(0) : new Single(0)));
        }
        Expression from = body.let(number(body, value.operand(1), row.times(Expression.whole(columns))));
        weights(body, part, from, (round, at) -> {
            for (int i = 0; i < together; i++) {
                Expression x = elements.of(round, left, List.of(own.get(i), at.column));
                round.set(sums.get(i), sums.get(i).plus(at.weight.times(kind == Kind.DOUBLE ? x : new Expression.Convert(kind, x))));
            }
        });
        for (int i = 0; i < together; i++) {
            Expression node = first.plus(Expression.whole(i));
            Expression sum = kind == Kind.DOUBLE ? sums.get(i) : new Expression.Convert(Kind.DOUBLE, sums.get(i));
            Body.Block write = inside -> inside.write(KernelArray.MEMORY, layout.to(to, inside).plus(node.times(Expression.whole(rows))
                    .plus(row).times(Expression.whole(parts)).plus(part)), sum);
            if (even) {
                write.fill(body);
            } else {
                body.when(node.below(layout.extent(nodes, body)), write);
            }
        }
    }

    /// A node that there is: the last one in the place of those behind it.
    private Variable existing(Body body, Expression node) {
        Expression count = layout.extent(nodes, body);
        Variable existing = body.let(node);
        body.when(existing.below(count), _ -> { }, behind -> behind.set(existing, count.minus(ONE)));
        return existing;
    }

    private record Weight(Expression column, Variable weight) {}

    /// Goes through the weights of a part of a row.
    private void weights(Body body, Expression part, Expression from, BiConsumer<Body, Weight> use) {
        List<KernelArray> arrays = layout.arrays(input);
        body.each(part, Expression.whole(blocks()), Expression.whole(parts), (outer, block) -> {
            Variable start = outer.let(block.times(Expression.whole(COLUMNS)));
            Variable end = outer.let(start.plus(Expression.whole(COLUMNS)));
            if (columns % COLUMNS > 0) {
                outer.when(Expression.whole(columns).below(end), last -> last.set(end, Expression.whole(columns)));
            }
            Variable scale = arrays.size() == 1 ? null
                    : outer.let(new Expression.Read(arrays.getLast(), from.by(Expression.whole(COLUMNS)).plus(block)));
            outer.each(start, end, ONE, (round, column) -> {
                Expression.Read read = layout.read(round, input, from.plus(column));
                Expression weight = switch (arrays.getFirst().content()) {
                    case DOUBLES, FLOATS -> read;
                    case SHORTS -> half(round, round.let(read));
                    case BYTES -> new Expression.Convert(Kind.FLOAT, read).times(scale);
                    case INTS -> throw new IllegalStateException("sizes are no weights");
                };
                use.accept(round, new Weight(column, round.let(weight)));
            });
        });
    }

    /// What 16 bits of a floating-point number stand for, by arithmetic of whole numbers: (1024 + fraction) * 2^(exponent - 25),
    /// or fraction * 2^-24 where the exponent is 0.
    private static Expression half(Body body, Variable bits) {
        Variable exponent = body.let(bits.with(Operator.SHIFT_RIGHT, Expression.whole(10)).with(Operator.AND, Expression.whole(31)));
        Variable normal = body.let(exponent.plus(Expression.whole(31)).with(Operator.SHIFT_RIGHT, Expression.whole(5)));
        Expression sign = ONE.minus(bits.with(Operator.SHIFT_RIGHT, Expression.whole(14)).with(Operator.AND, Expression.whole(2)));
        Expression digits = bits.with(Operator.AND, Expression.whole(1023)).plus(normal.with(Operator.SHIFT_LEFT, Expression.whole(10)));
        Expression power = ONE.with(Operator.SHIFT_LEFT, exponent.plus(ONE).minus(normal));
        return new Expression.Convert(Kind.FLOAT, digits.times(sign)).times(new Expression.Convert(Kind.FLOAT, power))
                .times(new Single(0x1p-25f));
    }
}
