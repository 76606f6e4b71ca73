package org.decant.cli;

import java.util.List;
import org.decant.compiler.host.RunRequest;
import org.decant.models.task.Split;
import org.decant.models.task.Task;
import org.decant.models.task.TaskExample;

/// How strategies are run on tasks wherever something is measured: on items of the test, which no model was trained on. An
/// answer is one line.
///
/// @param maxTokens how many tokens an answer may have, at least 1
/// @param seed      decides on the items and on random choices
record TaskProtocol(int maxTokens, long seed) {
    static final int MAX_TOKENS = 200;
    private static final String ANSWER_END = "\n";

    /// What `--max-tokens` and `--seed` say.
    static TaskProtocol of(Command.Invocation invocation) {
        return new TaskProtocol((int) Math.min(Integer.MAX_VALUE, invocation.integer("--max-tokens", 1, MAX_TOKENS)),
                invocation.integer("--seed", Long.MIN_VALUE, 1));
    }

    List<TaskExample> items(Task task, int count) {
        return task.examples(Split.TEST, count, seed);
    }

    /// What a run on an item is given, but for the strategy's arguments.
    RunRequest.Builder request(TaskExample item) {
        return RunRequest.builder().prompt(item.prompt()).maxTokens(maxTokens).stop(ANSWER_END).seed(seed);
    }
}
