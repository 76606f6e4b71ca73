package org.decant.strategies;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.decant.models.task.Split;
import org.decant.models.task.Task;
import org.decant.models.task.TaskExample;
import org.decant.models.task.Tasks;
import org.decant.runtime.model.ForwardModel;

/// The trained models, opened once for all tests, and items of the tasks that they learnt. The items are of the test split:
/// no model has seen them.
final class Trained {
    static final ForwardModel TARGET = Library.model("builtin:target", null);
    static final ForwardModel DRAFTER = Library.model("builtin:drafter", TARGET.vocabulary());
    /// The weakest, in tokens of its own: where the target makes no mistakes, what a strategy mends shows with this one.
    static final ForwardModel BYTES = Library.model("builtin:drafter-bytes", null);
    private static final long SEED = 1;

    private Trained() {
    }

    /// An item of a task.
    record Item(Task task, TaskExample example) {

        String prompt() {
            return example.prompt();
        }

        String reference() {
            return example.references().getFirst();
        }

        /// What follows a label in the prompt, to the end of the line.
        String field(String label) {
            int start = prompt().indexOf(label + ": ") + label.length() + 2;
            int end = prompt().indexOf('\n', start);
            return prompt().substring(start, end < 0 ? prompt().length() : end);
        }

        /// From 0 to 1.
        double score(String output) {
            return task.score(example, output);
        }
    }

    /// The first items of a task; always the same ones.
    static List<Item> items(String name, int count) {
        Task task = Tasks.named(name);
        return task.examples(Split.TEST, count, SEED).stream().map(example -> new Item(task, example)).toList();
    }

    static double mean(List<Item> items, ToDoubleFunction<Item> number) {
        return items.stream().mapToDouble(number).average().orElseThrow();
    }
}
