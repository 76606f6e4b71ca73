package org.decant.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.decant.cli.Command.Invocation;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.models.task.Task;
import org.decant.models.task.Tasks;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.ModelCatalog;
import org.decant.runtime.diagnostic.NearestName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/// How `decant bench` runs a strategy: the `Bench:` entry of its header, `TASK… OPTIONS` with the options of `decant run`.
/// Values may have [BenchValues] in them. Tasks are names of tasks, `all`, or `none` for a strategy that runs once, without
/// any; none named stands for [#STANDARD_TASKS].
///
/// @param tasks     what it is measured on; empty for one run without a task
/// @param arguments texts by parameter, several of a list of models; whatever has no default is there
/// @param prompt    what the prompt is made of
/// @param maxTokens the budget; 0 where the line says none
/// @param stops     texts that end the output, besides what ends an answer
record BenchLine(List<Task> tasks, Map<String, List<String>> arguments, String prompt, int maxTokens, List<String> stops) {
    /// An open task, one with a form, one that repeats its prompt.
    static final List<String> STANDARD_TASKS = List.of("story", "json", "copy");
    private static final String ENTRY = "Bench";
    static final String ALL = "all";
    private static final String NONE = "none";
    /// Options of `decant run` that the bench itself decides on.
    private static final Set<String> DECIDED = Set.of("--seed", "--cache", "--json", "--cpusampler", "--dap", "--prompt-file");

    /// What a strategy's header says.
    ///
    /// @throws DecantException where that is wrong, or a parameter has no value
    static BenchLine of(Routine strategy, Module module) {
        Header header = Header.of(strategy, module.source());
        List<String> words = words(header.entries().getOrDefault(ENTRY, ""));
        CommandLineText line = new CommandLineText("the header of " + strategy.name(), ENTRY + ":", words);
        CommandSpec specification = CommandSpec.create();
        specification.addPositional(PositionalParamSpec.builder().paramLabel("TASK").index("0..*").arity("0..*")
                .type(List.class).auxiliaryTypes(String.class).build());
        RunCommand.addOptionsTo(specification);
        // of no kinds: the bench gives all models itself
        StrategyOptions options = new StrategyOptions(strategy, header, new ModelCatalog(List.of()));
        options.addTo(specification);
        try {
            Invocation given = new Invocation(CommandTree.commandLine(specification)
                    .parseArgs(OptionValues.tied(line, 0, specification)), line, null);
            for (OptionSpec option : given.given().matchedOptions()) {
                if (DECIDED.contains(option.longestName())) {
                    throw line.error(given.word(option.longestName()), "the bench itself decides on `" + option.longestName() + "`",
                            "leave it out");
                }
            }
            return new BenchLine(tasks(line, given.given().matchedPositionalValue(0, List.of())),
                    options.given(given, Set.of(), BenchValues.TARGET), value(given, "--prompt", BenchValues.PROMPT),
                    (int) Math.min(Integer.MAX_VALUE, given.integer("--max-tokens", 1, 0)),
                    given.given().matchedOptionValue("--stop", List.of()));
        } catch (ParameterException wrong) {
            throw new OptionErrors(line, "run", "run " + strategy.name()).explain(wrong);
        }
    }

    private static String value(Invocation given, String option, String otherwise) {
        String value = given.value(option);
        return value == null ? otherwise : value;
    }

    private static List<Task> tasks(CommandLineText line, List<String> names) {
        if (names.equals(List.of(ALL))) {
            return Tasks.all();
        }
        if (names.equals(List.of(NONE))) {
            return List.of();
        }
        List<Task> tasks = new ArrayList<>();
        for (String name : names.isEmpty() ? STANDARD_TASKS : names) {
            Task task = Tasks.named(name);
            if (task == null) {
                String near = NearestName.hint(name, Tasks.names());
                throw line.error(line.indexOf(name, 0), "there is no task `" + name + "`", near != null ? near
                        : "the tasks are " + String.join(", ", Tasks.names()) + "; or `" + ALL + "`, or `" + NONE + "`, alone");
            }
            tasks.add(task);
        }
        return List.copyOf(tasks);
    }

    /// Words are apart by blanks, but for what is in single or double quotes.
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (char c : text.toCharArray()) {
            if (quote == 0 && c == ' ') {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
