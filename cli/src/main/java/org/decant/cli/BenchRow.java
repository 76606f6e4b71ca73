package org.decant.cli;

import java.util.ArrayList;
import java.util.List;

/// What came of a strategy on a task.
///
/// @param strategy    its name
/// @param family      its family in the library; empty for a script
/// @param task        the task's name, names of several together; empty for the run of a strategy without a task
/// @param items       how many, those that failed among them
/// @param score       the mean of the task's scores, from 0 to 1, 0 where a run failed; NaN without a task
/// @param greedyScore that of greedy decoding of the same items by the model of the bench; NaN without a task
/// @param cost        of the runs that did not fail
/// @param greedy      what greedy decoding of the same items cost
/// @param failures    what went wrong
record BenchRow(String strategy, String family, String task, int items, double score, double greedyScore, BenchCost cost,
                BenchCost greedy, List<Failure> failures) {
    /// A run that came to no end.
    ///
    /// @param task    as in the row
    /// @param item    the number of the item, from 1
    /// @param message the whole error
    record Failure(String task, int item, String message) {

        /// The sentence that says what is wrong.
        String sentence() {
            String first = message.lines().findFirst().orElse("");
            return first.startsWith("error: ") ? first.substring("error: ".length()) : first;
        }
    }

    /// How many times as fast as greedy decoding it wrote; NaN where either wrote nothing.
    double speed() {
        return cost.tokensPerSecond() / greedy.tokensPerSecond();
    }

    /// Rows of one strategy together: the means over tasks of the scores, all else over all runs.
    static BenchRow all(List<BenchRow> rows) {
        BenchRow first = rows.getFirst();
        if (rows.size() == 1) {
            return first;
        }
        int items = 0;
        BenchCost cost = BenchCost.NOTHING;
        BenchCost greedy = BenchCost.NOTHING;
        List<Failure> failures = new ArrayList<>();
        for (BenchRow row : rows) {
            items += row.items;
            cost = cost.plus(row.cost);
            greedy = greedy.plus(row.greedy);
            failures.addAll(row.failures);
        }
        return new BenchRow(first.strategy, first.family, String.join(", ", rows.stream().map(BenchRow::task).toList()), items,
                rows.stream().mapToDouble(BenchRow::score).average().orElse(Double.NaN),
                rows.stream().mapToDouble(BenchRow::greedyScore).average().orElse(Double.NaN), cost, greedy, failures);
    }
}
