package org.decant.bench;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs the benchmarks of this package and prints what the language costs as a table in Markdown: processor time of
/// the thread that runs, and beside its ratio the one of times by the clock. Takes JMH's own
/// options, such as `-wi 10 -i 20` for a quieter result.
public final class OverheadTable {
    private OverheadTable() {
    }

    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        Collection<RunResult> results = new Runner(new OptionsBuilder().parent(new CommandLineOptions(arguments))
                .include("\\." + StrategyOverhead.class.getSimpleName() + "\\.")
                .include("\\." + ForwardCall.class.getSimpleName() + "\\.").build()).run();
        System.out.printf("%n| strategy | model | script, µs | by hand, µs | ratio | ratio by the clock |%n"
                + "|---|---|---:|---:|---:|---:|%n");
        for (Loop loop : Loop.values()) {
            for (BenchModels.Kind kind : BenchModels.Kind.values()) {
                RunResult script = find(results, "script", loop, kind);
                RunResult hand = find(results, "handWritten", loop, kind);
                System.out.printf(Locale.ROOT, "| %s | %s | %.0f | %.0f | %.2f | %.2f |%n", loop.strategy(),
                        kind.name().toLowerCase(Locale.ROOT), threadMicros(script), threadMicros(hand),
                        threadMicros(script) / threadMicros(hand),
                        script.getPrimaryResult().getScore() / hand.getPrimaryResult().getScore());
            }
        }
        System.out.println();
        for (RunResult result : results) {
            if (result.getParams().getParam("loop") == null) {
                System.out.printf("%s: %s ns%n", result.getPrimaryResult().getLabel(),
                        score(result.getPrimaryResult()));
            }
        }
    }

    private static RunResult find(Collection<RunResult> results, String side, Loop loop, BenchModels.Kind kind) {
        for (RunResult result : results) {
            if (result.getPrimaryResult().getLabel().equals(side)
                    && loop.name().equals(result.getParams().getParam("loop"))
                    && kind.name().equals(result.getParams().getParam("model"))) {
                return result;
            }
        }
        throw new IllegalStateException("no result of " + side + " for " + loop + " on " + kind);
    }

    private static double threadMicros(RunResult result) {
        return result.getSecondaryResults().get("nanos").getScore()
                / result.getSecondaryResults().get("runs").getScore() / 1e3;
    }

    /// With the half-width of the 99.9 % confidence interval, as JMH estimates it.
    private static String score(Result<?> result) {
        return String.format(Locale.ROOT, "%.0f ± %.0f", result.getScore(), result.getScoreError());
    }
}
