package org.decant.strategies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.compiler.host.RunResult;
import org.decant.models.task.Task;
import org.decant.models.task.TaskExample;
import org.decant.models.task.Tasks;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.run.ModelCost;

/// What strategies give with the trained models on items of the tasks' tests. What is asserted of the drafters leaves room for
/// better ones.
final class BuiltinDrafts {
    static final ForwardModel TARGET = Trained.TARGET;
    static final ForwardModel DRAFTER = Trained.DRAFTER;
    /// In tokens of its own.
    static final ForwardModel BYTES = Trained.BYTES;
    static final ForwardModel MASKED = Library.model("builtin:masked", null);

    private BuiltinDrafts() {
    }

    /// What runs together gave.
    ///
    /// @param tokens        tokens written
    /// @param verifications how often a draft was verified
    /// @param accepted      drafted tokens that were
    /// @param passes        by the model's name
    /// @param score         the mean of the task's scores
    /// @param texts         what was written, item by item
    record Effect(long tokens, long verifications, long accepted, Map<String, Long> passes, double score, List<String> texts) {

        double tokensPerVerification() {
            return (double) tokens / verifications;
        }

        double tokensPerPass() {
            return (double) tokens / passes(TARGET);
        }

        double acceptedPerVerification() {
            return (double) accepted / verifications;
        }

        double drafterPassesPerPass() {
            return (double) passes(DRAFTER) / passes(TARGET);
        }

        long passes(ForwardModel model) {
            return passes.getOrDefault(model.name(), 0L);
        }
    }

    /// The first items of a task's test.
    static List<TaskExample> items(String task, int count) {
        return Trained.items(task, count).stream().map(Trained.Item::example).toList();
    }

    /// Runs a strategy with the target and the drafter.
    static Effect drafted(String strategy, Map<String, ?> arguments, String task, int count, int maxTokens, long seed) {
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        all.putIfAbsent("drafter", DRAFTER);
        return alone(strategy, all, task, count, maxTokens, seed);
    }

    /// Runs a strategy with the target, if no other is given.
    ///
    /// @param count     how many items
    /// @param maxTokens of each of them
    static Effect alone(String strategy, Map<String, ?> arguments, String task, int count, int maxTokens, long seed) {
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        all.putIfAbsent("target", TARGET);
        Task named = Tasks.named(task);
        long tokens = 0;
        long verifications = 0;
        long accepted = 0;
        double score = 0;
        Map<String, Long> passes = new HashMap<>();
        List<String> texts = new ArrayList<>();
        for (TaskExample item : items(task, count)) {
            RunResult result = Library.run(strategy, all, item.prompt(), maxTokens, seed + texts.size());
            tokens += result.tokens().size();
            verifications += result.drafts().verifications();
            accepted += result.drafts().accepted();
            score += named.score(item, result.text()) / count;
            texts.add(result.text());
            for (ModelCost cost : result.models()) {
                passes.merge(cost.model(), cost.passes(), Long::sum);
            }
        }
        return new Effect(tokens, verifications, accepted, passes, score, texts);
    }
}
