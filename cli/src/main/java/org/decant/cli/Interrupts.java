package org.decant.cli;

import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// While open, Ctrl-C calls `first` instead of ending the process; the second one ends it at once.
final class Interrupts implements AutoCloseable {
    private static final Signal INTERRUPT = new Signal("INT");

    private final SignalHandler before;

    Interrupts(Runnable first) {
        AtomicInteger count = new AtomicInteger();
        before = Signal.handle(INTERRUPT, _ -> {
            if (count.incrementAndGet() == 1) {
                Thread.ofPlatform().daemon().name("interrupt").start(first);
            } else {
                Runtime.getRuntime().halt(Failures.INTERRUPTED);
            }
        });
    }

    @Override
    public void close() {
        Signal.handle(INTERRUPT, before);
    }
}
