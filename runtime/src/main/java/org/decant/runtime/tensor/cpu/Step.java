package org.decant.runtime.tensor.cpu;

import java.util.List;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation;
import org.decant.runtime.tensor.program.TensorType;
import org.decant.runtime.tensor.program.Value;

/// A part of a program that runs as a whole.
interface Step {

    void run(Workspace workspace);

    /// The kernel of a value that no loop computes.
    static Step of(CpuProgram program, Value value) {
        int to = program.slot(value);
        int[] from = value.operands().stream().mapToInt(program::slot).toArray();
        Size size = program.size(value);
        Size operandSize = program.size(value.operand(0));
        return switch (value.operation()) {
            case Operation.TopK ignored -> {
                int symbol = program.symbol(value.type().last().symbol());
                yield w -> w.extents[symbol] = w.selection.topK(w.memory[from[0]], operandSize.of(w.extents),
                        w.memory[from[1]][0], w, to);
            }
            case Operation.TopRatio ignored -> {
                int symbol = program.symbol(value.type().last().symbol());
                yield w -> w.extents[symbol] = w.selection.topRatio(w.memory[from[0]], operandSize.of(w.extents),
                        w.memory[from[1]][0], w, to);
            }
            case Operation.TopMass ignored -> {
                int symbol = program.symbol(value.type().last().symbol());
                yield w -> w.extents[symbol] = w.selection.topMass(w.memory[from[0]], operandSize.of(w.extents),
                        w.memory[from[1]][0], w, to);
            }
            case Operation.Draw ignored -> w -> w.room(to, 1)[0] = w.choice.draw(value, w.memory[from[0]],
                    operandSize.of(w.extents), w.memory[from[1]][0]);
            case Operation.Choose ignored -> w -> w.room(to, 1)[0] = w.choice.choose(value, w.memory[from[0]],
                    operandSize.of(w.extents), w.memory[from[1]][0]);
            case Operation.Gather o -> gather(program, value, o.axis());
            case Operation.Scatter ignored -> {
                Size indices = program.size(value.operand(1));
                Size part = program.size(value.type().shape().subList(1, value.type().rank()));
                yield w -> Moves.scatter(w.memory[from[0]], size.of(w.extents), w.memory[from[1]], w.memory[from[2]],
                        indices.of(w.extents), part.of(w.extents), w.room(to, size.of(w.extents)));
            }
            case Operation.Update ignored -> {
                Size indices = program.size(value.operand(1));
                Size part = program.size(value.type().shape().subList(1, value.type().rank()));
                yield w -> Moves.update(w.memory[to], w.memory[from[1]], indices.of(w.extents), w.memory[from[2]], part.of(w.extents));
            }
            case Operation.Transpose o -> transpose(program, value, o);
            case Operation.MatMul ignored -> Products.step(program, value);
            case Operation.QuantizedMatMul ignored -> {
                Size rows = program.size(value.type().shape().subList(0, 1));
                yield w -> Products.multiply(w.memory[from[0]], rows.of(w.extents), w.weights[from[1]],
                        w.room(to, size.of(w.extents)));
            }
            case Operation.CumulativeSum o -> Strided.along(program, value, o.axis(), Strided::cumulativeSum);
            case Operation.Reduce o -> Strided.along(program, value, o.axis(), switch (o.reduction()) {
                case SUM -> Strided::sum;
                case MAX -> Strided::max;
                case LOG_SUM_EXP -> throw new IllegalArgumentException("log-sum-exps are written as maxima and sums before");
            });
            default -> Strided.elementWise(program, value);
        };
    }

    private static Step gather(CpuProgram program, Value value, int axis) {
        List<Extent> shape = value.operand(0).type().shape();
        int from = program.slot(value.operand(0));
        int indices = program.slot(value.operand(1));
        int to = program.slot(value);
        if (value.type().kind() == TensorType.Kind.WEIGHTS) {
            return w -> {
                Products.Rows given = w.weights[from];
                int count = given.all().shape()[1];
                w.weights[to] = new Products.Rows(given.all(), (int) w.memory[indices][0] * count, count);
            };
        }
        Size outer = program.size(shape.subList(0, axis));
        Size extent = program.size(shape.subList(axis, axis + 1));
        Size inner = program.size(shape.subList(axis + 1, shape.size()));
        Size count = program.size(value.operand(1));
        Size size = program.size(value);
        return w -> Moves.gather(w.memory[from], outer.of(w.extents), extent.of(w.extents), inner.of(w.extents),
                w.memory[indices], count.of(w.extents), w.room(to, size.of(w.extents)));
    }

    private static Step transpose(CpuProgram program, Value value, Operation.Transpose transpose) {
        List<Extent> shape = value.operand(0).type().shape();
        int from = program.slot(value.operand(0));
        int to = program.slot(value);
        Size size = program.size(value);
        if (shape.size() == 2) {
            Size rows = program.size(shape.subList(0, 1));
            return w -> Moves.transpose(w.memory[from], rows.of(w.extents), size.of(w.extents), w.room(to, size.of(w.extents)));
        }
        Size[] extents = value.type().shape().stream().map(extent -> program.size(List.of(extent))).toArray(Size[]::new);
        Size[] strides = transpose.axes().stream().map(axis -> program.size(shape.subList(axis + 1, shape.size()))).toArray(Size[]::new);
        return w -> Moves.transpose(w.memory[from], Size.of(extents, w.extents), Size.of(strides, w.extents), 0, 0,
                w.room(to, size.of(w.extents)), 0);
    }
}
