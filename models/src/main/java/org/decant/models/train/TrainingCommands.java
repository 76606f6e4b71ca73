package org.decant.models.train;

import java.io.PrintWriter;
import org.decant.runtime.diagnostic.DecantException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The commands that train the built-in models: `train`, `heads`, `export`, `plot`, `measure`. Exit status: 0 fine, 2 something
/// given is wrong.
@Command(name = "models", description = "Trains the built-in models.", mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TrainCommand.class, HeadsCommand.class, ExportCommand.class, PlotCommand.class,
            MeasureCommand.class})
public final class TrainingCommands {
    private static final int WRONG_INPUT = 2;

    public static void main(String[] words) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), words));
    }

    /// Runs one command line and returns its exit status.
    static int run(PrintWriter out, PrintWriter err, String... words) {
        CommandLine line = new CommandLine(new TrainingCommands()).setOut(out).setErr(err);
        line.setExecutionExceptionHandler((failure, _, _) -> {
            if (failure instanceof DecantException wrong) {
                err.println(wrong.getMessage());
                return WRONG_INPUT;
            }
            throw failure;
        });
        return line.execute(words);
    }
}
