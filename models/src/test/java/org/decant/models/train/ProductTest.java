package org.decant.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ProductTest {
    private final Product product = new Product();

    @Property(tries = 60)
    void productsAreSumsOfProducts(@ForAll @IntRange(min = 1, max = 110) int rows,
            @ForAll @IntRange(min = 1, max = 300) int depth, @ForAll @IntRange(min = 1, max = 70) int columns,
            @ForAll boolean leftTurned, @ForAll boolean rightTurned, @ForAll boolean add, @ForAll long seed) {
        check(rows, depth, columns, leftTurned, rightTurned, add, seed);
    }

    @Property(tries = 4)
    void largeProducts(@ForAll boolean leftTurned, @ForAll boolean rightTurned) {
        check(200, 600, 1100, leftTurned, rightTurned, true, 1);
    }

    private void check(int rows, int depth, int columns, boolean leftTurned, boolean rightTurned, boolean add,
            long seed) {
        Random random = new Random(seed);
        View a = random(random, rows, depth, leftTurned);
        View b = random(random, depth, columns, rightTurned);
        View out = random(random, rows, columns, false);
        float[] before = out.values().clone();
        product.multiply(a, b, out, add);
        double[] expected = new double[before.length];
        for (int i = 0; i < before.length; i++) {
            expected[i] = before[i];
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                int at = out.at() + i * out.rowStride() + j;
                expected[at] = add ? before[at] : 0;
                for (int k = 0; k < depth; k++) {
                    expected[at] += (double) element(a, i, k) * element(b, k, j);
                }
            }
        }
        // what lies around the product stays as it was
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], out.values()[i], 1e-3, "element " + i);
        }
    }

    private static float element(View view, int i, int j) {
        return view.values()[view.at() + i * view.rowStride() + j * view.columnStride()];
    }

    /// A matrix with something before it, behind its rows and after it.
    private static View random(Random random, int rows, int columns, boolean turned) {
        int stored = turned ? columns : rows;
        int stride = (turned ? rows : columns) + 3;
        float[] values = new float[7 + stored * stride];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        View view = View.of(values, 5, stored, stride - 3, stride);
        return turned ? view.transposed() : view;
    }
}
