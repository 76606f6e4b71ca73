package org.decant.cli;

import java.io.PrintStream;

/// Text that goes to standard output as it comes.
final class TextStream implements AutoCloseable {
    private final PrintStream out;
    private final Runnable whenBegun;
    private Runnable whenCut = () -> { };
    private boolean begun;
    private boolean inLine;
    private boolean cut;

    /// @param whenBegun called before the first text
    TextStream(Console console, Runnable whenBegun) {
        this.out = console.out();
        this.whenBegun = whenBegun;
    }

    /// What to do when nobody reads any more, as when a pipe's other end is closed.
    void whenCut(Runnable action) {
        whenCut = action;
    }

    /// Shows a piece at once.
    void text(String piece) {
        if (piece.isEmpty()) {
            return;
        }
        if (!begun) {
            begun = true;
            whenBegun.run();
        }
        out.print(piece);
        inLine = !piece.endsWith("\n");
        if (out.checkError() && !cut) { // flushes first
            cut = true;
            whenCut.run();
        }
    }

    /// Whether the text could not be written any more.
    boolean cut() {
        return cut;
    }

    /// Goes to a new line, unless it is at the beginning of one.
    void endLine() {
        if (inLine) {
            out.println();
            inLine = false;
        }
        out.flush();
    }

    @Override
    public void close() {
        endLine();
    }
}
