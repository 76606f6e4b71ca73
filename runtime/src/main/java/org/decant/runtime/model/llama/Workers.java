package org.decant.runtime.model.llama;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// The threads that compute. All models of a process share them, and one forward pass at a time has them.
///
/// A pass is many short steps with a barrier after each, so workers wait by spinning; between passes they spin for a
/// moment, since the next one usually follows soon, and then sleep.
final class Workers {
    private static final int SPINS_BEFORE_YIELD = 2_000;
    private static final long AWAKE_NANOS = 3_000_000;
    private static final VarHandle ARRIVED;
    private static final VarHandle PHASE;
    private static final VarHandle STOPPED;
    /// A pass over weights of fewer bytes is over sooner than workers have met at all its barriers.
    private static final long LEAST_BYTES = 16 << 20;
    private static final Workers ALONE = new Workers(1);
    private static Workers shared;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ARRIVED = lookup.findVarHandle(Workers.class, "arrived", int.class);
            PHASE = lookup.findVarHandle(Workers.class, "phase", int.class);
            STOPPED = lookup.findVarHandle(Workers.class, "stopped", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final int count;
    private final Thread[] threads;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Task task;
    /// Counts tasks: a worker sees by it that there is a new one.
    private volatile int tasks;
    private volatile Throwable failure;
    @SuppressWarnings("unused")
    private int arrived;
    @SuppressWarnings("unused")
    private int phase;
    /// Workers that have left a task that failed.
    @SuppressWarnings("unused")
    private int stopped;

    /// What every worker runs, each with its number.
    @FunctionalInterface
    interface Task {
        void run(int worker);
    }

    /// @param count workers, the calling thread among them
    Workers(int count) {
        this.count = count;
        this.threads = new Thread[count - 1];
        for (int i = 0; i < threads.length; i++) {
            int worker = i + 1;
            threads[i] = Thread.ofPlatform().daemon().name("decant-worker-" + worker).unstarted(() -> serve(worker));
            threads[i].start();
        }
    }

    /// The workers for a model of that many bytes: the calling thread alone where it is small, unless the property
    /// `decant.threads` says how many there are.
    static Workers of(long bytes) {
        return bytes < LEAST_BYTES && Integer.getInteger("decant.threads") == null ? ALONE : shared();
    }

    /// The workers of this process: one for each processor, or as many as the property `decant.threads` says.
    static synchronized Workers shared() {
        if (shared == null) {
            int processors = Runtime.getRuntime().availableProcessors();
            shared = new Workers(Math.clamp(Integer.getInteger("decant.threads", processors), 1, 256));
        }
        return shared;
    }

    int count() {
        return count;
    }

    /// Runs `what` on all workers; the calling thread is worker 0. Returns when all have ended.
    void run(Task what) {
        lock.lock();
        try {
            failure = null;
            task = what;
            tasks++;
            for (Thread thread : threads) {
                LockSupport.unpark(thread);
            }
            try {
                what.run(0);
                barrier();
            } catch (Throwable thrown) {
                fail(thrown);
            }
            if (failure != null) {
                // Workers that still run find the failure at their next barrier.
                awaitIdle();
                rethrow(failure);
            }
        } finally {
            task = null;
            lock.unlock();
        }
    }

    private void serve(int worker) {
        int done = 0;
        while (true) {
            long start = System.nanoTime();
            for (int spins = 0; tasks == done; spins++) {
                if (spins < SPINS_BEFORE_YIELD) {
                    Thread.onSpinWait();
                } else if (System.nanoTime() - start < AWAKE_NANOS) {
                    Thread.yield();
                } else {
                    LockSupport.park(this);
                }
            }
            done = tasks;
            try {
                task.run(worker);
                barrier();
            } catch (Throwable thrown) {
                fail(thrown);
                STOPPED.getAndAdd(this, 1);
            }
        }
    }

    private void awaitIdle() {
        while ((int) STOPPED.getAcquire(this) < threads.length) {
            Thread.onSpinWait();
        }
        STOPPED.setVolatile(this, 0);
        ARRIVED.setVolatile(this, 0);
    }

    private void fail(Throwable thrown) {
        if (!(thrown instanceof Stopped)) {
            failure = thrown;
        }
    }

    /// Waits until all workers have come here; what each wrote before, all see after.
    void barrier() {
        if (count == 1) {
            return;
        }
        int mine = (int) PHASE.getAcquire(this);
        if ((int) ARRIVED.getAndAdd(this, 1) == count - 1) {
            ARRIVED.setOpaque(this, 0);
            PHASE.setRelease(this, mine + 1);
            return;
        }
        int spins = 0;
        while ((int) PHASE.getAcquire(this) == mine) {
            if (failure != null) {
                throw new Stopped();
            }
            if (++spins < SPINS_BEFORE_YIELD) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    /// Thrown out of a barrier where another worker has failed.
    private static final class Stopped extends RuntimeException {
        Stopped() {
            super(null, null, false, false);
        }
    }

    private static void rethrow(Throwable thrown) {
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        throw (Error) thrown;
    }
}
