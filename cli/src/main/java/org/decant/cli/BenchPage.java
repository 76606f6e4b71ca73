package org.decant.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What a bench found, as a page: plots of all strategies, tables by strategy and by task, what failed.
final class BenchPage {
    private static final String TEMPLATE = "bench.html";

    private BenchPage() {
    }

    static String of(BenchReport report) {
        List<BenchRow> together = report.together().stream().sorted(Comparator.comparing(BenchRow::family)
                .thenComparing(row -> -finite(row.cost().tokensPerPass()))).toList();
        BenchFamilies families = new BenchFamilies(together);
        return Page.of(TEMPLATE, Map.of("conditions", Page.escaped(report.conditions()), "legend", families.legend(),
                "panels", BenchPanels.svg(together, families), "scatter", BenchScatter.svg(together, families),
                "strategies", rows(together), "tasks", rows(report.rows()), "failures", failures(report)));
    }

    private static double finite(double number) {
        return Double.isFinite(number) ? number : 0;
    }

    private static String rows(List<BenchRow> rows) {
        StringBuilder out = new StringBuilder();
        for (BenchRow row : rows) {
            BenchCost cost = row.cost();
            out.append("<tr>");
            text(out, row.family());
            text(out, row.strategy());
            text(out, row.task());
            out.append("<td").append(row.failures().isEmpty() ? ">" : " class=\"failed\">").append(row.items());
            if (!row.failures().isEmpty()) {
                out.append(", ").append(row.failures().size()).append(" failed");
            }
            out.append("</td>");
            number(out, "%.2f", row.score());
            number(out, "%.2f", row.greedyScore());
            number(out, "%.1f", cost.passesPerRun());
            number(out, "%.2f", cost.tokensPerPass());
            number(out, "%.1f", cost.contextsPerPass());
            number(out, "%.1f", cost.otherPassesPerRun());
            number(out, "%.0f %%", 100 * cost.acceptance());
            number(out, "%.0f", cost.tokensPerSecond());
            number(out, "%.2f", row.speed());
            out.append("</tr>\n");
        }
        return out.toString();
    }

    private static void text(StringBuilder out, String text) {
        out.append("<td>").append(Page.escaped(text.isEmpty() ? "–" : text)).append("</td>");
    }

    private static void number(StringBuilder out, String format, double number) {
        out.append("<td>").append(BenchTable.number(format, number)).append("</td>");
    }

    private static String failures(BenchReport report) {
        if (!report.failed()) {
            return "<p>None: every run came to its end.</p>\n";
        }
        StringBuilder out = new StringBuilder();
        for (BenchRow row : report.rows()) {
            for (BenchRow.Failure failure : row.failures()) {
                out.append("<h3>").append(Page.escaped(row.strategy()));
                if (!row.task().isEmpty()) {
                    out.append(" on ").append(row.task()).append(", item ").append(failure.item());
                }
                out.append("</h3>\n<pre>").append(Page.escaped(failure.message().strip())).append("</pre>\n");
            }
        }
        return out.toString();
    }
}
