package org.decant.models.task;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.decant.models.task.query.Query;
import org.decant.models.task.query.QueryParser;
import org.decant.models.task.query.QueryQuestion;
import org.decant.models.world.Choices;

/// A question about a table is to be written as a query. Scored by its parts, as Spider does (Yu et al., 2018).
final class QueryTask extends GeneratedTask {

    QueryTask() {
        super("query", "write a question about a table as an SQL query; scored by the parts that are right");
    }

    @Override
    Item draw(Choices choices) {
        QueryQuestion asked = QueryQuestion.draw(choices);
        return new Item(asked.question(), "Table: " + asked.table() + "\nQuestion: " + asked.question() + "\nQuery:",
                asked.query().toString());
    }

    /// A quarter each for what is selected, the conditions, the order and the limit; 0 for what is no query of the table.
    @Override
    double scoreStripped(TaskExample example, String output) {
        Query right = QueryParser.parse(example.references().getFirst()).orElseThrow();
        Query given = QueryParser.parse(output).orElse(null);
        if (given == null || !given.fits(right.table(), columns(example.prompt()))) {
            return 0;
        }
        int points = given.function().equals(right.function()) && given.columns().equals(right.columns()) ? 1 : 0;
        points += new HashSet<>(given.conditions()).equals(new HashSet<>(right.conditions())) ? 1 : 0;
        points += given.order().equals(right.order()) && given.descending() == right.descending() ? 1 : 0;
        points += given.limit() == right.limit() ? 1 : 0;
        return points / 4.0;
    }

    private static Set<String> columns(String prompt) {
        return Set.copyOf(List.of(prompt.substring(prompt.indexOf('(') + 1, prompt.indexOf(')')).split(", ")));
    }
}
