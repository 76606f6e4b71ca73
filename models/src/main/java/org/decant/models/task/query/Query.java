package org.decant.models.task.query;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A query of one table: `SELECT title FROM books WHERE year > 1970 ORDER BY price DESC LIMIT 3`.
///
/// @param function   `COUNT`, `MAX`, `MIN`, `AVG` or `SUM`; empty for the columns themselves
/// @param columns    what is selected; `*` alone for a count
/// @param conditions all of which must hold
/// @param order      the column that rows are sorted by; empty for none
/// @param descending whether the largest come first
/// @param limit      the most rows; 0 for all
public record Query(String function, List<String> columns, String table, List<Condition> conditions, String order,
        boolean descending, int limit) {

    /// @param operator `=`, `<` or `>`
    /// @param value    a number, or a text without its quotes
    /// @param text     whether the value is a text
    public record Condition(String column, String operator, String value, boolean text) {
        @Override
        public String toString() {
            return column + " " + operator + " " + (text ? "'" + value + "'" : value);
        }
    }

    /// Whether all columns it names are among these and the table is `name`.
    public boolean fits(String name, Set<String> known) {
        return table.equals(name) && (order.isEmpty() || known.contains(order))
                && columns.stream().allMatch(column -> known.contains(column) || column.equals("*"))
                && conditions.stream().allMatch(condition -> known.contains(condition.column));
    }

    @Override
    public String toString() {
        String selected = String.join(", ", columns);
        String where = conditions.stream().map(Condition::toString).collect(Collectors.joining(" AND "));
        return "SELECT " + (function.isEmpty() ? selected : function + "(" + selected + ")") + " FROM " + table
                + (where.isEmpty() ? "" : " WHERE " + where)
                + (order.isEmpty() ? "" : " ORDER BY " + order + (descending ? " DESC" : ""))
                + (limit == 0 ? "" : " LIMIT " + limit);
    }
}
