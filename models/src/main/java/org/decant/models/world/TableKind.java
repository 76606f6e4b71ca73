package org.decant.models.world;

import java.util.Arrays;
import java.util.List;

/// A table that can be asked about.
///
/// @param name    one word, plural
/// @param columns what it has
public record TableKind(String name, List<Column> columns) {
    private static final List<TableKind> ALL = WordFile.lines("tables.txt").stream().map(TableKind::of).toList();

    /// @param values the list that its values come from, or the range of its numbers: `5-90`
    public record Column(String name, String values) {

        public boolean isNumber() {
            return Character.isDigit(values.charAt(0));
        }

        /// One of its values.
        public String value(Choices choices) {
            return SlotWords.draw(values, choices).get("");
        }
    }

    /// All tables.
    public static List<TableKind> all() {
        return ALL;
    }

    private static TableKind of(String line) {
        String[] sides = line.split(": ");
        return new TableKind(sides[0], Arrays.stream(sides[1].split(", ")).map(column -> column.split(" "))
                .map(words -> new Column(words[0], words[1])).toList());
    }
}
