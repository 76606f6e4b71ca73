package org.decant.bench.sampling;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs [SamplingCost] and [MaximumPass] and prints a table in Markdown: processor time of the thread, and how many passes over one vector of
/// scores that find the maximum would take as long. Takes JMH's own options.
public final class SamplingTable {
    private SamplingTable() {
    }

    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        Collection<RunResult> results = new Runner(new OptionsBuilder().parent(new CommandLineOptions(arguments))
                .include("\\." + SamplingCost.class.getSimpleName() + "\\.")
                .include("\\." + MaximumPass.class.getSimpleName() + "\\.").build()).run();
        System.out.printf("%n| chain | program, µs | passes | steps, µs | passes | by hand, µs | passes |%n"
                + "|---|---:|---:|---:|---:|---:|---:|%n");
        double pass = micros(results, "max", null);
        double byHand = micros(results, "maxByHand", null);
        for (SampledChain chain : SampledChain.values()) {
            System.out.printf(Locale.ROOT, "| `%s` |", chain.script().replace("|", "\\|"));
            for (String side : new String[] {"program", "steps", "byHand"}) {
                double micros = micros(results, side, chain);
                System.out.printf(Locale.ROOT, " %.0f | %.1f |", micros, micros / pass);
            }
            System.out.println();
        }
        System.out.printf(Locale.ROOT, "%nOne pass that finds the maximum takes %.0f µs with vectors, %.0f by hand.%n", pass, byHand);
    }

    /// @param chain null where it is about none
    private static double micros(Collection<RunResult> results, String side, SampledChain chain) {
        for (RunResult result : results) {
            if (result.getPrimaryResult().getLabel().equals(side)
                    && (chain == null || chain.name().equals(result.getParams().getParam("chain")))) {
                return result.getSecondaryResults().get("nanos").getScore() / result.getSecondaryResults().get("runs").getScore() / 1e3;
            }
        }
        throw new IllegalStateException("no result of " + side + " for " + chain);
    }
}
