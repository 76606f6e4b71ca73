package org.decant.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.cli.Command.Invocation;
import org.decant.compiler.host.TextArgument;
import org.decant.contracts.ContractCheck;
import org.decant.contracts.SampledCheck;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.Span;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The options of `decant check` that are not a strategy's own.
final class CheckOptions {
    static final String TYPES = "--types";
    static final String EXACT = "--exact";
    static final String SAMPLES = "--samples";
    static final String DISTRIBUTION = "--show-distribution";
    static final String JSON = "--json";
    private static final String MODEL = "--model";
    private static final String SEEDS = "--seeds";
    private static final String SEED = "--seed";
    private static final String BRANCHES = "--branches";
    private static final String THREADS = "--threads";
    private static final String ERROR_RATE = "--error-rate";
    private static final String MAX_TOKENS = "--max-tokens";
    private static final int SHOWN_TOKENS = 3;

    private CheckOptions() {
    }

    static void addTo(CommandSpec specification) {
        flag(specification, TYPES, "names and types only");
        flag(specification, EXACT, "enumerate all random choices on small models (the default; with --samples: besides)");
        ValueOption.add(specification, SEEDS, "N", "how many settings to enumerate (default " + ContractCheck.Options.SETTINGS + ")");
        ValueOption.add(specification, BRANCHES, "N", "how many runs to make at most (default " + ContractCheck.Options.BRANCHES + ")");
        ValueOption.add(specification, THREADS, "N", "how many settings to enumerate at a time (default: the processors)");
        ValueOption.add(specification, SAMPLES, "N", "test on the models given, with so many samples");
        specification.addOption(OptionSpec.builder(MODEL).paramLabel("NAME=MODEL").arity("1").type(List.class)
                .auxiliaryTypes(String.class)
                .description("a model to test on: the same as --NAME MODEL; may be given again").build());
        ValueOption.add(specification, ERROR_RATE, "P", "how likely a strategy that keeps its contract may be refuted by samples (default "
                + SampledCheck.Options.ERROR_RATE + ")");
        flag(specification, DISTRIBUTION, "print the exact distribution of the outputs on the models given");
        ValueOption.add(specification, "--prompt", "TEXT", "the text to go on from, with --samples or --show-distribution");
        ValueOption.add(specification, "--prompt-file", "FILE", "a file with that text; - is standard input");
        ValueOption.add(specification, MAX_TOKENS, "N", "how many tokens an output has at most: with --samples (default "
                + SampledCheck.Options.MAX_TOKENS + ") or --show-distribution (default " + SHOWN_TOKENS + ")");
        ValueOption.add(specification, SEED, "N", "what settings and samples derive from (default 1)");
        DeviceOption.addTo(specification);
        flag(specification, JSON, "print one JSON object");
    }

    private static void flag(CommandSpec specification, String name, String description) {
        specification.addOption(OptionSpec.builder(name).description(description).build());
    }

    /// How contracts are checked exactly.
    ///
    /// @param fixed values of parameters
    static ContractCheck.Options exact(Invocation invocation, Map<String, Object> fixed) {
        return new ContractCheck.Options((int) Math.min(Integer.MAX_VALUE,
                invocation.integer(SEEDS, 1, ContractCheck.Options.SETTINGS)),
                invocation.integer(SEED, Long.MIN_VALUE, 1), invocation.integer(BRANCHES, 1, ContractCheck.Options.BRANCHES),
                ContractCheck.Options.BRANCHES_SETTING, ContractCheck.Options.BRANCHES_SHRINK,
                (int) Math.min(1024, invocation.integer(THREADS, 1, Runtime.getRuntime().availableProcessors())), fixed);
    }

    static SampledCheck.Options samples(Invocation invocation) {
        double errorRate = SampledCheck.Options.ERROR_RATE;
        String given = invocation.value(ERROR_RATE);
        if (given != null) {
            try {
                errorRate = Double.parseDouble(given);
            } catch (NumberFormatException notANumber) {
                errorRate = Double.NaN;
            }
            if (!(errorRate > 0 && errorRate < 1)) {
                throw new DecantException(Diagnostic.error(invocation.line().value(invocation.word(ERROR_RATE)),
                        "`" + given + "` is not an error rate", "give a number between 0 and 1, such as 0.001"));
            }
        }
        return new SampledCheck.Options((int) Math.min(10_000_000, invocation.integer(SAMPLES, 1, 1)),
                invocation.integer(SEED, Long.MIN_VALUE, 1), Prompt.of(invocation),
                (int) Math.min(Integer.MAX_VALUE, invocation.integer(MAX_TOKENS, 1, SampledCheck.Options.MAX_TOKENS)),
                errorRate);
    }

    static int shownTokens(Invocation invocation) {
        return (int) Math.min(Integer.MAX_VALUE, invocation.integer(MAX_TOKENS, 1, SHOWN_TOKENS));
    }

    static long branches(Invocation invocation) {
        return invocation.integer(BRANCHES, 1, ContractCheck.Options.BRANCHES);
    }

    /// The models given as `--model NAME=MODEL`, by name; for a list of models several.
    ///
    /// @param known the strategy's parameters
    static Map<String, Object> models(Invocation invocation, List<String> known) {
        Map<String, List<TextArgument>> models = new LinkedHashMap<>();
        List<String> given = new ArrayList<>(invocation.given().matchedOptionValue(MODEL, List.of()));
        for (int i = 0; i < given.size(); i++) {
            String text = given.get(i);
            Span place = invocation.line().value(invocation.word(MODEL, i));
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            if (equals < 0 || !known.contains(name)) {
                throw new DecantException(Diagnostic.error(place, equals < 0 ? "`" + text + "` names no parameter"
                        : "the strategy has no parameter `" + name + "`", "write `" + MODEL + " NAME=MODEL`, such as `"
                        + MODEL + " " + (known.isEmpty() ? "target" : known.getFirst()) + "=ngram:notes.txt`"));
            }
            boolean verbatim = place.text().equals(text);
            models.computeIfAbsent(name, _ -> new ArrayList<>()).add(new TextArgument(text.substring(equals + 1), verbatim
                    ? new Span(place.source(), place.start() + equals + 1, place.end()) : place));
        }
        return new LinkedHashMap<>(models);
    }
}
