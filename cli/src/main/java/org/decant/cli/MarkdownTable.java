package org.decant.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// A table in Markdown whose columns are lined up. The first columns are to the left, those of numbers to the right.
final class MarkdownTable {
    private final int leftColumns;
    private final List<List<String>> rows = new ArrayList<>();

    /// @param leftColumns how many columns have no numbers
    MarkdownTable(int leftColumns, List<String> head) {
        this.leftColumns = leftColumns;
        rows.add(head);
    }

    void add(List<String> cells) {
        rows.add(cells);
    }

    void print(PrintStream out) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], Math.max(3, row.get(i).length()));
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder line = new StringBuilder("|");
            for (int i = 0; i < columns; i++) {
                String cell = rows.get(r).get(i);
                String blanks = " ".repeat(widths[i] - cell.length());
                line.append(' ').append(i < leftColumns ? cell + blanks : blanks + cell).append(" |");
            }
            out.println(line);
            if (r == 0) {
                StringBuilder rule = new StringBuilder("|");
                for (int i = 0; i < columns; i++) {
                    rule.append('-').append("-".repeat(widths[i])).append(i < leftColumns ? "-|" : ":|");
                }
                out.println(rule);
            }
        }
    }
}
