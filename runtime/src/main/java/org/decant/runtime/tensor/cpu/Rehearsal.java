package org.decant.runtime.tensor.cpu;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.decant.runtime.KernelChoice;

/// Runs the loops of a program with vectors, beside the runs that are wanted, until they are the faster ones. Operations on vectors
/// are calls that allocate until the JVM's optimizing compiler has made machine code of them, which takes seconds; until then
/// programs take plain loops, which give the same bits.
///
/// [KernelChoice] can hold a process to either.
final class Rehearsal {
    /// Programs that run only a few times are not worth it.
    static final int RUNS_BEFORE = 8;
    private static final long DELAY_MILLIS = 500;
    /// Where the compiler cannot do it by then, plain loops stay.
    private static final long MOST_NANOS = 30_000_000_000L;
    /// A single run may have been lucky.
    private static final int FASTER_RUNS = 3;

    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("decant tensor rehearsal").factory());

    private Rehearsal() {
    }

    /// @param workspace with inputs that a run went well with
    static void begin(CpuProgram program, Workspace workspace) {
        if (KernelChoice.made() != KernelChoice.PLAIN) {
            THREAD.submit(() -> rehearse(program, workspace));
        }
    }

    private static Void rehearse(CpuProgram program, Workspace workspace) throws InterruptedException {
        Thread.sleep(DELAY_MILLIS);
        long began = System.nanoTime();
        int faster = 0;
        while (faster < FASTER_RUNS && System.nanoTime() - began < MOST_NANOS) {
            long plain = time(program, workspace, false);
            long vectors = time(program, workspace, true);
            faster = vectors < plain ? faster + 1 : 0;
            Thread.sleep((plain + vectors) / 1_000_000);
        }
        if (faster == FASTER_RUNS) {
            program.warm();
        }
        return null;
    }

    private static long time(CpuProgram program, Workspace workspace, boolean vectors) {
        long began = System.nanoTime();
        program.run(workspace, vectors);
        return System.nanoTime() - began;
    }
}
