package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OptionErrorsTest {

    @Test
    void unknownOptionIsMarkedWithItsNearestName() {
        assertEquals("""
                error: there is no option `--temprature`
                  --> command line:1:20
                   |
                1  | decant run nucleus --temprature=0.7
                   |                    ^^^^^^^^^^^^
                  help: did you mean `--temperature`?
                """, CommandRun.of("run", "nucleus", "--temprature=0.7").refused().err());
    }

    @Test
    void unknownOptionWithoutANearNameShowsWhereTheStrategysOptionsAre() {
        CommandRun.of("run", "greedy", "--gamma", "3").refused("there is no option `--gamma`", "`decant run greedy --help`");
    }

    @Test
    void severalUnknownOptionsAreAllSaid() {
        CommandRun.of("run", "speculative", "--gama", "6", "--draftr", "ngram:builtin")
                .refused("`--gama`", "did you mean `--gamma`?", "`--draftr`", "did you mean `--drafter`?");
    }

    @Test
    void optionWithoutValue() {
        CommandRun.of("run", "nucleus", "--seed").refused("`--seed` has no value", "write `--seed=N`");
        CommandRun.of("run", "nucleus", "--prompt", "--seed", "3").refused("`--prompt` has no value",
                "`--prompt=TEXT`, also for a value that looks like an option");
    }

    @Test
    void valueThatBeginsLikeAnOption() {
        CommandRun.of("eval", "--seed", "-h1", "1").refused("`-h1` is not a whole number");
        CommandRun.of("eval", "--seed", "-x", "1").refused("`-x` is not a whole number");
    }

    @Test
    void flagWithValue() {
        CommandRun.of("list", "--json=yes").refused("`--json` takes no value", "write `--json`");
    }

    @Test
    void optionGivenTwice() {
        assertEquals("""
                error: `--seed` is given twice
                  --> command line:1:29
                   |
                1  | decant run nucleus --seed 1 --seed 2
                   |                             ^^^^^^
                  help: give it once
                """, CommandRun.of("run", "nucleus", "--seed", "1", "--seed", "2").refused().err());
    }

    @Test
    void oneWordTooMany() {
        CommandRun.of("run", "nucleus", "Once", "--seed", "1")
                .refused("`Once` is one word too many", "put a text with blanks in quotes");
    }

    @Test
    void missingOperand() {
        CommandRun.of("check").refused("`decant check` needs FILE|NAME", "`decant check --help`");
        CommandRun.of("run").refused("`decant run` needs NAME|FILE");
    }

    @Test
    void unknownCommand() {
        CommandRun.of("rnu", "nucleus").refused("there is no command `rnu`", "did you mean `run`?");
        CommandRun.of("mine.decode").refused("`decant run mine.decode`");
        CommandRun.of("--json", "list").refused("`--json` comes before any command");
    }

    @Test
    void nothingAtAllShowsHelp() {
        CommandRun nothing = CommandRun.of();
        assertEquals(2, nothing.status());
        assertEquals(CommandRun.of("--help").fine().out(), nothing.err());
    }
}
