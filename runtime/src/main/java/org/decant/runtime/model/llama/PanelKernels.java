package org.decant.runtime.model.llama;

import static org.decant.runtime.machine.Assembler.General.R10;
import static org.decant.runtime.machine.Assembler.General.R11;
import static org.decant.runtime.machine.Assembler.General.R8;
import static org.decant.runtime.machine.Assembler.General.R9;
import static org.decant.runtime.machine.Assembler.General.RAX;
import static org.decant.runtime.machine.Assembler.General.RCX;
import static org.decant.runtime.machine.Assembler.General.RDI;
import static org.decant.runtime.machine.Assembler.General.RDX;
import static org.decant.runtime.machine.Assembler.General.RSI;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.decant.runtime.KernelChoice;
import org.decant.runtime.machine.Assembler;
import org.decant.runtime.machine.MachineCode;

/// Kernels in machine code that multiply panels of a matrix with one vector, with two and so on, and the walk over a matrix that
/// all of them share.
///
/// A panel is 16 rows, cut into blocks of columns that follow each other; so do the panels. A kernel is a procedure that
/// gets the places of a panel's block, of the vectors' block and of the sums; and as numbers the blocks to multiply and how
/// far the sums of two vectors are apart, then how often to do so, and how much further the three places are each time. It
/// adds to the sums: those of the rows of a panel lie side by side. Distances are in bytes.
///
/// @param columns    of a block
/// @param blockBytes of a block of weights
/// @param inputInts  of a block of a vector
record PanelKernels(MachineCode[] byTokens, int columns, int blockBytes, int inputInts) {
    /// Rows of a panel: a kernel has them in two vectors.
    static final int PANEL = 16;
    /// How far ahead memory is asked for, in bytes: the processor does so by itself, but not from one page to the next.
    static final int AHEAD = 4096;
    /// Memory is read by so many bytes.
    static final int LINE = 64;
    /// Where a kernel finds its numbers on the stack, see [MachineCode].
    private static final int BLOCKS = 8;
    private static final int SUMS_APART = 16;
    private static final int TIMES = 24;
    private static final int WEIGHTS_STEP = 32;
    private static final int INPUTS_STEP = 40;
    private static final int SUMS_STEP = 48;
    /// Where there are more vectors than a kernel takes, so many weights of a panel at a time: half of the nearest cache, in which
    /// they stay for all of them.
    private static final int NEAR_BYTES = 16 << 10;
    /// Weights multiplied in a call, which take some 10 µs: the JVM waits for it.
    private static final int CALL_BYTES = 128 << 10;

    /// @param most how many vectors a kernel takes at most
    /// @param code of the kernel for so many vectors
    /// @return null where machine code cannot be run
    static PanelKernels of(int most, IntFunction<byte[]> code, int columns, int blockBytes, int inputInts) {
        MachineCode[] byTokens = new MachineCode[most];
        for (int i = 0; i < most; i++) {
            byTokens[i] = MachineCode.load(code.apply(i + 1)).orElse(null);
            if (byTokens[i] == null) {
                return null;
            }
        }
        return new PanelKernels(byTokens, columns, blockBytes, inputInts);
    }

    /// Begins a kernel. What follows finds the weights' block at RDI, the vectors' at RDX, the first vector's sums at R8, in RCX how
    /// many blocks to multiply, and in RSI how far the sums of two vectors are apart; it may use R9, and goes on to the next blocks by
    /// itself.
    ///
    /// @return for [#end]
    static int begin(Assembler to) {
        to.add(RDI, RSI);
        to.add(RDX, RCX);
        to.add(R8, R9);
        to.copy(RAX, RDI);
        to.copy(R10, RDX);
        to.loadFromStack(RSI, SUMS_APART);
        to.loadFromStack(R11, TIMES);
        int once = to.here();
        to.copy(RDI, RAX);
        to.copy(RDX, R10);
        to.loadFromStack(RCX, BLOCKS);
        return once;
    }

    /// Ends a kernel; gives its code.
    static byte[] end(Assembler to, int once) {
        to.addFromStack(RAX, WEIGHTS_STEP);
        to.addFromStack(R10, INPUTS_STEP);
        to.addFromStack(R8, SUMS_STEP);
        to.countDown(R11, once);
        to.forgetUpperHalves();
        to.end();
        return to.code();
    }

    /// Whether there can be such kernels, on a processor with these features.
    static boolean available(String... features) {
        return KernelChoice.made().machineCode() && MachineCode.available(features);
    }

    /// Vectors that are multiplied next where `left` are left: each time about as many.
    ///
    /// @param most how many vectors a kernel takes at most
    static int width(int left, int most) {
        return Math.ceilDiv(left, Math.ceilDiv(left, most));
    }

    /// See [Matrix#multiply].
    ///
    /// @param weights the whole matrix
    /// @param blocks  of each of its rows
    /// @param x       the vectors, in widths as [#width] gives them; of each of these, block after block, for each its ints, those of
    ///                the vectors side by side
    /// @param xBlocks blocks of a vector, some perhaps behind those of a row
    void multiply(MemorySegment weights, int blocks, MemorySegment x, int xBlocks, int tokens, float[] out, int stride,
            int from, int to, boolean add) {
        int first = from / PANEL;
        int last = Math.ceilDiv(to, PANEL);
        if (!add) {
            for (int token = 0; token < tokens; token++) {
                Arrays.fill(out, token * stride + from, token * stride + last * PANEL, 0);
            }
        }
        MemorySegment sums = MemorySegment.ofArray(out);
        long panelBytes = (long) blocks * blockBytes;
        if (tokens <= byTokens.length) {
            int panels = (int) Math.max(1, CALL_BYTES / panelBytes);
            for (int panel = first; panel < last; panel += panels) {
                byTokens[tokens - 1].run(weights, panel * panelBytes, x, 0, sums, 4L * panel * PANEL, blocks, 4L * stride,
                        Math.min(panels, last - panel), panelBytes, 0, 4 * PANEL);
            }
            return;
        }
        int few = Math.ceilDiv(blocks, (int) Math.ceilDiv(panelBytes, NEAR_BYTES));
        for (int panel = first; panel < last; panel++) {
            for (int block = 0; block < blocks; block += few) {
                for (int token = 0, width, times; token < tokens; token += times * width) {
                    width = width(tokens - token, byTokens.length);
                    times = times(tokens - token, width);
                    byTokens[width - 1].run(weights, panel * panelBytes + (long) block * blockBytes,
                            x, 4L * inputInts * (token * xBlocks + block * width),
                            sums, 4L * (token * stride + panel * PANEL), Math.min(few, blocks - block), 4L * stride,
                            times, 0, 4L * inputInts * width * xBlocks, 4L * width * stride);
                }
            }
        }
    }

    /// How often that width comes next where `left` vectors are left.
    private int times(int left, int width) {
        int times = 1;
        while (left > times * width && width(left - times * width, byTokens.length) == width) {
            times++;
        }
        return times;
    }
}
