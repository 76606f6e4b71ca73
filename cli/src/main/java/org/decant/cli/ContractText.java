package org.decant.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.typed.Routine.Contract;
import org.decant.contracts.Choice;
import org.decant.contracts.Comparison;
import org.decant.contracts.Counterexample;
import org.decant.contracts.ModelTable;
import org.decant.contracts.OutputText;
import org.decant.contracts.Report;
import org.decant.contracts.SampledCheck;
import org.decant.contracts.Setting;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Checks of contracts as people read them.
final class ContractText {
    private static final int MOST_OUTPUTS = 8;
    private static final int MOST_ROWS = 12;

    private final Console console;
    private final PrintStream out;

    ContractText(Console console) {
        this.console = console;
        this.out = console.out();
    }

    void exact(LoadedStrategy strategy, Report stated, Report unstated) {
        out.println(console.onOut(Style.TITLE, Signature.full(strategy.routine())));
        if (stated == null) {
            out.println("  states no contract");
        } else {
            stated.findings().forEach(this::finding);
            coverage(stated);
            stated.findings().stream().filter(finding -> finding.counterexample() != null).forEach(this::counterexample);
        }
        if (unstated != null) {
            unstated(unstated, stated != null);
        }
    }

    private void finding(Report.Finding finding) {
        Contract contract = finding.contract();
        String verdict = switch (finding.verdict()) {
            case HELD -> console.onOut(Style.NAME, "held");
            case REFUTED -> console.onOut(Style.ERROR, "REFUTED");
            case NOT_SHOWN -> "not shown";
        };
        out.println("  " + contract + ": " + verdict + (finding.verdict() == Report.Verdict.NOT_SHOWN ? ""
                : contract.kind() == Contract.Kind.TERMINATES
                ? finding.verdict() == Report.Verdict.HELD ? ", every run ends" : ", a run does not end"
                : ", largest total variation distance " + distance(finding.deviation())));
    }

    private static String distance(double value) {
        double shown = Math.min(1, value);
        return shown < 1e-12 ? "below 1e-12" : shown < 0.001 ? String.format(Locale.ROOT, "%.1e", shown)
                : String.format(Locale.ROOT, "%.4f", shown);
    }

    private void coverage(Report report) {
        Report.Coverage covered = report.coverage();
        out.println(Paragraph.wrap(String.format(Locale.ROOT, "covered: %,d settings, %,d runs; vocabularies of 2 to %d tokens,"
                + " outputs of up to %d%s", covered.settings(), covered.branches(), Math.max(2, covered.vocabulary()),
                covered.horizon(), values(covered.values())), 4));
        if (covered.incomplete() > 0) {
            out.println(Paragraph.wrap(String.format(Locale.ROOT, "not covered: %,d settings with too many random choices; on"
                    + " average a probability of %.2g in each was not followed", covered.incomplete(), covered.missing()), 4));
        }
        covered.leftOut().forEach((name, value) -> out.println(Paragraph.wrap("not covered: " + name + " = " + value
                + ", its default, which has too many choices for small models; `--" + name.replace('_', '-') + "` fixes it", 4)));
        covered.refusals().forEach((message, count) -> out.println(Paragraph.wrap(String.format(Locale.ROOT,
                "not covered: %,d settings that the strategy refused: %s", count, message), 4)));
        if (covered.stoppedEarly()) {
            out.println(Paragraph.wrap(String.format(Locale.ROOT, "stopped early: the limit of runs was reached after %,d of %,d"
                    + " settings; `--branches` sets it", covered.settings() + covered.incomplete(), covered.planned()), 4));
        }
    }

