package org.decant.cli;

import java.util.Locale;

/// How far long work has come: a bar on a terminal, a plain line now and then elsewhere. Nothing is shown of short work.
final class CountedProgress implements AutoCloseable {
    private static final long FIRST_NANOSECONDS = 1_000_000_000L;
    private static final long BAR_NANOSECONDS = 200_000_000L;
    private static final long LINE_NANOSECONDS = 10_000_000_000L;
    private static final int BAR_WIDTH = 30;

    private final Console console;
    private final String doing;
    private long next = System.nanoTime() + FIRST_NANOSECONDS;
    private boolean bar;

    /// @param doing what is being done, such as `checking speculative`
    CountedProgress(Console console, String doing) {
        this.console = console;
        this.doing = doing;
    }

    /// @param what more to say, such as `1200 runs`
    void at(long done, long all, String what) {
        if (System.nanoTime() - next < 0) {
            return;
        }
        if (console.errInTerminal()) {
            int filled = (int) (done * BAR_WIDTH / Math.max(all, 1));
            console.err().print("\r\u001B[K" + console.onErr(Style.QUIET, String.format(Locale.ROOT, "decant: %s %s%s %d of %d, %s",
                    doing, "█".repeat(filled), "░".repeat(BAR_WIDTH - filled), done, all, what)));
            bar = true;
            next = System.nanoTime() + BAR_NANOSECONDS;
        } else {
            console.err().println("decant: " + doing + ", " + done + " of " + all + ", " + what);
            next = System.nanoTime() + LINE_NANOSECONDS;
        }
        console.err().flush();
    }

    @Override
    public void close() {
        if (bar) {
            console.err().print("\r\u001B[K");
            console.err().flush();
        }
    }
}
