package org.decant.cli;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// Four figures of each strategy as bars in columns beside its name, one row for each.
final class BenchPanels {
    private static final int NAMES = 190;
    private static final int COLUMN = 200;
    private static final int BARS = 140;
    private static final int ROW = 20;
    private static final int HEAD = 34;

    /// A column of bars.
    ///
    /// @param title     what they are
    /// @param format    how a number is written
    /// @param value     the length of a bar
    /// @param reference a mark that it is to be compared with
    private record Column(String title, String format, ToDoubleFunction<BenchRow> value, ToDoubleFunction<BenchRow> reference) {

        double most(List<BenchRow> rows) {
            return rows.stream().flatMap(row -> List.of(value.applyAsDouble(row), reference.applyAsDouble(row)).stream())
                    .filter(Double::isFinite).mapToDouble(Double::doubleValue).max().orElse(1);
        }
    }

    private static final List<Column> COLUMNS = List.of(
            new Column("tokens per pass", "%.2f", row -> row.cost().tokensPerPass(), _ -> 1),
            new Column("speed, times greedy", "%.2f", BenchRow::speed, _ -> 1),
            new Column("score; greedy's is marked", "%.2f", BenchRow::score, BenchRow::greedyScore),
            new Column("drafts accepted, %", "%.0f", row -> 100 * row.cost().acceptance(), _ -> Double.NaN));

    private BenchPanels() {
    }

    /// @param rows one for each strategy
    static String svg(List<BenchRow> rows, BenchFamilies families) {
        Drawing drawing = new Drawing(NAMES + COLUMNS.size() * COLUMN, HEAD + rows.size() * ROW + 8);
        for (int c = 0; c < COLUMNS.size(); c++) {
            drawing.text(left(c), 16, "title", COLUMNS.get(c).title());
        }
        for (int r = 0; r < rows.size(); r++) {
            BenchRow row = rows.get(r);
            double y = HEAD + r * ROW;
            drawing.text(NAMES - 10, y + 14, "end", row.strategy());
            for (int c = 0; c < COLUMNS.size(); c++) {
                bar(drawing, COLUMNS.get(c), row, left(c), y, COLUMNS.get(c).most(rows), families.kind(row.family()));
            }
        }
        return drawing.svg("figures of each strategy");
    }

    private static int left(int column) {
        return NAMES + column * COLUMN;
    }

    private static void bar(Drawing drawing, Column column, BenchRow row, double x, double y, double most, String kind) {
        double value = column.value().applyAsDouble(row);
        double reference = column.reference().applyAsDouble(row);
        double scale = BARS / most;
        double end = x;
        if (Double.isFinite(value)) {
            String number = BenchTable.number(column.format(), value);
            drawing.bar(x, y + 3, value * scale, ROW - 6, kind, row.strategy() + ": " + number + " " + column.title());
            end = x + value * scale;
            if (Double.isFinite(reference)) {
                double mark = x + reference * scale;
                drawing.line(mark, y + 1, mark, y + ROW - 1, "mark");
                end = Math.max(end, mark);
            }
            drawing.text(end + 5, y + 14, "number", number);
        } else {
            drawing.text(x, y + 14, "quiet", "–");
        }
    }
}
