package org.decant.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.contracts.ExactDistribution;
import org.decant.contracts.OutputText;
import org.decant.runtime.vocabulary.Token;

/// The exact distribution of a strategy's outputs, as a chart or as JSON.
final class DistributionReport {
    private static final int MOST_OUTPUTS = 40;
    private static final int BAR_WIDTH = 32;

    private final Console console;
    private final boolean forPrograms;

    DistributionReport(Console console, boolean forPrograms) {
        this.console = console;
        this.forPrograms = forPrograms;
    }

    void print(LoadedStrategy strategy, ExactDistribution distribution) {
        if (forPrograms) {
            Json.print(console.out(), json -> {
                json.writeStartObject();
                json.writeStringField("strategy", strategy.name());
                ContractJson.outputs(json, "outputs", distribution.probabilities());
                json.writeNumberField("runs", distribution.branches());
                json.writeNumberField("missing_probability", distribution.missing());
                json.writeNumberField("endless_probability", distribution.endless());
                json.writeEndObject();
            });
            return;
        }
        PrintStream out = console.out();
        Map<List<Token>, Double> all = distribution.probabilities();
        out.println(String.format(Locale.ROOT, "%,d outputs of %s, %,d runs", all.size(), strategy.name(),
                distribution.branches()));
        int width = all.keySet().stream().limit(MOST_OUTPUTS).mapToInt(output -> OutputText.of(output).length()).max().orElse(0);
        double most = all.values().stream().findFirst().orElse(1.0);
        double rest = 0;
        int row = 0;
        for (Map.Entry<List<Token>, Double> output : all.entrySet()) {
            if (row++ >= MOST_OUTPUTS) {
                rest += output.getValue();
                continue;
            }
            String label = OutputText.of(output.getKey());
            out.println("  " + label + " ".repeat(width - label.length())
                    + String.format(Locale.ROOT, "  %.6f  ", output.getValue())
                    + console.onOut(Style.BAR, "█".repeat((int) Math.round(output.getValue() / most * BAR_WIDTH))));
        }
        if (all.size() > MOST_OUTPUTS) {
            out.println(String.format(Locale.ROOT, "  … %,d more, together %.6f", all.size() - MOST_OUTPUTS, rest));
        }
        if (distribution.missing() > 0) {
            out.println(String.format(Locale.ROOT, "  not followed to the end: %.6f (`--branches` sets the limit)",
                    distribution.missing()));
        }
        if (distribution.endless() > 0) {
            out.println(String.format(Locale.ROOT, "  never ending: %.6f", distribution.endless()));
        }
        out.flush();
    }
}
