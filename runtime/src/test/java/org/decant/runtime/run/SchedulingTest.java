package org.decant.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import org.decant.runtime.context.Context;
import org.decant.runtime.fixture.FunctionModel;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.model.Model;
import org.decant.runtime.random.Draws;
import org.decant.runtime.random.SeededDraws;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a run gives and what it costs depends on the seed and not on how its branches are scheduled.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SchedulingTest {
    private static final int REPETITIONS = 200;

    private final ThreadFactory threads = Thread.ofVirtual().factory();
    private final Vocabulary vocabulary = Vocabularies.letters(5, true);

    /// What a run wrote, branch by branch, and each model's passes with their contexts in order.
    private record Outcome(List<List<Integer>> written, List<List<List<Integer>>> passes) {
    }

    private FunctionModel model(int lean) {
        return new FunctionModel("model" + lean, vocabulary, at -> {
            Random random = new Random(31L * at.tokens().hashCode() + lean);
            double[] scores = new double[5];
            Arrays.setAll(scores, id -> random.nextGaussian() - (id == 4 ? 2 : 0));
            return scores;
        });
    }

    /// Branches of drawn lengths, some with branches of their own, on two models; `delays` are waits by chance.
    private Outcome run(long seed, boolean delays) {
        FunctionModel first = model(1);
        FunctionModel second = model(2);
        Session session = new Session();
        Model large = session.bind(first);
        Model small = session.bind(second);
        Context start = session.root(vocabulary);
        Output output = new Output(null, start, 100, List.of(), null);
        Activation main = new Run(session, output, new SeededDraws(seed)).start();
        Activation[] branches = main.branches(4);
        List<Output> outputs = new ArrayList<>();
        Output[] inner = new Output[2];
        session.branches(4, threads, i -> {
            Activation branch = branches[i];
            sample(branch, i % 2 == 0 ? large : small, 2 + branch.draws().choose(new double[] {1, 1, 1}), delays);
            if (i == 1) {
                Activation[] nested = branch.branches(2);
                session.branches(2, threads, j -> {
                    sample(nested[j], large, 3, delays);
                    inner[j] = nested[j].output();
                });
                sample(branch, large, 2, delays);
            }
        });
        for (Activation branch : branches) {
            outputs.add(branch.output());
        }
        outputs.addAll(List.of(inner));
        return new Outcome(outputs.stream().map(written -> ids(written.written())).toList(),
                List.of(passes(first), passes(second)).stream().flatMap(List::stream).toList());
    }

    private static List<List<List<Integer>>> passes(FunctionModel model) {
        return model.passes().stream()
                .map(pass -> pass.stream().map(context -> ids(context.tokens())).toList()).toList();
    }

    private static List<Integer> ids(List<Token> tokens) {
        return tokens.stream().map(Token::id).toList();
    }

    private static void sample(Activation branch, Model model, int steps, boolean delays) {
        Draws draws = branch.draws();
        for (int i = 0; i < steps && !branch.output().finished(); i++) {
            if (delays) {
                delay();
            }
            Context at = branch.output().context();
            model.issue(at);
            if (delays) {
                delay();
            }
            branch.output().append(draws.sample(model.logits(at).softmax()));
        }
    }

    private static void delay() {
        try {
            switch (ThreadLocalRandom.current().nextInt(8)) {
                case 0 -> Thread.sleep(0, ThreadLocalRandom.current().nextInt(300_000));
                case 1, 2 -> Thread.yield();
                default -> {
                }
            }
        } catch (InterruptedException interruption) {
            throw new AssertionError(interruption);
        }
    }

    @Test
    void resultsAndPassesDoNotDependOnScheduling() {
        Outcome expected = run(5, false);
        assertTrue(expected.passes().size() > 5);
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            assertEquals(expected, run(5, true));
        }
        assertTrue(!expected.written().equals(run(6, false).written()), "another seed gives another result");
    }
}
