package org.decant.runtime.model.llama;

import static org.decant.runtime.machine.Assembler.General.R8;
import static org.decant.runtime.machine.Assembler.General.R9;
import static org.decant.runtime.machine.Assembler.General.RCX;
import static org.decant.runtime.machine.Assembler.General.RDI;
import static org.decant.runtime.machine.Assembler.General.RDX;
import static org.decant.runtime.machine.Assembler.General.RSI;
import static org.decant.runtime.machine.Assembler.Operation.VBROADCASTSS;
import static org.decant.runtime.machine.Assembler.Operation.VCVTDQ2PS;
import static org.decant.runtime.machine.Assembler.Operation.VFMADD213PS;
import static org.decant.runtime.machine.Assembler.Operation.VFNMADD231PS;
import static org.decant.runtime.machine.Assembler.Operation.VMOVUPS;
import static org.decant.runtime.machine.Assembler.Operation.VMULPS;
import static org.decant.runtime.machine.Assembler.Operation.VPADDD;
import static org.decant.runtime.machine.Assembler.Operation.VPAND;
import static org.decant.runtime.machine.Assembler.Operation.VPBROADCASTD;
import static org.decant.runtime.machine.Assembler.Operation.VPCMPEQW;
import static org.decant.runtime.machine.Assembler.Operation.VPMADDWD;
import static org.decant.runtime.machine.Assembler.Operation.VPMOVSXBW;
import static org.decant.runtime.machine.Assembler.Operation.VPMOVZXBW;
import static org.decant.runtime.machine.Assembler.Operation.VPXOR;

import org.decant.runtime.machine.Assembler;
import org.decant.runtime.machine.Assembler.At;

/// Adds the products of panels of an [IntegerMatrix] with one to four vectors of [IntegerInputs].
///
/// A weight meets an input as whole numbers of 16 bits, of which one instruction multiplies sixteen pairs and adds the
/// products two by two; Java's vectors have no such instruction, theirs multiply eight floats. The products of a block are
/// added exactly, as ints, then scaled:
///
///     sums[t][row] += weightScale[row] · inputScale[t] · Σ q[row][k] · x[t][k]  -  minimum[row] · inputSum[t]
///
/// Blocks are added in their order, so that a vector's products are the same bits in any company.
/// The rows of a panel are in the lanes of two vectors; a pair of a vector's numbers is repeated in all lanes.
final class IntegerKernel {
    /// The most vectors: two sums for each, and what they are made of, are as many vectors as the processor has.
    static final int TOKENS = 4;
    private static final int HALF = IntegerMatrix.PANEL / 2;
    private static final int VECTOR = 4 * HALF;

    /// Where things are: vectors 0 to 7 are the sums of up to four vectors, for both halves of a panel.
    private static final int[] RAW = {8, 9};
    private static final int[] WEIGHTS = {10, 11};
    private static final int INPUT = 12;
    private static final int PRODUCT = 13;
    private static final int LOW_NIBBLES = 14;

    private final Assembler to = new Assembler();
    private final IntegerMatrix.Form form;
    private final int tokens;

    private IntegerKernel(IntegerMatrix.Form form, int tokens) {
        this.form = form;
        this.tokens = tokens;
    }

    /// The kernels for weights of a form; null where machine code cannot be run.
    static PanelKernels of(IntegerMatrix.Form form) {
        return PanelKernels.of(TOKENS, tokens -> new IntegerKernel(form, tokens).write(), IntegerMatrix.COLUMNS,
                form.blockBytes(), IntegerInputs.BLOCK);
    }

    private static int sum(int token, int half) {
        return 2 * token + half;
    }

    /// The `index`-th int of each vector in the inputs' block.
    private At input(int index, int token) {
        return new At(RDX, 4 * (index * tokens + token));
    }

    private static At weight(int offset) {
        return new At(RDI, offset);
    }

    private byte[] write() {
        if (form.nibbles()) {
            to.vector(VPCMPEQW, LOW_NIBBLES, LOW_NIBBLES, LOW_NIBBLES);
            to.shiftShortsRight(LOW_NIBBLES, LOW_NIBBLES, 12);
        }
        int once = PanelKernels.begin(to);
        int block = to.here();
        for (int group = 0; group < form.groups(); group++) {
            multiply(group);
            scale(group);
        }
        to.add(RDI, form.blockBytes());
        to.add(RDX, 4 * IntegerInputs.BLOCK * tokens);
        to.countDown(RCX, block);
        return PanelKernels.end(to, once);
    }

