package org.decant.cli;

/// A line on a terminal that says what takes so long: shown after a second, wiped out when it is over.
final class ProgressLine implements AutoCloseable {
    private static final long PATIENCE_MILLISECONDS = 1000;

    private final Console console;
    private boolean shown;
    private boolean over;

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
            if (!over) {
                console.err().print(console.onErr(Style.QUIET, "decant: " + doing + " …"));
                console.err().flush();
                shown = true;
            }
        }
    }

    /// The wait is over.
    @Override
    public synchronized void close() {
        over = true;
        if (shown) {
            console.err().print("\r\u001B[K");
            console.err().flush();
            shown = false;
        }
    }
}
