package org.decant.cli;

import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.diagnostic.Span;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says what the option parser found as errors in the command line.
final class OptionErrors {
    private final CommandLineText line;
    private final String command;
    private final String helpName;

    OptionErrors(CommandLineText line, String command, String helpName) {
        this.line = line;
        this.command = command;
        this.helpName = helpName;
    }

    DecantException explain(ParameterException wrong) {
        return switch (wrong) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched);
            case MissingParameterException missing -> missing(missing);
            case OverwrittenOptionException twice when twice.getOverwritten() instanceof OptionSpec option ->
                    line.error(Math.max(0, line.option(List.of(option.names()), 1)),
                            "`" + option.longestName() + "` is given twice", "give it once");
            default -> other(wrong);
        };
    }

    private DecantException unmatched(UnmatchedArgumentException unmatched) {
        List<String> known = new ArrayList<>();
        for (OptionSpec option : unmatched.getCommandLine().getCommandSpec().options()) {
            if (!option.hidden()) {
                known.addAll(List.of(option.names()));
            }
        }
        List<Diagnostic> all = new ArrayList<>();
        int from = 0;
        for (String word : unmatched.getUnmatched()) {
            int index = line.indexOf(word, from);
            from = index + 1;
            if (word.startsWith("-") && word.length() > 1) {
                String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
                String near = NearestName.hint(name, known);
                all.add(Diagnostic.error(option(index, name), "there is no option `" + name + "`",
                        near != null ? near : "`" + helpCommand() + "` shows the options"));
            } else if (all.isEmpty()) { // otherwise it is the value of an option that is not there
                all.add(Diagnostic.error(line.word(index), "`" + word + "` is one word too many",
                        "put a text with blanks in quotes; `" + helpCommand() + "` shows what is taken"));
            }
        }
        return new DecantException(all);
    }

    private Span option(int index, String name) {
        Span word = line.word(index);
        return new Span(word.source(), word.start(), Math.min(word.end(), word.start() + name.length()));
    }

    private DecantException missing(MissingParameterException missing) {
        ArgSpec first = missing.getMissing().getFirst();
        return line.missing("`decant " + command + "` needs " + first.paramLabel(),
                "`" + helpCommand() + "` shows what is taken");
    }

    private DecantException other(ParameterException wrong) {
        if (wrong.getArgSpec() instanceof OptionSpec option) {
            int index = line.option(List.of(option.names()), 0);
            if (index >= 0 && option.arity().max() == 0) {
                return line.error(index, "`" + option.longestName() + "` takes no value",
                        "write `" + option.longestName() + "`");
            }
        }
        String message = wrong.getMessage();
        return new DecantException(Character.toLowerCase(message.charAt(0)) + message.substring(1),
                "`" + helpCommand() + "` shows what is taken");
    }

    private String helpCommand() {
        return "decant " + helpName + " --help";
    }
}
