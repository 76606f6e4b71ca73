package org.decant.cli;

/// Where the REPL's inputs come from.
interface LineSource extends AutoCloseable {

    /// The next whole input, of one line or several; null at the end. An input that was given up with Ctrl-C is empty.
    String next();

    @Override
    void close();
}
