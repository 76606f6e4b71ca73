package org.decant.runtime.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// What tensors say of shapes that do not fit, and what they do with nothing.
class TensorErrorTest {
    private static final double EXCLUDED = Double.NEGATIVE_INFINITY;
    private final Tensor matrix = Tensor.filled(1, 2, 3);
    private final Tensor vector = Tensor.of(1, 2);

    private static void refused(String message, Executable operation) {
        DecantException error = assertThrows(DecantException.class, operation);
        assertEquals(message, error.diagnostics().getFirst().message());
        assertFalse(error.diagnostics().getFirst().hint().isBlank());
    }

    @Test
    void bothShapesAreNamed() {
        refused("the shapes [2, 3] and [2] do not go together in +", () -> matrix.add(vector));
        refused("the shapes [2, 3] and [2] do not go together in -", () -> matrix.subtract(vector));
        refused("the shapes [2, 3] and [2] do not go together in *", () -> matrix.multiply(vector));
        refused("the shapes [2] and [2, 3] do not go together in /", () -> vector.divide(matrix));
        refused("the shapes [2, 3] and [2] do not go together in matmul", () -> matrix.matmul(vector));
        refused("the shapes [] and [2] do not go together in matmul", () -> Tensor.scalar(1).matmul(vector));
        refused("the shapes [2, 3] and [3, 2] do not go together in cosine", () -> matrix.cosine(matrix.transpose()));
        refused("the shapes [2, 3] and [3, 2] do not go together in concat",
                () -> Tensor.concat(1, List.of(matrix, matrix.transpose())));
        refused("the shapes [2, 3] and [2] do not go together in concat",
                () -> Tensor.concat(0, List.of(matrix, vector)));
        refused("a tensor of shape [2, 3] can not take the shape [4]", () -> matrix.reshape(4));
    }

    @Test
    void placesOutside() {
        refused("a tensor of shape [2, 3] has no axis 2", () -> matrix.sum(2));
        refused("a tensor of shape [2, 3] has no axis -3", () -> matrix.cumsum(-3));
        refused("a tensor of shape [] has no axis -1", () -> Tensor.scalar(1).softmax());
        refused("a tensor of shape [] has no axis 0", () -> Tensor.scalar(1).slice(0, 0));
        refused("the index [2, 0] is outside the shape [2, 3]", () -> matrix.get(2, 0));
        refused("the index [0, -1] is outside the shape [2, 3]", () -> matrix.get(0, -1));
        refused("the index [1] does not fit the shape [2, 3]", () -> matrix.get(1));
        refused("the slice from 1 to 3 is outside the shape [2, 3]", () -> matrix.slice(1, 3));
        refused("the slice from -1 to 0 is outside the shape [2, 3]", () -> matrix.row(-1));
        refused("the slice from 2 to 1 is outside the shape [2, 3]", () -> matrix.slice(2, 1));
    }

    @Test
    void shapesThatCanNotBe() {
        refused("the shape [2] has 2 elements, there are 3 values", () -> Tensor.of(new int[] {2}, 1, 2, 3));
        refused("the shape [-1] has a negative extent", () -> Tensor.filled(0, -1));
        refused("a tensor of shape [65536, 65536] is too large", () -> Tensor.filled(0, 65536, 65536));
        refused("concat has no tensors", () -> Tensor.concat(0, List.of()));
    }

    @Test
    void reductionsOfNothing() {
        Tensor empty = Tensor.filled(0, 0, 3);
        assertEquals(0, empty.sum());
        assertEquals(Tensor.of(0, 0, 0), empty.sum(0));
        assertEquals(Tensor.of(), empty.max(1));
        assertEquals(Tensor.of(), Tensor.filled(0, 2, 0).transpose().sum(1));
        assertEquals(empty, empty.add(Tensor.scalar(1)).softmax());
        refused("max of nothing: the shape is [0, 3]", empty::max);
        refused("mean of nothing: the shape is [0, 3]", empty::mean);
        refused("argmax of nothing: the shape is [0, 3]", empty::argmax);
        refused("max of nothing: the shape is [0, 3]", () -> empty.max(0));
        refused("mean of nothing: the shape is [0, 3]", () -> empty.mean(0));
        refused("argmax of nothing: the shape is [0, 3]", () -> empty.argmax(0));
    }

    @Test
    void softmaxNeedsSomethingPossible() {
        assertEquals(Tensor.of(0, 1), Tensor.of(EXCLUDED, 5).softmax());
        assertEquals(Tensor.of(EXCLUDED, 0), Tensor.of(EXCLUDED, 5).logSoftmax());
        Tensor excluded = Tensor.of(new int[] {2, 2}, 0, 1, EXCLUDED, EXCLUDED);
        refused("softmax of a tensor of shape [2, 2] meets values without a finite sum of exponentials",
                excluded::softmax);
        refused("log_softmax of a tensor of shape [2, 2] meets values without a finite sum of exponentials",
                excluded::logSoftmax);
    }

    @Test
    void notANumberIsNeverTheIndexOfTheLargest() {
        Tensor tensor = Tensor.of(Double.NaN, 1, 2);
        assertEquals(2, tensor.argmax());
        assertTrue(Double.isNaN(tensor.max()));
    }
}
