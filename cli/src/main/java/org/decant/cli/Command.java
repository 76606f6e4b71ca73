package org.decant.cli;

import java.util.List;
import java.util.Map;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// A command of `decant`.
interface Command extends AutoCloseable {

    String name();

    /// What help is asked for by: the command, and what it is about where that decides on its options.
    default String helpName() {
        return name();
    }

    /// One phrase of what it does, for the list of commands.
    String purpose();

    /// The options and operands it takes.
    ///
    /// @param line the command line, which the options may depend on
    /// @param from the word after the command's name
    CommandSpec specification(CommandLineText line, int from);

    /// What it takes after each first operand that changes its options; for shell completion.
    default Map<String, CommandSpec> specificationByOperand() {
        return Map.of();
    }

    /// Runs it and gives the exit status.
    ///
    /// @throws DecantException where something given is wrong
    int run(Invocation invocation);

    /// Lets go of what the command has opened.
    @Override
    default void close() {
    }

    /// A command's words, taken apart.
    ///
    /// @param given   what was given for each option and operand
    /// @param line    the command line, for errors
    /// @param console where the command writes
    record Invocation(ParseResult given, CommandLineText line, Console console) {

        boolean flag(String option) {
            return given.hasMatchedOption(option);
        }

        /// The value of an option given once; null where it is not given.
        String value(String option) {
            return given.matchedOptionValue(option, null);
        }

        /// The word that gives the option.
        int word(String option) {
            return word(option, 0);
        }

        /// The word that gives the option for the `occurrence`th time, from 0.
        int word(String option, int occurrence) {
            return line.option(List.of(given.commandSpec().findOption(option).names()), occurrence);
        }

        /// The value of an option as a whole number.
        ///
        /// @param least the smallest that is allowed
        long integer(String option, long least, long otherwise) {
            String text = value(option);
            if (text == null) {
                return otherwise;
            }
            try {
                long number = Long.parseLong(text.strip().replace("_", ""));
                if (number >= least) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // said below
            }
            String range = least == Long.MIN_VALUE ? "a whole number" : "a whole number from " + least + " up";
            throw new DecantException(Diagnostic.error(
                    line.value(word(option)), "`" + text + "` is not " + range,
                    "give `" + option + "` " + range));
        }

        /// The operand at `index`, from 0; null where it is not given.
        String operand(int index) {
            return given.hasMatchedPositional(index) ? given.matchedPositionalValue(index, null) : null;
        }
    }
}
