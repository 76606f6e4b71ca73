package org.decant.cli;

import java.util.Locale;

/// Says what takes so long: in a terminal a line that comes after a moment and is wiped out when it is over, elsewhere
/// plain lines.
final class ProgressLine implements AutoCloseable {
    private static final long PATIENCE_MILLISECONDS = 1000;
    /// In a terminal a bar is not in the way, and comes sooner.
    private static final long BAR_MILLISECONDS = 400;
    private static final int BAR = 24;

    private final Console console;
    private boolean shown;
    private boolean over;
    /// What [#tell] was told last, since when, and the quarter of it that has a line already.
    private String told = "";
    private long start;
    private int quarter;

    /// A line that only shows what it is told.
    ProgressLine(Console console) {
        this.console = console;
    }

    /// @param doing what is being done, such as `opening the models`
    ProgressLine(Console console, String doing) {
        this.console = console;
        if (console.errInTerminal()) {
            Thread.ofPlatform().daemon().name("progress").start(() -> showLater(doing));
        }
    }

    private void showLater(String doing) {
        try {
            Thread.sleep(PATIENCE_MILLISECONDS);
        } catch (InterruptedException interrupted) {
            return;
        }
        synchronized (this) {
            if (!over && !shown) {
                show(doing + " …");
            }
        }
    }

    private void show(String text) {
        console.err().print((shown ? "\r\u001B[K" : "") + console.onErr(Style.QUIET, "decant: " + text));
        console.err().flush();
        shown = true;
    }

    /// How far something is.
    ///
    /// @param doing such as `loading model.gguf`
    /// @param part  from 0 to 1
    synchronized void tell(String doing, double part) {
        if (!doing.equals(told)) {
            told = doing;
            start = System.nanoTime();
            quarter = 0;
        }
        long milliseconds = (System.nanoTime() - start) / 1_000_000;
        if (over) {
            return;
        }
        if (console.errInTerminal()) {
            if (part >= 1) {
                wipe();
            } else if (shown || milliseconds >= BAR_MILLISECONDS) {
                int full = (int) (BAR * part);
                show(doing + " [" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + percent(part));
            }
        } else if (milliseconds >= PATIENCE_MILLISECONDS && (int) (4 * part) > quarter) {
            quarter = (int) (4 * part);
            console.err().println("decant: " + doing + ", " + percent(part));
            console.err().flush();
        }
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * part);
    }

    private void wipe() {
        if (shown) {
            console.err().print("\r\u001B[K");
            console.err().flush();
            shown = false;
        }
    }

    /// The wait is over.
    @Override
    public synchronized void close() {
        over = true;
        wipe();
    }
}