    private static String values(Map<String, List<Object>> values) {
        return values.isEmpty() ? "" : values.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue().stream()
                .map(ContractText::value).collect(Collectors.joining(", "))).collect(Collectors.joining("; ", "; ", ""));
    }

    private static String value(Object value) {
        return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
    }

    private void unstated(Report report, boolean statesSomething) {
        List<String> holding = new ArrayList<>();
        List<String> failing = new ArrayList<>();
        for (Report.Finding finding : report.findings()) {
            String contract = "`" + finding.contract() + "`";
            if (finding.verdict() == Report.Verdict.HELD) {
                holding.add(contract);
            } else if (finding.verdict() == Report.Verdict.REFUTED) {
                failing.add(contract + ", " + distance(finding.deviation()) + " away" + where(finding.counterexample()));
            }
        }
        out.println(Paragraph.wrap(statesSomething ? "It states nothing about the distribution of its output."
                : "Nothing was to be checked.", 2));
        if (!holding.isEmpty()) {
            out.println(Paragraph.wrap("It could state " + String.join(" and ", holding) + ", which held in "
                    + report.coverage().settings() + " settings.", 2));
        }
        for (String one : failing) {
            out.println(Paragraph.wrap("It could not state " + one + ".", 2));
        }
    }

    /// The values of parameters of a counterexample.
    private static String where(Counterexample counterexample) {
        String values = parameters(counterexample.setting());
        return values.isEmpty() ? "" : " with " + values;
    }

    private static String parameters(Setting setting) {
        return setting.arguments().entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof ModelTable) && !(entry.getValue() instanceof List))
                .map(entry -> entry.getKey() + " = " + value(entry.getValue())).collect(Collectors.joining(", "));
    }

    private void counterexample(Report.Finding finding) {
        Counterexample example = finding.counterexample();
        Setting setting = example.setting();
        Comparison comparison = example.comparison();
        out.println();
        out.println("  " + finding.contract() + " does not hold here" + (comparison.expected() == null ? ":"
                : ", by " + distance(comparison.deviation()) + ":"));
        String parameters = parameters(setting);
        out.println(Paragraph.wrap((parameters.isEmpty() ? "" : parameters + "; ") + "prompt \"" + setting.promptText()
                + "\", at most " + setting.horizon() + (setting.horizon() == 1 ? " token" : " tokens"), 4));
        setting.tables().forEach((name, table) -> table(name, table, setting.vocabulary()));
        if (comparison.expected() == null) {
            return;
        }
        outputs(finding.contract(), comparison);
        if (example.worst() != null) {
            out.println(Paragraph.wrap("`" + OutputText.of(example.worst()) + "` comes too often: " + (example.choices().isEmpty()
                    ? "no random choice leads elsewhere"
                    : example.choices().stream().map(ContractText::choice).collect(Collectors.joining(", then "))), 4));
        }
    }

    private static String choice(Choice choice) {
        return choice.made() + String.format(Locale.ROOT, " (%.4g)", choice.probability());
    }

    private void table(String name, ModelTable table, Vocabulary vocabulary) {
        int shown = 0;
        for (int row = 0; row < table.rows().size(); row++) {
            List<Integer> sequence = table.sequence(row);
            if (sequence.contains(vocabulary.size() - 1)) {
                continue; // nothing is asked after an end token
            }
            if (shown++ == MOST_ROWS) {
                out.println("      … (`--json` shows all)");
                return;
            }
            String after = table.order() == 0 ? "" : sequence.isEmpty() ? " at the beginning"
                    : " after " + sequence.stream().map(vocabulary::text).collect(Collectors.joining(" "));
            StringBuilder line = new StringBuilder("      " + name + after + ":");
            double[] p = table.rows().get(row);
            for (int id = 0; id < p.length; id++) {
                line.append("  ").append(vocabulary.text(id)).append(' ').append(number(p[id]));
            }
            out.println(line);
        }
    }

    static String number(double probability) {
        String text = String.format(Locale.ROOT, "%.4f", probability);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    private void outputs(Contract contract, Comparison comparison) {
        Map<List<Token>, Double> expected = comparison.expected();
        Map<List<Token>, Double> found = comparison.run().distribution();
        Set<List<Token>> all = new LinkedHashSet<>(expected.keySet());
        all.addAll(found.keySet());
        List<List<Token>> ordered = new ArrayList<>(all);
        ordered.sort(Comparator.comparingDouble((List<Token> output) ->
                -Math.abs(found.getOrDefault(output, 0.0) - expected.getOrDefault(output, 0.0)))
                .thenComparing(OutputText::of));
        Map<String, List<Token>> labels = new LinkedHashMap<>();
        ordered.stream().limit(MOST_OUTPUTS).forEach(output -> labels.put(OutputText.of(output), output));
        int width = Math.max("output".length(), labels.keySet().stream().mapToInt(String::length).max().orElse(0));
        String promised = contract.kind() == Contract.Kind.GREEDY ? "greedy" : contract.parameter();
        int column = Math.max(8, promised.length());
        out.println("    " + pad("output", width) + "  " + left(promised, column) + "  " + left("strategy", 8));
        labels.forEach((label, output) -> {
            double difference = found.getOrDefault(output, 0.0) - expected.getOrDefault(output, 0.0);
            out.println("    " + pad(label, width) + "  " + left(number(expected.getOrDefault(output, 0.0)), column) + "  "
                    + left(number(found.getOrDefault(output, 0.0)), 8)
                    + (Math.abs(difference) < Comparison.EXACT ? "" : String.format(Locale.ROOT, "  %+.4f", difference)));
        });
        if (ordered.size() > MOST_OUTPUTS) {
            out.println("    … and " + (ordered.size() - MOST_OUTPUTS) + " more");
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String left(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    void sampled(LoadedStrategy strategy, List<SampledCheck.Result> results, SampledCheck.Options how) {
        out.println(console.onOut(Style.TITLE, Signature.full(strategy.routine())));
        for (SampledCheck.Result result : results) {
            out.println("  " + result.contract() + ": " + (result.held() ? console.onOut(Style.NAME, "not refuted")
                    : console.onOut(Style.ERROR, "REFUTED")) + String.format(Locale.ROOT, " by %,d samples, %,d tokens",
                    result.samples(), result.tokens()));
            if (result.contract().kind() != Contract.Kind.LOSSLESS) {
                out.println("    " + (result.differ() == 0 ? "all samples are as they should be"
                        : result.differ() + " samples are not as they should be"));
            }
            for (SampledCheck.Test test : result.tests()) {
                out.println(String.format(Locale.ROOT, "    %s p = %.4g  %s", test.refutes() ? "✗" : "✓", test.p(), test.name()));
            }
        }
        out.println(Paragraph.wrap(String.format(Locale.ROOT, "A strategy that keeps its contract is refuted with a probability"
                + " of at most %s; small differences need more samples to be seen. Seed %d.", how.errorRate(), how.seed()), 2));
    }
}
