package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// `help` and `--version`.
class HelpTest {

    @Test
    void helpNamesEveryCommand() {
        String help = CommandRun.of("help").fine().out();
        for (String command : new String[] {"run", "check", "list", "tasks", "measure", "model", "eval", "repl", "completion"}) {
            assertTrue(help.contains("\n  " + command + " "), help);
            assertTrue(CommandRun.of(command, "--help").fine().out().startsWith("Usage: decant " + command), command);
            assertEquals(CommandRun.of(command, "-h").fine().out(), CommandRun.of("help", command).fine().out());
        }
        assertEquals(help, CommandRun.of("--help").fine().out());
        CommandRun.of("help", "rnu").refused("did you mean `run`?");
    }

    @Test
    void versionNamesTheOptimizingEngine() {
        String version = CommandRun.of("--version").fine().out();
        assertTrue(version.startsWith("decant "), version);
        assertTrue(version.contains("GraalVM CE, optimizing"), version);
        assertTrue(version.contains("jdk     " + Runtime.version().feature()), version);
    }

}
