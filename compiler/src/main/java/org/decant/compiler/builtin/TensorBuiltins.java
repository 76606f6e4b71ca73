package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.list;
import static org.decant.compiler.builtin.Arguments.logits;
import static org.decant.compiler.builtin.Arguments.notNegative;
import static org.decant.compiler.builtin.Arguments.number;
import static org.decant.compiler.builtin.Arguments.numbers;
import static org.decant.compiler.builtin.Arguments.size;
import static org.decant.compiler.builtin.Arguments.tensor;

import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.PrincipalDirection;
import org.decant.runtime.tensor.Tensor;

/// Tensors: dense, row-major numbers with a shape. Shapes of element-wise operations broadcast.
final class TensorBuiltins {

    private TensorBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Tensors");
        table.add("tensor(numbers: List<Float>) -> Tensor", "A tensor of one axis.", (run, a) -> Tensor.of(numbers(a[0])));
        table.add("tensor(rows: List<List<Float>>) -> Tensor", "A tensor of two axes, from rows of equal length.",
                (run, a) -> matrix(list(a[0])));
        table.add("tensor(scores: Logits) -> Tensor", "The scores as a tensor of one axis.",
                (run, a) -> Tensor.of(logits(a[0]).values()));
        table.add("zeros(shape: List<Int>) -> Tensor", "A tensor of zeros.",
                (run, a) -> Tensor.filled(0, Arguments.<Long>list(a[0]).stream().mapToInt(Math::toIntExact).toArray()));
        table.add("Tensor.shape -> List<Int>", "The extents of its axes.", (run, a) -> {
            List<Object> shape = new ArrayList<>();
            for (int extent : tensor(a[0]).shape()) {
                shape.add((long) extent);
            }
            return shape;
        });
        table.add("Tensor.rows -> List<Tensor>", "The parts along the first axis.", (run, a) -> {
            List<Tensor> rows = new ArrayList<>();
            for (int i = 0; i < tensor(a[0]).shape()[0]; i++) {
                rows.add(tensor(a[0]).row(i));
            }
            return rows;
        });
        table.add("Tensor.numbers -> List<Float>", "All numbers in order.", (run, a) -> {
            List<Object> numbers = new ArrayList<>();
            for (double value : tensor(a[0]).values()) {
                numbers.add(value);
            }
            return numbers;
        });
        table.add("operator_index(tensor: Tensor, index: Int) -> Tensor", "The part at an index of the first axis.",
                (run, a) -> tensor(a[0]).row(size("index", a[1])));
        table.add("operator_slice(tensor: Tensor, from: Int, to: Int) -> Tensor", "A stretch of the first axis.",
                (run, a) -> tensor(a[0]).slice(notNegative("from", a[1]), notNegative("to", a[2])));
        table.add("Tensor.at(indices: List<Int>) -> Float", "One number.",
                (run, a) -> tensor(a[0]).get(Arguments.<Long>list(a[1]).stream().mapToInt(Math::toIntExact).toArray()));
        addArithmetic(table);
        table.add("exp(tensor: Tensor) -> Tensor", "e to the power of every number.", (run, a) -> tensor(a[0]).exp());
        table.add("log(tensor: Tensor) -> Tensor", "The natural logarithm of every number.", (run, a) -> tensor(a[0]).log());
        table.add("matmul(a: Tensor, b: Tensor) -> Tensor", "The matrix product.",
                (run, a) -> tensor(a[0]).matmul(tensor(a[1])));
        table.add("transpose(tensor: Tensor) -> Tensor", "Rows and columns exchanged.", (run, a) -> tensor(a[0]).transpose());
        table.add("sum(tensor: Tensor) -> Float", "The sum of all numbers.", (run, a) -> tensor(a[0]).sum());
        table.add("sum(tensor: Tensor, axis: Int) -> Tensor", "The sums along an axis.",
                (run, a) -> tensor(a[0]).sum(size("axis", a[1])));
        table.add("mean(tensor: Tensor) -> Float", "The mean of all numbers.", (run, a) -> tensor(a[0]).mean());
        table.add("mean(tensor: Tensor, axis: Int) -> Tensor", "The means along an axis.",
                (run, a) -> tensor(a[0]).mean(size("axis", a[1])));
        table.add("max(tensor: Tensor) -> Float", "The largest number.", (run, a) -> tensor(a[0]).max());
        table.add("max(tensor: Tensor, axis: Int) -> Tensor", "The largest numbers along an axis.",
                (run, a) -> tensor(a[0]).max(size("axis", a[1])));
        table.add("argmax(tensor: Tensor) -> Int", "The index of the largest number, the first where several are equal.",
                (run, a) -> (long) tensor(a[0]).argmax());
        table.add("softmax(tensor: Tensor) -> Tensor", "Normalised exponentials along the last axis.",
                (run, a) -> tensor(a[0]).softmax());
        table.add("log_softmax(tensor: Tensor) -> Tensor", "Their natural logarithms.", (run, a) -> tensor(a[0]).logSoftmax());
        table.add("cumsum(tensor: Tensor, axis: Int = 0) -> Tensor", "Running sums along an axis.",
                (run, a) -> tensor(a[0]).cumsum(size("axis", a[1])));
        table.add("concat(tensors: List<Tensor>, axis: Int = 0) -> Tensor", "Tensors joined along an axis.",
                (run, a) -> Tensor.concat(size("axis", a[1]), Arguments.<Tensor>list(a[0])));
        table.add("cosine(a: Tensor, b: Tensor) -> Float", "The cosine of the angle between two vectors.",
                (run, a) -> tensor(a[0]).cosine(tensor(a[1])));
        table.add("cosines(rows: Tensor, vector: Tensor) -> Tensor",
                "The cosine of the angle between each row and a vector, as a tensor of one axis.",
                (run, a) -> tensor(a[0]).cosines(tensor(a[1])));
        table.add("principal_direction(rows: Tensor) -> Tensor",
                "The unit vector along which the rows of a matrix are longest, taken together: the first right singular vector. "
                        + "Most rows point to its side.",
                (run, a) -> PrincipalDirection.of(tensor(a[0])));
        table.add("norm(tensor: Tensor) -> Float", "The Euclidean norm.", (run, a) -> tensor(a[0]).norm());
    }

    private static void addArithmetic(BuiltinTable table) {
        table.add("operator_add(a: Tensor, b: Tensor) -> Tensor", "The sum.", (run, a) -> tensor(a[0]).add(tensor(a[1])));
        table.add("operator_subtract(a: Tensor, b: Tensor) -> Tensor", "The difference.",
                (run, a) -> tensor(a[0]).subtract(tensor(a[1])));
        table.add("operator_multiply(a: Tensor, b: Tensor) -> Tensor", "The product, element by element.",
                (run, a) -> tensor(a[0]).multiply(tensor(a[1])));
        table.add("operator_divide(a: Tensor, b: Tensor) -> Tensor", "The quotient, element by element.",
                (run, a) -> tensor(a[0]).divide(tensor(a[1])));
        table.add("operator_add(a: Tensor, b: Float) -> Tensor", "The sum.",
                (run, a) -> tensor(a[0]).add(Tensor.scalar(number(a[1]))));
        table.add("operator_subtract(a: Tensor, b: Float) -> Tensor", "The difference.",
                (run, a) -> tensor(a[0]).subtract(Tensor.scalar(number(a[1]))));
        table.add("operator_multiply(a: Tensor, b: Float) -> Tensor", "The product.",
                (run, a) -> tensor(a[0]).multiply(Tensor.scalar(number(a[1]))));
        table.add("operator_multiply(a: Float, b: Tensor) -> Tensor", "The product.",
                (run, a) -> Tensor.scalar(number(a[0])).multiply(tensor(a[1])));
        table.add("operator_divide(a: Tensor, b: Float) -> Tensor", "The quotient.",
                (run, a) -> tensor(a[0]).divide(Tensor.scalar(number(a[1]))));
        table.add("operator_negate(a: Tensor) -> Tensor", "Every number with the opposite sign.",
                (run, a) -> tensor(a[0]).multiply(Tensor.scalar(-1)));
    }

    private static Tensor matrix(List<List<Double>> rows) {
        if (rows.isEmpty() || rows.getFirst().isEmpty()) {
            throw new DecantException("a tensor of no numbers", "give at least one row of at least one number");
        }
        int columns = rows.getFirst().size();
        double[] values = new double[rows.size() * columns];
        for (int r = 0; r < rows.size(); r++) {
            if (rows.get(r).size() != columns) {
                throw new DecantException("row " + r + " has " + rows.get(r).size() + " numbers, row 0 has " + columns,
                        "give rows of equal length");
            }
            for (int c = 0; c < columns; c++) {
                values[r * columns + c] = rows.get(r).get(c);
            }
        }
        return Tensor.of(new int[] {rows.size(), columns}, values);
    }
}
