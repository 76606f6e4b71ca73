package org.decant.runtime.model.llama;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.decant.runtime.model.gguf.Blocks;
import org.decant.runtime.model.gguf.TensorType;

/// Quantised weights as [IntegerKernel] multiplies them, in machine code: panels of 16 rows, each of them blocks of 32
/// columns, of which one piece of memory holds all. So memory is read front to back.
///
/// A block is, for each group of columns that shares one, the scales of the rows; their minimums, where the type has
/// them; and for each pair of columns the rows' numbers, two bytes for a row. Where numbers have four bits, the byte of a
/// column holds it and the next pair's.
final class IntegerMatrix extends Matrix {
    static final int PANEL = PanelKernels.PANEL;
    static final int COLUMNS = 32;
    private static final VarHandle FLOATS =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private final PanelKernels kernels;
    private final byte[] weights;
    private final MemorySegment segment;

    /// What blocks hold.
    enum Form {
        /// Q8_0.
        BYTES(false, 1, false),
        /// Q6_K.
        BYTES_OF_TWO_GROUPS(false, 2, false),
        /// Q5_K.
        BYTES_WITH_MINIMUMS(false, 1, true),
        /// Q4_0, whose numbers are those from -8 to 7, with 8 added.
        NIBBLES(true, 1, false),
        /// Q4_K.
        NIBBLES_WITH_MINIMUMS(true, 1, true);

        private final boolean nibbles;
        private final int groups;
        private final boolean minimums;
        private boolean asked;
        private PanelKernels kernels;

        Form(boolean nibbles, int groups, boolean minimums) {
            this.nibbles = nibbles;
            this.groups = groups;
            this.minimums = minimums;
        }

        /// The form for a quantised type.
        static Form of(TensorType type) {
            for (Form form : values()) {
                boolean nibbles = type == TensorType.Q4_0 || type == TensorType.Q4_K;
                if (form.nibbles == nibbles && form.groups == COLUMNS / Blocks.groupSize(type)
                        && form.minimums == Blocks.hasMinimums(type)) {
                    return form;
                }
            }
            throw new IllegalArgumentException("no form for " + type);
        }

        /// Made when they are first needed; null where there are none.
        private synchronized PanelKernels kernels() {
            if (!asked) {
                asked = true;
                kernels = PanelKernels.available("avx2", "fma") ? IntegerKernel.of(this) : null;
            }
            return kernels;
        }

        boolean nibbles() {
            return nibbles;
        }

        /// Groups of columns with a scale in a block.
        int groups() {
            return groups;
        }

        boolean minimums() {
            return minimums;
        }

        /// Whether 8 was added to the numbers.
        boolean offset() {
            return nibbles && !minimums;
        }

        int minimumsAt() {
            return groups * 4 * PANEL;
        }

        int quantsAt() {
            return minimumsAt() + (minimums ? 4 * PANEL : 0);
        }

        int blockBytes() {
            return quantsAt() + PANEL * COLUMNS / (nibbles ? 2 : 1);
        }

        /// Puts 32 columns of a row into a block.
        ///
        /// @param at    where the block begins
        /// @param lane  of the row in its panel
        /// @param group of the first scale
        private void put(byte[] weights, int at, int lane, byte[] quants, int column, float[] scales, float[] minimums,
                int group) {
            for (int i = 0; i < groups; i++) {
                FLOATS.set(weights, at + 4 * (i * PANEL + lane), scales[group + i]);
            }
            if (this.minimums) {
                FLOATS.set(weights, at + minimumsAt() + 4 * lane, minimums[group]);
            }
            int add = offset() ? 8 : 0;
            for (int i = 0; i < COLUMNS; i++) {
                int number = quants[column + i] + add;
                int pair = i / 2;
                if (nibbles) {
                    weights[at + quantsAt() + pair / 2 * 2 * PANEL + 2 * lane + i % 2] |= (byte) (number << pair % 2 * 4);
                } else {
                    weights[at + quantsAt() + pair * 2 * PANEL + 2 * lane + i % 2] = (byte) number;
                }
            }
        }
    }

    /// @param columns a multiple of 32
    private IntegerMatrix(int rows, int columns, Form form, byte[] weights) {
        super(rows, columns);
        this.kernels = form.kernels();
        this.weights = weights;
        this.segment = MemorySegment.ofArray(weights);
    }

    /// Whether a matrix of this type can be one: its kernels are there, and it is not too large.
    static boolean supports(TensorType type, long rows, long columns) {
        return switch (type) {
            case F32, F16, BF16 -> false;
            default -> Form.of(type).kernels() != null
                    && bytes(Form.of(type), rows, columns) <= Integer.MAX_VALUE - 64;
        };
    }

    private static long bytes(Form form, long rows, long columns) {
        return Math.ceilDiv(rows, PANEL) * (columns / COLUMNS) * form.blockBytes();
    }

    /// Takes a matrix row by row. Rows of the same panel have to be given by one thread.
    static final class Packer {
        private final int rows;
        private final int columns;
        private final Form form;
        private final byte[] weights;

        /// @param type one that is supported, see [#supports]
        Packer(TensorType type, int rows, int columns) {
            this.rows = rows;
            this.columns = columns;
            this.form = Form.of(type);
            this.weights = new byte[(int) bytes(form, rows, columns)];
        }

        /// @param scales   one for each group
        /// @param minimums the same; null where the type has none
        void put(int row, byte[] quants, float[] scales, float[] minimums) {
            int blocks = columns / COLUMNS;
            for (int block = 0; block < blocks; block++) {
                form.put(weights, (row / PANEL * blocks + block) * form.blockBytes(), row % PANEL, quants, block * COLUMNS,
                        scales, minimums, block * form.groups);
            }
        }

        IntegerMatrix matrix() {
            return new IntegerMatrix(rows, columns, form, weights);
        }
    }

    @Override
    Inputs.Layout layout() {
        return Inputs.Layout.INTEGERS;
    }

    @Override
    void multiply(Inputs inputs, float[] out, int stride, int from, int to, boolean add, Scratch scratch) {
        kernels.multiply(segment, columns / COLUMNS, inputs.integers().segment(), inputs.stride() / COLUMNS,
                inputs.count(), out, stride, from, to, add);
    }

    @Override
    long bytes() {
        return weights.length;
    }
}
