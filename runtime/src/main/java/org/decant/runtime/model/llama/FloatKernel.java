package org.decant.runtime.model.llama;

import static org.decant.runtime.machine.Assembler.General.R8;
import static org.decant.runtime.machine.Assembler.General.R9;
import static org.decant.runtime.machine.Assembler.General.RCX;
import static org.decant.runtime.machine.Assembler.General.RDI;
import static org.decant.runtime.machine.Assembler.General.RDX;
import static org.decant.runtime.machine.Assembler.General.RSI;
import static org.decant.runtime.machine.Assembler.Operation.VBROADCASTSS;
import static org.decant.runtime.machine.Assembler.Operation.VCVTPH2PS;
import static org.decant.runtime.machine.Assembler.Operation.VFMADD231PS;
import static org.decant.runtime.machine.Assembler.Operation.VMOVUPS;
import static org.decant.runtime.machine.Assembler.Operation.VPMOVZXWD;

import java.util.function.BiConsumer;
import org.decant.runtime.machine.Assembler;
import org.decant.runtime.machine.Assembler.At;

/// Adds the products of panels of a [DecodedMatrix] with one to six vectors, in machine code: weights become floats where
/// they are multiplied.
///
///     sums[t][row] += Σ weight[row][k] · x[t][k]
///
/// A product's terms are added in the order of the columns, whatever the number of vectors, so that a vector's products are the same
/// bits in any company. For many vectors at once it is as fast as the processor multiplies: a dozen sums are in registers, so that none has to
/// wait for the one before, and a column costs hardly an instruction beside the loads and the multiplications. What Java's
/// compiler makes of the same loop keeps eight, and needs a third more instructions.
final class FloatKernel {
    /// The most vectors.
    static final int TOKENS = 6;
    private static final int PANEL = PanelKernels.PANEL;
    /// Columns of a block: the matrix has a multiple of it.
    private static final int STEP = 8;
    private static final int VECTOR = 32;

    /// Where things are: vectors 0 to 11 are sums.
    private static final int[] WEIGHTS = {12, 13};
    private static final int INPUT = 14;

    private final Assembler to = new Assembler();
    private final Form form;
    private final int tokens;

    private FloatKernel(Form form, int tokens) {
        this.form = form;
        this.tokens = tokens;
    }

    /// How a weight is stored.
    enum Form {
        F32(4), F16(2), BF16(2);

        private final int bytes;
        private boolean asked;
        private PanelKernels kernels;

        Form(int bytes) {
            this.bytes = bytes;
        }

        /// The kernels for such weights, made when they are first needed; null where there are none.
        synchronized PanelKernels kernels() {
            if (!asked) {
                asked = true;
                kernels = Lanes.PANEL == PANEL && PanelKernels.available("avx2", "fma", "f16c")
                        ? PanelKernels.of(TOKENS, tokens -> new FloatKernel(this, tokens).write(), STEP, STEP * PANEL * bytes,
                                STEP) : null;
            }
            return kernels;
        }

        int bytes() {
            return bytes;
        }
    }

    private static int sum(int token, int half) {
        return 2 * token + half;
    }

    private byte[] write() {
        int once = PanelKernels.begin(to);
        sums((at, sum) -> to.vector(VMOVUPS, sum, at));
        int step = to.here();
        for (int column = 0; column < STEP; column++) {
            multiply(column);
        }
        to.add(RDI, STEP * PANEL * form.bytes());
        to.add(RDX, STEP * tokens * Float.BYTES);
        to.countDown(RCX, step);
        sums((at, sum) -> to.store(at, sum));
        return PanelKernels.end(to, once);
    }

    private void multiply(int column) {
        for (int half = 0; half < 2; half++) {
            At from = new At(RDI, (column * PANEL + half * PANEL / 2) * form.bytes());
            if (from.offset() % PanelKernels.LINE == 0) {
                to.prefetch(new At(RDI, from.offset() + PanelKernels.AHEAD));
            }
            load(WEIGHTS[half], from);
        }
        for (int token = 0; token < tokens; token++) {
            to.vector(VBROADCASTSS, INPUT, new At(RDX, (column * tokens + token) * Float.BYTES));
            to.vector(VFMADD231PS, sum(token, 0), WEIGHTS[0], INPUT);
            to.vector(VFMADD231PS, sum(token, 1), WEIGHTS[1], INPUT);
        }
    }

    private void load(int weights, At from) {
        switch (form) {
            case F32 -> to.vector(VMOVUPS, weights, from);
            case F16 -> to.vector(VCVTPH2PS, weights, from);
            case BF16 -> {
                to.vector(VPMOVZXWD, weights, from);
                to.shiftIntsLeft(weights, weights, 16);
            }
        }
    }

    /// Goes through the sums' places in memory and in registers.
    private void sums(BiConsumer<At, Integer> what) {
        to.copy(R9, R8);
        for (int token = 0; token < tokens; token++) {
            what.accept(new At(R9, 0), sum(token, 0));
            what.accept(new At(R9, VECTOR), sum(token, 1));
            if (token + 1 < tokens) {
                to.add(R9, RSI);
            }
        }
    }
}
