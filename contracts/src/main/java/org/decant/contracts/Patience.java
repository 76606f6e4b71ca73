package org.decant.contracts;

import java.util.concurrent.TimeUnit;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.host.RunRequest;
import org.decant.compiler.host.RunResult;

/// Ends runs, one at a time, that take too long.
final class Patience implements AutoCloseable {
    private final long nanoseconds;
    private final Thread watch;
    private volatile RunRequest running;
    private volatile long since;
    private volatile boolean closed;

    Patience(long seconds) {
        nanoseconds = TimeUnit.SECONDS.toNanos(seconds);
        watch = Thread.ofVirtual().name("patience").start(this::watch);
    }

    private void watch() {
        while (!closed) {
            try {
                Thread.sleep(500);
            } catch (InterruptedException interrupted) {
                return;
            }
            RunRequest request = running;
            if (request != null && System.nanoTime() - since > nanoseconds) {
                request.cancel();
            }
        }
    }

    RunResult run(LoadedStrategy strategy, RunRequest request) {
        since = System.nanoTime();
        running = request;
        try {
            return strategy.run(request);
        } finally {
            running = null;
        }
    }

    @Override
    public void close() {
        closed = true;
        watch.interrupt();
    }
}