    /// sum[t] = Σ q · x over the columns of a group.
    private void multiply(int group) {
        for (int token = 0; token < tokens; token++) {
            if (form.offset()) {
                to.vector(VPBROADCASTD, sum(token, 0), input(IntegerInputs.OFFSET, token));
                to.vector(VPBROADCASTD, sum(token, 1), input(IntegerInputs.OFFSET, token));
            } else {
                to.vector(VPXOR, sum(token, 0), sum(token, 0), sum(token, 0));
                to.vector(VPXOR, sum(token, 1), sum(token, 1), sum(token, 1));
            }
        }
        int pairs = IntegerMatrix.COLUMNS / 2 / form.groups();
        for (int pair = group * pairs; pair < (group + 1) * pairs; pair++) {
            for (int half = 0; half < 2; half++) {
                load(pair, half);
            }
            for (int token = 0; token < tokens; token++) {
                to.vector(VPBROADCASTD, INPUT, input(IntegerInputs.PAIRS + pair, token));
                to.vector(VPMADDWD, PRODUCT, INPUT, WEIGHTS[0]);
                to.vector(VPMADDWD, INPUT, INPUT, WEIGHTS[1]);
                to.vector(VPADDD, sum(token, 0), sum(token, 0), PRODUCT);
                to.vector(VPADDD, sum(token, 1), sum(token, 1), INPUT);
            }
        }
    }

    /// A pair of columns of half a panel, as shorts.
    private void load(int pair, int half) {
        int at = form.quantsAt() + (form.nibbles() ? pair / 2 : pair) * VECTOR + half * VECTOR / 2;
        if (half == 0 && at % PanelKernels.LINE == 0 && (!form.nibbles() || pair % 2 == 0)) {
            to.prefetch(weight(at + PanelKernels.AHEAD));
        }
        if (!form.nibbles()) {
            to.vector(VPMOVSXBW, WEIGHTS[half], weight(at));
        } else if (pair % 2 == 0) {
            to.vector(VPMOVZXBW, RAW[half], weight(at));
            to.vector(VPAND, WEIGHTS[half], RAW[half], LOW_NIBBLES);
        } else {
            to.shiftShortsRight(WEIGHTS[half], RAW[half], 4);
        }
    }

    /// sums[t] += scale · sum[t] - minimum · inputSum[t].
    private void scale(int group) {
        int scales = group * 2 * VECTOR;
        to.prefetch(weight(scales + PanelKernels.AHEAD));
        for (int half = 0; half < 2; half++) {
            to.vector(VMOVUPS, WEIGHTS[half], weight(scales + half * VECTOR));
        }
        to.copy(R9, R8);
        for (int token = 0; token < tokens; token++) {
            to.vector(VBROADCASTSS, INPUT, input(IntegerInputs.SCALE, token));
            to.vector(VMULPS, PRODUCT, INPUT, WEIGHTS[0]);
            to.vector(VMULPS, INPUT, INPUT, WEIGHTS[1]);
            to.vector(VCVTDQ2PS, sum(token, 0), sum(token, 0));
            to.vector(VCVTDQ2PS, sum(token, 1), sum(token, 1));
            to.vector(VFMADD213PS, sum(token, 0), PRODUCT, new At(R9, 0));
            to.vector(VFMADD213PS, sum(token, 1), INPUT, new At(R9, VECTOR));
            if (form.minimums()) {
                to.vector(VBROADCASTSS, INPUT, input(IntegerInputs.SUM, token));
                to.vector(VFNMADD231PS, sum(token, 0), INPUT, weight(form.minimumsAt()));
                to.vector(VFNMADD231PS, sum(token, 1), INPUT, weight(form.minimumsAt() + VECTOR));
            }
            to.store(new At(R9, 0), sum(token, 0));
            to.store(new At(R9, VECTOR), sum(token, 1));
            if (token + 1 < tokens) {
                to.add(R9, RSI);
            }
        }
    }
}
