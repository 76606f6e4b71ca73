package org.decant.runtime.model.llama;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.decant.runtime.KernelChoice;
import org.decant.runtime.machine.MachineCode;

/// Kernels in machine code that multiply panels of a matrix with one vector, with two and so on, and the walk over a matrix that
/// all of them share.
///
/// A panel is 16 rows, cut into blocks of columns that follow each other; so do the panels. A kernel is a procedure that
/// gets the places of a panel's block, of the vectors' block and of the sums, and as numbers the blocks and the panels to
/// multiply and how far the sums of two vectors are apart, in bytes. It adds to the sums: those of the rows of a panel lie
/// side by side.
///
/// @param columns    of a block
/// @param blockBytes of a block of weights
/// @param inputInts  of a block of a vector
record PanelKernels(MachineCode[] byTokens, int columns, int blockBytes, int inputInts) {
    /// Rows of a panel: a kernel has them in two vectors.
    static final int PANEL = 16;
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
                byTokens[tokens - 1].run(weights, panel * panelBytes, x, 0, sums, 4L * panel * PANEL, blocks,
                        Math.min(panels, last - panel), 4L * stride);
            }
            return;
        }
        int few = Math.ceilDiv(blocks, (int) Math.ceilDiv(panelBytes, NEAR_BYTES));
        for (int panel = first; panel < last; panel++) {
            for (int block = 0; block < blocks; block += few) {
                for (int token = 0, width; token < tokens; token += width) {
                    width = width(tokens - token, byTokens.length);
                    byTokens[width - 1].run(weights, panel * panelBytes + (long) block * blockBytes,
                            x, 4L * inputInts * (token * xBlocks + block * width),
                            sums, 4L * (token * stride + panel * PANEL), Math.min(few, blocks - block), 1, 4L * stride);
                }
            }
        }
    }
}
