package org.decant.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.compiler.host.Decant;
import org.decant.compiler.host.RunRequest;
import org.decant.compiler.host.RunResult;
import org.decant.models.task.Task;
import org.decant.models.task.TaskExample;
import org.decant.runtime.context.Context;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.LayeredModel;
import org.decant.runtime.model.Model;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Token;

/// Measures how well a model does tasks, and what drafting for it gives there: on items of the test, which no model was
/// trained on.
final class TaskMeasurement {
    private static final int GAMMA = 4;

    private final Decant decant;
    private final ForwardModel target;
    private final ForwardModel drafter;
    private final TaskProtocol protocol;
    private final List<Way> ways = new ArrayList<>();

    /// A way to draft: a lossless strategy of the library, with its arguments.
    private record Way(String name, String strategy, Map<String, Object> arguments) {}

    /// What a task came to, or several together.
    ///
    /// @param name     the task's
    /// @param examples how many items
    /// @param score    the mean of the scores of greedy decoding, from 0 to 1
    /// @param tokens   of all references, their ends included
    /// @param loss     nats for each of them, given the prompt and those before it
    /// @param agreed   at how many of them the likeliest tokens of target and drafter are the same
    /// @param drafting what each way to draft gave
    record Result(String name, int examples, double score, long tokens, double loss, long agreed, List<Drafting> drafting) {

        double agreement() {
            return tokens == 0 ? 0 : agreed / (double) tokens;
        }

        /// The mean over tasks of their scores; of all else the mean over all tokens.
        static Result all(List<Result> results) {
            Result sum = results.getFirst();
            for (Result next : results.subList(1, results.size())) {
                List<Drafting> both = new ArrayList<>();
                for (int i = 0; i < sum.drafting.size(); i++) {
                    both.add(sum.drafting.get(i).plus(next.drafting.get(i)));
                }
                long tokens = sum.tokens + next.tokens;
                sum = new Result("all", sum.examples + next.examples, sum.score + next.score, tokens,
                        (sum.loss * sum.tokens + next.loss * next.tokens) / Math.max(1, tokens), sum.agreed + next.agreed, both);
            }
            return new Result("all", sum.examples, sum.score / results.size(), sum.tokens, sum.loss, sum.agreed, sum.drafting);
        }
    }

    /// What a way to draft gave.
    ///
    /// @param way      its name
    /// @param drafted  tokens that were verified
    /// @param accepted those of them that were taken
    /// @param written  tokens written
    /// @param passes   of the target
    record Drafting(String way, long drafted, long accepted, long written, long passes) {

        double acceptance() {
            return drafted == 0 ? 0 : accepted / (double) drafted;
        }

        double tokensPerPass() {
            return passes == 0 ? 0 : written / (double) passes;
        }

        Drafting plus(Drafting other) {
            return new Drafting(way, drafted + other.drafted, accepted + other.accepted, written + other.written,
                    passes + other.passes);
        }
    }

    /// @param drafter a model with the target's tokens
    TaskMeasurement(Decant decant, ForwardModel target, ForwardModel drafter, TaskProtocol protocol) {
        this.decant = decant;
        this.target = target;
        this.drafter = drafter;
        this.protocol = protocol;
        ways.add(new Way(drafter.name(), "speculative", Map.of("drafter", drafter, "gamma", GAMMA)));
        if (target instanceof LayeredModel layered && layered.layers() > 1) {
            ForwardModel half = layered.exit(layered.layers() / 2);
            ways.add(new Way(half.name(), "speculative", Map.of("drafter", half, "gamma", GAMMA)));
        }
        ways.add(new Way("suffix_automaton", "suffix_automaton", Map.of()));
    }

    /// Measures a task on `count` items.
    ///
    /// @param told called after each item
    Result measure(Task task, int count, Runnable told) {
        List<Drafting> drafting = new ArrayList<>(ways.stream().map(way -> new Drafting(way.name(), 0, 0, 0, 0)).toList());
        double score = 0;
        double loss = 0;
        long tokens = 0;
        long agreed = 0;
        List<TaskExample> examples = protocol.items(task, count);
        for (TaskExample example : examples) {
            score += task.score(example, run("greedy", Map.of(), example).text());
            Reading reading = read(example);
            loss += reading.loss;
            tokens += reading.tokens;
            agreed += reading.agreed;
            for (int i = 0; i < ways.size(); i++) {
                Way way = ways.get(i);
                RunResult result = run(way.strategy(), way.arguments(), example);
                drafting.set(i, drafting.get(i).plus(new Drafting(way.name(), result.drafts().drafted(),
                        result.drafts().accepted(), result.tokens().size(), result.models().getFirst().passes())));
            }
            told.run();
        }
        return new Result(task.name(), examples.size(), score / examples.size(), tokens, loss / Math.max(1, tokens), agreed,
                drafting);
    }

    /// Runs a strategy on an item.
    private RunResult run(String strategy, Map<String, Object> more, TaskExample example) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("target", target);
        arguments.putAll(more);
        RunRequest.Builder request = protocol.request(example);
        arguments.forEach(request::argument);
        return decant.strategy(strategy).run(request.build());
    }

    private record Reading(long tokens, double loss, long agreed) {}

    /// What target and drafter say at each token of the first reference.
    private Reading read(TaskExample example) {
        Session session = new Session();
        Model large = session.bind(target);
        Model small = session.bind(drafter);
        List<Token> reference = new ArrayList<>(target.vocabulary().encode(" " + example.references().getFirst()));
        if (target.vocabulary().end() >= 0) {
            reference.add(target.vocabulary().token(target.vocabulary().end()));
        }
        Context context = session.root(target.vocabulary()).plus(target.vocabulary().encode(example.prompt()));
        List<Logits> said = new ArrayList<>();
        List<Logits> guessed = new ArrayList<>();
        for (Token token : reference) {
            said.add(large.logits(context));
            guessed.add(small.logits(context));
            context = context.plus(token);
        }
        double loss = 0;
        long agreed = 0;
        for (int i = 0; i < reference.size(); i++) {
            loss -= said.get(i).softmax().logProbability(reference.get(i));
            agreed += said.get(i).argmax() == guessed.get(i).argmax() ? 1 : 0;
        }
        return new Reading(reference.size(), loss, agreed);
    }
}
