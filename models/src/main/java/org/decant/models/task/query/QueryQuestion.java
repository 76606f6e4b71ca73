package org.decant.models.task.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.decant.models.world.Choices;
import org.decant.models.world.Phrases;
import org.decant.models.world.TableKind;
import org.decant.models.world.TableKind.Column;

/// A question about a table and the query that answers it.
///
/// @param table the table's name and columns: `books(title, author, year)`
public record QueryQuestion(String table, String question, Query query) {
    private static final double AGGREGATE = 0.4;
    private static final List<String> FUNCTIONS = List.of("COUNT", "MAX", "MIN", "AVG", "SUM");

    /// Makes a question up.
    public static QueryQuestion draw(Choices choices) {
        TableKind kind = choices.any(TableKind.all());
        List<Column> columns = new ArrayList<>(kind.columns());
        if (choices.flip(0.5)) {
            columns.remove(choices.between(0, columns.size() - 1));
        }
        String table = kind.name() + columns.stream().map(Column::name).collect(Collectors.joining(", ", "(", ")"));
        List<Query.Condition> conditions = conditions(columns, choices);
        return choices.flip(AGGREGATE) ? aggregate(table, kind.name(), columns, conditions, choices)
                : listing(table, kind.name(), columns, conditions, choices);
    }

    private static List<Query.Condition> conditions(List<Column> columns, Choices choices) {
        int count = choices.weighted(new double[] {2, 5, 3});
        List<Query.Condition> conditions = new ArrayList<>();
        for (Column column : choices.shuffled(columns).subList(0, count)) {
            String operator = column.isNumber() ? choices.any(List.of("<", ">", "=")) : "=";
            conditions.add(new Query.Condition(column.name(), operator, column.value(choices), !column.isNumber()));
        }
        return conditions;
    }

    private static QueryQuestion aggregate(String table, String name, List<Column> columns,
            List<Query.Condition> conditions, Choices choices) {
        List<Column> numbers = columns.stream().filter(Column::isNumber).toList();
        String function = numbers.isEmpty() ? "COUNT" : choices.phrasing(FUNCTIONS);
        String column = function.equals("COUNT") ? "*" : choices.any(numbers).name();
        String asked = switch (function) {
            case "COUNT" -> "How many " + name + " are there";
            case "MAX" -> "What is the highest " + column + " of " + name;
            case "MIN" -> "What is the lowest " + column + " of " + name;
            case "AVG" -> "What is the average " + column + " of " + name;
            default -> "What is the total " + column + " of " + name;
        };
        return new QueryQuestion(table, asked + where(conditions, choices) + "?",
                new Query(function, List.of(column), name, conditions, "", false, 0));
    }

    private static QueryQuestion listing(String table, String name, List<Column> columns,
            List<Query.Condition> conditions, Choices choices) {
        List<String> selected = choices.shuffled(columns).subList(0, choices.flip(0.7) ? 1 : 2).stream().map(Column::name)
                .toList();
        boolean sorted = choices.flip(0.35);
        int limit = choices.flip(0.2) ? choices.between(2, 9) : 0;
        Column by = choices.any(columns);
        String order = sorted ? by.name() : "";
        boolean descending = sorted && by.isNumber() && choices.flip(0.5);
        String question = choices.phrasing("Show", "List", "Find") + " the " + String.join(" and ", selected) + " of "
                + (limit == 0 ? "" : "the first " + Phrases.number(limit) + " ") + name + where(conditions, choices)
                + (sorted ? ", sorted by " + order + (descending ? " from the highest" : "") : "") + ".";
        return new QueryQuestion(table, question, new Query("", selected, name, conditions, order, descending, limit));
    }

    private static String where(List<Query.Condition> conditions, Choices choices) {
        return conditions.isEmpty() ? "" : conditions.stream().map(condition -> condition.column()
                + switch (condition.operator()) {
                    case "<" -> choices.phrasing(" under ", " below ", " less than ");
                    case ">" -> choices.phrasing(" over ", " above ", " more than ");
                    default -> " ";
                } + condition.value()).collect(Collectors.joining(" and ", " with ", ""));
    }
}
