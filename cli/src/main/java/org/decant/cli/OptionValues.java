package org.decant.cli;

import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Ties options to their values (`--prompt=-h` for `--prompt -h`), so that the option parser takes values that look like
/// options, and an option whose value may be left out does not take an operand for it.
final class OptionValues {

    private OptionValues() {
    }

    /// The words from `from` on with every option that has a value written as `--option=value`.
    ///
    /// @throws DecantException where another option, or nothing, is in a value's place
    static String[] tied(CommandLineText line, int from, CommandSpec specification) {
        List<String> words = line.words();
        List<String> tied = new ArrayList<>();
        for (int i = from; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                tied.addAll(words.subList(i, words.size()));
                break;
            }
            OptionSpec option = option(specification, word);
            String next = i + 1 < words.size() ? words.get(i + 1) : null;
            if (option == null || option.arity().max() == 0) {
                tied.add(word);
            } else if (takes(option, next, specification)) {
                tied.add(word + "=" + next);
                i++;
            } else if (option.arity().min() == 0) {
                tied.add(word + "=" + option.fallbackValue());
            } else {
                String label = word + "=" + option.paramLabel();
                throw line.error(i, "`" + word + "` has no value", next == null ? "write `" + label + "`"
                        : "write `" + label + "`, also for a value that looks like an option");
            }
        }
        return tied.toArray(String[]::new);
    }

    /// The places of the operands among words from `from` on, whose options are not all known yet.
    static List<Integer> operands(CommandLineText line, int from, CommandSpec specification) {
        List<String> words = line.words();
        List<Integer> operands = new ArrayList<>();
        boolean optionsOver = false;
        for (int i = from; i < words.size(); i++) {
            String word = words.get(i);
            OptionSpec option = optionsOver ? null : option(specification, word);
            if (word.equals("--") && !optionsOver) {
                optionsOver = true;
            } else if (option != null && option.arity().max() > 0) {
                i += takes(option, i + 1 < words.size() ? words.get(i + 1) : null, specification) ? 1 : 0;
            } else if (optionsOver || !word.startsWith("-")) {
                operands.add(i);
            }
        }
        return operands;
    }

    private static boolean takes(OptionSpec option, String next, CommandSpec specification) {
        if (next == null || next.equals("--")) {
            return false;
        }
        if (option.arity().min() == 0) {
            return !next.isEmpty() && next.chars().allMatch(Character::isDigit);
        }
        int equals = next.indexOf('=');
        return option(specification, equals < 0 ? next : next.substring(0, equals)) == null;
    }

    /// The option of that name, dashes included; null where there is none.
    private static OptionSpec option(CommandSpec specification, String word) {
        return word.startsWith("-") ? specification.findOption(word) : null;
    }
}
