package org.decant.strategies;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.decant.compiler.host.Decant;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.host.RunRequest;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.context.Context;
import org.decant.runtime.exact.Enumeration;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.run.ModelCost;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Runs the strategies of the library, with one engine for all tests.
final class Library {
    private static final Decant DECANT = Decant.create();
    private static final long BRANCH_LIMIT = 2_000_000;

    private Library() {
    }

    /// Runs a strategy once.
    ///
    /// @param seed     printed, so that a failure can be repeated
    static RunResult run(String strategy, Map<String, ?> arguments, String prompt, int maxTokens, long seed) {
        return run(DECANT.strategy(strategy), arguments, prompt, maxTokens, seed);
    }

    static RunResult run(LoadedStrategy strategy, Map<String, ?> arguments, String prompt, int maxTokens, long seed) {
        return strategy.run(request(arguments, prompt, maxTokens).seed(seed).build());
    }

    /// A strategy of a test, which may import those of the library.
    static LoadedStrategy script(String text) {
        return DECANT.loadText("test.decode", text).main();
    }

    /// A model by its name, such as `ngram:builtin`.
    ///
    /// @param shared the vocabulary it is to have; null for one of its own
    static ForwardModel model(String location, Vocabulary shared) {
        return DECANT.catalog().open(location, shared);
    }

    /// Runs the main strategy of a script that imports from the library.
    static RunResult runScript(String script, Map<String, ?> arguments, String prompt, int maxTokens) {
        return run(script(script), arguments, prompt, maxTokens, 0);
    }

    /// The n-gram model of a few texts: words and endings as in real ones.
    static ForwardModel words() {
        return model("ngram:builtin", null);
    }

    /// How often the models were called in a run, and for how many contexts in all.
    static long passes(RunResult result) {
        return result.models().stream().mapToLong(ModelCost::passes).sum();
    }

    static long contexts(RunResult result) {
        return result.models().stream().mapToLong(ModelCost::contexts).sum();
    }

    /// The exact distribution of what a strategy writes.
    static Map<List<Token>, Double> distribution(String strategy, Map<String, ?> arguments, String prompt, int maxTokens) {
        return outcomes(DECANT.strategy(strategy), arguments, prompt, maxTokens, run -> List.copyOf(run.tokens()));
    }

    /// The exact distribution of what the main strategy of a script that imports from the library writes.
    static Map<List<Token>, Double> scriptDistribution(String script, Map<String, ?> arguments, String prompt, int maxTokens) {
        return outcomes(script(script), arguments, prompt, maxTokens, run -> List.copyOf(run.tokens()));
    }

    /// The expected value of a number that comes out of a run, over all of its random choices.
    static double expectation(String strategy, Map<String, ?> arguments, String prompt, int maxTokens,
                              ToDoubleFunction<RunResult> number) {
        return outcomes(strategy, arguments, prompt, maxTokens, number::applyAsDouble).entrySet().stream()
                .mapToDouble(entry -> entry.getKey() * entry.getValue()).sum();
    }

    /// The exact distribution of something that comes out of a run.
    static <O> Map<O, Double> outcomes(String strategy, Map<String, ?> arguments, String prompt, int maxTokens,
                                        Function<RunResult, O> outcome) {
        return outcomes(DECANT.strategy(strategy), arguments, prompt, maxTokens, outcome);
    }

    private static <O> Map<O, Double> outcomes(LoadedStrategy loaded, Map<String, ?> arguments, String prompt, int maxTokens,
                                               Function<RunResult, O> outcome) {
        Session session = new Session();
        session.runBranchesInTurn();
        Enumeration.Result<O> result = Enumeration.of(draws -> outcome.apply(loaded.run(
                request(arguments, prompt, maxTokens).session(session).draws(draws).build())), BRANCH_LIMIT);
        if (result.missing() > 1e-12) {
            throw new AssertionError("not enumerated: a probability of " + result.missing());
        }
        return result.distribution();
    }

    /// Holds a strategy that draws from the target at other contexts than the output's against the exact distribution.
    ///
    /// @param instead the context that the target is asked at, by the output's
    static void assertDistribution(String strategy, Map<String, ?> arguments, TableModel target, String prompt, int maxTokens,
                                   UnaryOperator<Context> instead) {
        Oracle.assertSameDistribution(Oracle.outputs(Oracle.start(target, prompt), maxTokens,
                        context -> Oracle.probabilities(target, instead.apply(context))),
                distribution(strategy, arguments, prompt, maxTokens), strategy + " with " + arguments);
    }

    private static RunRequest.Builder request(Map<String, ?> arguments, String prompt, int maxTokens) {
        RunRequest.Builder request = RunRequest.builder().prompt(prompt).maxTokens(maxTokens);
        arguments.forEach(request::argument);
        return request;
    }

    /// A seed to start from, printed with the test that uses it.
    static long seed(String test) {
        long seed = Long.getLong("decant.test.seed", 20_260_101L);
        System.out.println(test + ": seed " + seed + " (-Ddecant.test.seed=... for another)");
        return seed;
    }

    /// One-letter tokens, the last being the end token.
    static Vocabulary letters(int size) {
        return SymbolTokenizer.letters("letters", size, true);
    }

    /// A random table of the shape numbered `round`, counted round and round.
    static TableModel table(RandomGenerator random, Vocabulary vocabulary, int order, int round) {
        TableShape[] shapes = TableShape.values();
        return TableModel.random(random, vocabulary, order, shapes[round % shapes.length]);
    }
}
