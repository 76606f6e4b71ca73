package org.decant.runtime.model.llama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.decant.runtime.model.gguf.Blocks;
import org.decant.runtime.model.gguf.TensorType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Products in machine code against sums of float64, where this process can run machine code.
class PanelKernelsTest {
    /// More than two panels, the last one not whole.
    private static final int ROWS = 45;
    /// More than what is multiplied at a time where there are many vectors.
    private static final int COLUMNS = 288;
    private static final int STRIDE = Lanes.padded(COLUMNS);
    private static final int OUT = 64;
    private static final long SEED = 5;

    private final Random random = new Random(SEED);

    @BeforeEach
    void canBeRun() {
        assumeTrue(PanelKernels.available("avx2", "fma", "f16c") && Lanes.PANEL == PanelKernels.PANEL);
    }

    /// The numbers of the vectors are whole and have 16 bits, so that the kernels' own are the same: what is left is the
    /// rounding of floats.
    @ParameterizedTest
    @EnumSource(names = {"Q8_0", "Q4_0", "Q4_K", "Q5_K", "Q6_K"})
    void quantised(TensorType type) {
        double[][] weights = new double[ROWS][COLUMNS];
        IntegerMatrix matrix = quantised(type, weights);
        check(matrix, weights, this::wholeNumbers, 3e-6);
    }

    @ParameterizedTest
    @EnumSource(names = {"Q8_0", "Q4_0", "Q4_K", "Q5_K", "Q6_K"})
    void quantisedWithNumbersThatAreRounded(TensorType type) {
        double[][] weights = new double[ROWS][COLUMNS];
        IntegerMatrix matrix = quantised(type, weights);
        check(matrix, weights, this::numbers, 1.0 / 60_000);
    }

    private IntegerMatrix quantised(TensorType type, double[][] weights) {
        int group = Blocks.groupSize(type);
        int bits = switch (type) {
            case Q8_0 -> 8;
            case Q4_0, Q4_K -> 4;
            case Q5_K -> 5;
            default -> 6;
        };
        boolean minimums = Blocks.hasMinimums(type);
        IntegerMatrix.Packer packer = new IntegerMatrix.Packer(type, ROWS, COLUMNS);
        for (int row = 0; row < ROWS; row++) {
            byte[] quants = new byte[COLUMNS];
            float[] scales = new float[COLUMNS / group];
            float[] least = minimums ? new float[COLUMNS / group] : null;
            for (int i = 0; i < scales.length; i++) {
                scales[i] = random.nextFloat();
                if (minimums) {
                    least[i] = random.nextFloat();
                }
            }
            for (int k = 0; k < COLUMNS; k++) {
                // all numbers of the type, -128 among them
                quants[k] = (byte) (random.nextInt(1 << bits) - (minimums ? 0 : 1 << bits - 1));
                weights[row][k] = (double) scales[k / group] * quants[k] - (minimums ? least[k / group] : 0);
            }
            packer.put(row, quants, scales, least);
        }
        return packer.matrix();
    }

    @Test
    void floats() {
        double[][] weights = new double[ROWS][COLUMNS];
        float[] values = new float[48 * COLUMNS];
        fill(weights, (at, value) -> {
            values[at] = value;
            return value;
        });
        check(new FloatMatrix(ROWS, COLUMNS, values), weights, this::numbers, 3e-6);
    }

    @Test
    void halves() {
        double[][] weights = new double[ROWS][COLUMNS];
        short[] values = new short[48 * COLUMNS];
        fill(weights, (at, value) -> {
            values[at] = Float.floatToFloat16(value);
            return Float.float16ToFloat(values[at]);
        });
        check(new HalfMatrix(ROWS, COLUMNS, values, true), weights, this::numbers, 3e-6);
    }

    @Test
    void cutFloats() {
        double[][] weights = new double[ROWS][COLUMNS];
        short[] values = new short[48 * COLUMNS];
        fill(weights, (at, value) -> {
            values[at] = (short) (Float.floatToRawIntBits(value) >> 16);
            return Float.intBitsToFloat(values[at] << 16);
        });
        check(new HalfMatrix(ROWS, COLUMNS, values, false), weights, this::numbers, 3e-6);
    }

    private interface Store {
        /// What is stored of a number.
        float put(int at, float value);
    }

    private void fill(double[][] weights, Store store) {
        for (int row = 0; row < ROWS; row++) {
            for (int k = 0; k < COLUMNS; k++) {
                weights[row][k] = store.put((row / 16 * COLUMNS + k) * 16 + row % 16, (float) random.nextGaussian());
            }
        }
    }

    private interface Vectors {
        float[] of(int tokens);
    }

    private float[] wholeNumbers(int tokens) {
        float[] x = new float[tokens * STRIDE];
        for (int token = 0; token < tokens; token++) {
            for (int k = 0; k < COLUMNS; k++) {
                x[token * STRIDE + k] = k % 32 == token % 32 ? -32767 : random.nextInt(65535) - 32767;
            }
        }
        return x;
    }

    private float[] numbers(int tokens) {
        float[] x = new float[tokens * STRIDE];
        for (int token = 0; token < tokens; token++) {
            for (int k = 0; k < COLUMNS; k++) {
                // a block of zeros, one of numbers so small that they are as good as zeros, others of any size
                double size = k / 32 == 1 ? 0 : k / 32 == 2 ? 1e-32 : Math.exp(k / 32);
                x[token * STRIDE + k] = (float) (random.nextGaussian() * size);
            }
        }
        return x;
    }

    /// Products with each number of vectors, for all rows and for some, set and added.
    ///
    /// @param rounding how far a product may be off, of the sum of its terms' sizes, with each input as large as the largest of
    ///                 its block
    private void check(Matrix matrix, double[][] weights, Vectors vectors, double rounding) {
        for (int tokens = 1; tokens <= 14; tokens++) {
            float[] x = vectors.of(tokens);
            Inputs inputs = Inputs.of(1, tokens, COLUMNS, Set.of(matrix.layout()))[0];
            inputs.use(x, tokens, COLUMNS);
            inputs.prepareFew();
            inputs.pack(0, 1);
            for (boolean add : new boolean[] {false, true}) {
                for (int from : new int[] {0, 16}) {
                    float[] out = new float[tokens * OUT];
                    Arrays.fill(out, 3);
                    matrix.multiply(inputs, out, OUT, from, ROWS, add, new Scratch(tokens));
                    for (int token = 0; token < tokens; token++) {
                        for (int row = 0; row < OUT; row++) {
                            String where = "vector " + token + " of " + tokens + ", row " + row + ", seed " + SEED;
                            double before = row < from || row >= 48 || add ? 3 : 0;
                            if (row < from || row >= ROWS) {
                                assertEquals(before, out[token * OUT + row], where);
                            } else {
                                double expected = before + product(weights[row], x, token);
                                double size = 3 + sizes(weights[row], x, token);
                                assertEquals(expected, out[token * OUT + row], rounding * size, where);
                            }
                        }
                    }
                }
            }
        }
    }

    private static double product(double[] row, float[] x, int token) {
        double sum = 0;
        for (int k = 0; k < COLUMNS; k++) {
            sum += row[k] * x[token * STRIDE + k];
        }
        return sum;
    }

    private static double sizes(double[] row, float[] x, int token) {
        double sum = 0;
        for (int block = 0; block < COLUMNS; block += 32) {
            double most = 0;
            double weights = 0;
            for (int k = block; k < block + 32; k++) {
                most = Math.max(most, Math.abs(x[token * STRIDE + k]));
                weights += Math.abs(row[k]);
            }
            sum += most * weights;
        }
        return sum;
    }
}
