package org.decant.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decant.compiler.host.RunResult;
import org.decant.models.task.Task;
import org.decant.models.task.TaskExample;

/// Adds up what runs on the items of one task gave.
final class BenchTally {

    /// How a run ended.
    ///
    /// @param result what came of it; null where it failed, or there was none
    /// @param error  what went wrong; null where nothing did
    record Outcome(RunResult result, String error) {
        /// There was no run.
        static final Outcome NONE = new Outcome(null, null);

        static Outcome failed(String error) {
            return new Outcome(null, error);
        }

        BenchCost cost() {
            return result == null ? BenchCost.NOTHING : BenchCost.of(result);
        }
    }

    private static final class Sums {
        private int items;
        private double score;
        private double greedyScore;
        private BenchCost cost = BenchCost.NOTHING;
        private BenchCost greedy = BenchCost.NOTHING;
        private final List<BenchRow.Failure> failures = new ArrayList<>();
    }

    private final Task task;
    private final Map<BenchedStrategy, Sums> sums = new HashMap<>();

    /// @param task null for runs without a task
    BenchTally(Task task) {
        this.task = task;
    }

    /// @param number the item's, from 0
    /// @param greedy how greedy decoding of the item ended
    void add(BenchedStrategy strategy, int number, TaskExample item, Outcome outcome, Outcome greedy) {
        Sums sum = sums.computeIfAbsent(strategy, _ -> new Sums());
        sum.items++;
        sum.score += score(item, outcome);
        sum.greedyScore += score(item, greedy);
        if (outcome.error() != null) {
            sum.failures.add(new BenchRow.Failure(name(), number + 1, outcome.error()));
        } else {
            sum.cost = sum.cost.plus(outcome.cost());
            sum.greedy = sum.greedy.plus(greedy.cost());
        }
    }

    private double score(TaskExample item, Outcome outcome) {
        return task == null ? Double.NaN : outcome.result() == null ? 0 : task.score(item, outcome.result().text());
    }

    private String name() {
        return task == null ? "" : task.name();
    }

    BenchRow row(BenchedStrategy strategy) {
        Sums sum = sums.get(strategy);
        return new BenchRow(strategy.name(), strategy.family(), name(), sum.items, sum.score / sum.items,
                sum.greedyScore / sum.items, sum.cost, sum.greedy, List.copyOf(sum.failures));
    }
}
