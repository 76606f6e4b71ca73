package org.decant.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/// What a bench found, for people: a table, and what failed.
final class BenchTable {
    private static final String NONE = "–";

    private BenchTable() {
    }

    static void print(Console console, BenchReport report) {
        PrintStream out = console.out();
        out.println(console.onOut(Style.QUIET, report.conditions()));
        out.println();
        MarkdownTable table = new MarkdownTable(2, List.of("strategy", "task", "items", "score", "greedy's", "passes", "tokens/pass",
                "accepted", "tokens/s", "× greedy"));
        for (BenchRow row : report.rows()) {
            table.add(List.of(row.strategy(), row.task().isEmpty() ? NONE : row.task(), items(row), number("%.2f", row.score()),
                    number("%.2f", row.greedyScore()), number("%.1f", row.cost().passesPerRun()),
                    number("%.2f", row.cost().tokensPerPass()), number("%.0f %%", 100 * row.cost().acceptance()),
                    number("%.0f", row.cost().tokensPerSecond()), number("%.2f", row.speed())));
        }
        table.print(out);
        for (BenchRow row : report.rows()) {
            for (BenchRow.Failure failure : row.failures()) {
                out.println();
                out.println(console.onOut(Style.ERROR, "failed: ") + row.strategy()
                        + (row.task().isEmpty() ? "" : " on " + row.task() + ", item " + failure.item()));
                out.println(failure.message().strip().indent(2).stripTrailing());
            }
        }
    }

    private static String items(BenchRow row) {
        return row.failures().isEmpty() ? String.valueOf(row.items()) : row.items() + ", " + row.failures().size() + " failed";
    }

    /// A number for people; a dash where there is none.
    static String number(String format, double number) {
        return Double.isNaN(number) ? NONE : String.format(Locale.ROOT, format, number);
    }
}
