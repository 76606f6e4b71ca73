package org.decant.runtime.tensor.cpu;

import org.decant.runtime.tensor.program.Operation;
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
            case Operation.TopMass ignored -> {
                int symbol = program.symbol(value.type().last().symbol());
                yield w -> w.extents[symbol] = w.selection.topMass(w.memory[from[0]], operandSize.of(w.extents),
                        w.memory[from[1]][0], w, to);
            }
            case Operation.Draw ignored -> w -> w.room(to, 1)[0] = w.selection.draw(value, w.memory[from[0]],
                    operandSize.of(w.extents), w.memory[from[1]][0]);
            case Operation.Choose ignored -> w -> w.room(to, 1)[0] = w.selection.choose(value, w.memory[from[0]],
                    operandSize.of(w.extents), w.memory[from[1]][0]);
            case Operation.Gather ignored -> {
                Size indices = program.size(value.operand(1));
                yield w -> Moves.gather(w.memory[from[0]], w.memory[from[1]], indices.of(w.extents),
                        w.room(to, size.of(w.extents)), size.of(w.extents));
            }
            case Operation.Scatter ignored -> {
                Size indices = program.size(value.operand(1));
                yield w -> Moves.scatter(w.memory[from[0]], size.of(w.extents), w.memory[from[1]], w.memory[from[2]],
                        indices.of(w.extents), w.room(to, size.of(w.extents)));
            }
            case Operation.Update ignored -> {
                Size indices = program.size(value.operand(1));
                Size rows = program.size(value.operand(2));
                yield w -> Moves.update(w.memory[to], w.memory[from[1]], indices.of(w.extents), w.memory[from[2]], rows.of(w.extents));
            }
            case Operation.Transpose ignored -> {
                Size rows = program.size(value.operand(0).type().shape().subList(0, 1));
                yield w -> Moves.transpose(w.memory[from[0]], rows.of(w.extents), size.of(w.extents),
                        w.room(to, size.of(w.extents)));
            }
            case Operation.MatMul ignored -> {
                Size rows = program.size(value.type().shape().subList(0, 1));
                Size inner = program.size(value.operand(1).type().shape().subList(0, 1));
                Size columns = program.size(value.type().shape().subList(1, 2));
                yield w -> Products.multiply(w.memory[from[0]], w.memory[from[1]], rows.of(w.extents), inner.of(w.extents),
                        columns.of(w.extents), w.room(to, size.of(w.extents)));
            }
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
}
