package org.decant.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The training run for the AOT cache: runs the commands of a file, one a line, words parted by blanks, in one JVM. The
/// launcher starts it once after a build. The commands should touch what short commands need, be quick, print to the streams
/// they are given, and leave the Vector API alone (its late-loaded module cannot be cached).
final class AotTraining {
    private AotTraining() {
    }

    public static void main(String[] args) throws IOException {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String command = line.strip();
            if (!command.isEmpty() && !command.startsWith("#")) {
                int status = Decant.run(nowhere, System.err, command.split("\\s+"));
                if (status != 0) {
                    System.err.println("status " + status + ": " + command);
                }
            }
        }
    }
}
