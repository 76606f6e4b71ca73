package org.decant.runtime.model.llama;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.decant.runtime.KernelChoice;

/// Which kernels are compiled. Until the JVM's optimizing compiler has made machine code of operations on vectors, each
/// of them is a call that allocates, and a model would take seconds for its first tokens. So kernels begin as plain
/// loops, and a thread beside rehearses those with vectors, until they are the faster ones. Both give the same bits: no
/// result depends on when that is.
///
/// A kernel's operations on vectors are in a method of their own. Where they are a branch beside the plain loop, the compiler
/// sees them run rarely; it then does not put the calls before the loop into it, and every vector in the loop is an object.
///
/// [KernelChoice] can hold a process to either.
enum Warmth {
    /// Attention, norms and gates.
    ACTIVATIONS,
    /// Products with weights that are floats, or were decoded.
    PRODUCTS,
    /// [ByteMatrix].
    BYTES,
    /// [NibbleMatrix].
    NIBBLES;

    /// What is over before that needs no other kernels, and has the processor for itself.
    private static final long DELAY_MILLIS = 500;
    /// The rehearsal of a kernel takes up to so long at a time, and as long pauses.
    private static final long TURN_MILLIS = 5;
    /// Where the compiler cannot do it by then, plain loops stay.
    private static final long MOST_NANOS = 30_000_000_000L;
    private static final Set<Warmth> begun = EnumSet.noneOf(Warmth.class);

    /// Not volatile: it is read by every kernel, and whether it is seen a little later does not matter.
    private boolean cold = !KernelChoice.made().vectorsAtOnce();

    /// Whether a kernel has to be the plain loop. Not for the thread that rehearses the other one.
    boolean isCold() {
        return cold && !(Thread.currentThread() instanceof Rehearsing rehearsing && rehearsing.vectors);
    }

    /// Begins to rehearse kernels, unless that was done before.
    static void begin(Collection<Warmth> kernels) {
        List<Rehearsal> rehearsals = new ArrayList<>();
        synchronized (begun) {
            for (Warmth warmth : kernels) {
                if (warmth.cold && KernelChoice.made() != KernelChoice.PLAIN && begun.add(warmth)) {
                    rehearsals.add(new Rehearsal(warmth, warmth.kernels()));
                }
            }
        }
        if (!rehearsals.isEmpty()) {
            new Rehearsing(rehearsals).start();
        }
    }

    /// Uses the kernels with vectors, or the plain ones, from now on.
    static void use(boolean vectors) {
        for (Warmth warmth : values()) {
            warmth.cold = !vectors;
        }
    }

    /// What runs all kernels of this kind once.
    private Runnable kernels() {
        int rows = 2 * Lanes.PANEL;
        int columns = PanelProduct.DEPTH;
        return switch (this) {
            case ACTIVATIONS -> activations();
            case PRODUCTS -> products(new FloatMatrix(rows, columns, new float[rows * columns]));
            case BYTES -> products(new ByteMatrix(rows, columns, new int[rows * columns / 4],
                    new float[rows * columns / 32], null, 32));
            case NIBBLES -> products(new NibbleMatrix(rows, columns, new int[rows * columns / 8],
                    new float[rows * columns / 32], null));
        };
    }

    private static Runnable activations() {
        Runnable attention = Attention.rehearsal();
        float[] x = floats(2 * Lanes.PADDING);
        float[] y = floats(2 * Lanes.PADDING);
        float[] factors = floats(2 * Lanes.PADDING);
        return () -> {
            attention.run();
            Normalization.row(x, 0, x.length, factors, 1e-5f, y, 0);
            Normalization.gate(y, x, 0, x.length);
        };
    }

    private static Runnable products(DecodedMatrix matrix) {
        float[] x = floats(PanelProduct.TOKENS * Lanes.padded(matrix.columns));
        float[] out = new float[PanelProduct.TOKENS * matrix.rows];
        Inputs inputs = Inputs.of(1, PanelProduct.TOKENS, matrix.columns, Set.of(Inputs.Layout.JAVA))[0];
        Scratch scratch = new Scratch(PanelProduct.TOKENS);
        return () -> {
            for (int tokens : new int[] {1, 2, PanelProduct.TOKENS}) {
                inputs.use(x, tokens, matrix.columns);
                inputs.prepareFew();
                inputs.pack(0, 1);
                matrix.multiplyInJava(inputs, out, matrix.rows, 0, matrix.rows, false, scratch);
            }
        };
    }

    static float[] floats(int count) {
        Random random = new Random(1);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    /// How fast kernels are with vectors and as plain loops.
    private static final class Rehearsal {
        private final Warmth warmth;
        private final Runnable kernels;

        Rehearsal(Warmth warmth, Runnable kernels) {
            this.warmth = warmth;
            this.kernels = kernels;
        }

        /// Runs them for a while; says whether they are ready.
        boolean ready(Rehearsing thread) {
            long plain = Long.MAX_VALUE;
            long vectors = Long.MAX_VALUE;
            long end = System.nanoTime() + 1_000_000 * TURN_MILLIS;
            do {
                thread.vectors = false;
                plain = Math.min(plain, time());
                thread.vectors = true;
                vectors = Math.min(vectors, time());
            } while (System.nanoTime() < end);
            thread.vectors = false;
            return vectors < plain;
        }

        private long time() {
            long begun = System.nanoTime();
            kernels.run();
            return System.nanoTime() - begun;
        }
    }

    /// The thread that rehearses.
    private static final class Rehearsing extends Thread {
        private final List<Rehearsal> rehearsals;
        private boolean vectors;

        Rehearsing(List<Rehearsal> rehearsals) {
            super("decant-rehearsal");
            this.rehearsals = rehearsals;
            setDaemon(true);
        }

        @Override
        public void run() {
            long end = System.nanoTime() + MOST_NANOS;
            try {
                sleep(DELAY_MILLIS);
                while (!rehearsals.isEmpty() && System.nanoTime() < end) {
                    rehearsals.removeIf(this::rehearse);
                    sleep(TURN_MILLIS);
                }
            } catch (InterruptedException interrupted) {
                // whoever wants it to end may have that: plain loops stay
            }
        }

        private boolean rehearse(Rehearsal rehearsal) {
            boolean ready = rehearsal.ready(this);
            if (ready) {
                rehearsal.warmth.cold = false;
            }
            return ready;
        }
    }
}
