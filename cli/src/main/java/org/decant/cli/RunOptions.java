package org.decant.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.decant.cli.Command.Invocation;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.Span;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The options of a run that are not a strategy's own.
///
/// @param prompt    the text to go on from
/// @param maxTokens the budget, at least 1
/// @param stops     texts that end the output
/// @param seed      what all random choices derive from
record RunOptions(String prompt, int maxTokens, List<String> stops, long seed) {
    private static final int DEFAULT_MAX_TOKENS = 100;
    /// Seeds that are made up are below this, so that people can type them again.
    private static final int MADE_UP_SEEDS = 1_000_000;

    static void addOperandTo(CommandSpec specification) {
        specification.addPositional(PositionalParamSpec.builder().paramLabel("NAME|FILE").index("0").arity("1")
                .required(true).type(String.class).completionCandidates(Scripts::libraryNames)
                .description("a strategy of the library, or a script").build());
    }

    static void addTo(CommandSpec specification) {
        add(specification, "TEXT", "the text to go on from", "--prompt");
        add(specification, "FILE", "a file with the text to go on from; - is standard input", "--prompt-file");
        add(specification, "N", "write no more than this (default " + DEFAULT_MAX_TOKENS + ")", "--max-tokens");
        specification.addOption(OptionSpec.builder("--stop").paramLabel("TEXT").arity("1").type(List.class)
                .auxiliaryTypes(String.class).description("end before this text; may be given again").build());
        add(specification, "N", "the seed of all random choices (default: another one each time)", "--seed");
        ModelOpening.addTo(specification);
        DeviceOption.addTo(specification);
    }

    private static void add(CommandSpec specification, String label, String description, String name) {
        specification.addOption(OptionSpec.builder(name).paramLabel(label).arity("1").type(String.class)
                .description(description).build());
    }

    /// @throws DecantException where one of them is wrong
    static RunOptions of(Invocation invocation) {
        List<String> stops = invocation.given().matchedOptionValue("--stop", List.of());
        for (int i = 0; i < stops.size(); i++) {
            if (stops.get(i).isEmpty()) {
                Span place = invocation.line().value(invocation.word("--stop", i));
                throw new DecantException(Diagnostic.error(place, "a stop text is empty",
                        "leave it out, or give the text to stop at"));
            }
        }
        long budget = invocation.integer("--max-tokens", 1, DEFAULT_MAX_TOKENS);
        long seed = invocation.integer("--seed", Long.MIN_VALUE, new SplittableRandom().nextInt(MADE_UP_SEEDS));
        return new RunOptions(Prompt.of(invocation), (int) Math.min(budget, Integer.MAX_VALUE),
                new ArrayList<>(stops), seed);
    }
}
