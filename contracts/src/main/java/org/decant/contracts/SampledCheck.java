package org.decant.contracts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.GTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.decant.compiler.host.Decant;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.host.RunRequest;
import org.decant.compiler.host.RunResult;
import org.decant.compiler.typed.Routine.Contract;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.model.Model;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Token;

/// Tests a contract on given models with samples: what a small model cannot show, such as large vocabularies, caches and
/// rounding. `lossless` is tested by four tests with one error rate for all together (Holm, 1979), `greedy` by equality.
///
/// With F the target's distribution function at a context (likeliest token first) and v a uniform number, F(before t) + v p(t)
/// is uniform and independent from token to token exactly if every token t is drawn from the target: the randomised
/// probability integral transform (Smith, 1985).
public final class SampledCheck {
    private static final int BINS = 20;
    /// Cells of fewer expected samples are put together.
    private static final int SMALLEST_CELL = 5;
    /// So many first tokens of an output are a cell of the test of whole outputs.
    private static final int COMPARED_TOKENS = 3;
    private static final int PROGRESS_EVERY = 50;
    private static final String PROBE = """
            strategy ancestral(target: Model) { generate { sample(softmax(target(output))) } }
            strategy decoded(target: Model) { generate { argmax(target(output)) } }
            strategy model(target: Model) -> Model { return target }
            """;

    /// @param samples   how many outputs to draw, at least 1
    /// @param seed      what all draws derive from: the same seed gives the same report
    /// @param prompt    the text to go on from
    /// @param maxTokens how many tokens an output has at most
    /// @param errorRate how likely a strategy that keeps its contract may be refuted, above 0 and below 1
    public record Options(int samples, long seed, String prompt, int maxTokens, double errorRate) {
        public static final double ERROR_RATE = 0.001;
        public static final int MAX_TOKENS = 20;
    }

    /// @param name      what is compared
    /// @param statistic its value
    /// @param p         how likely a value at least as large is if the contract holds
    /// @param refutes   whether that is too small, all tests together
    public record Test(String name, double statistic, double p, boolean refutes) {}

    /// @param tests  none for `greedy` and `terminates`
    /// @param tokens how many tokens the strategy wrote in all samples together
    /// @param differ how many samples are not what they should be; for `lossless` 0
    public record Result(Contract contract, boolean held, List<Test> tests, int samples, long tokens, int differ) {}

    private final LoadedStrategy strategy;
    private final Map<String, Object> arguments;
    private final Options options;
    private final ContractCheck.Progress progress;
    private final Decant decant;
    private final Session session = new Session();

    private SampledCheck(Decant decant, LoadedStrategy strategy, Map<String, Object> arguments, Options options,
                         ContractCheck.Progress progress) {
        this.decant = decant;
        this.strategy = strategy;
        this.arguments = strategy.prepare(arguments, session);
        this.options = options;
        this.progress = progress;
    }

    /// Tests contracts that `strategy` states.
    ///
    /// @param arguments as [RunRequest] takes them; the model of each contract among them
    /// @throws DecantException where an argument is missing or wrong, or a run fails
    public static List<Result> check(Decant decant, LoadedStrategy strategy, List<Contract> contracts,
                                     Map<String, Object> arguments, Options options, ContractCheck.Progress progress) {
        return new SampledCheck(decant, strategy, arguments, options, progress).check(contracts);
    }

    private List<Result> check(List<Contract> contracts) {
        for (Contract contract : contracts) {
            if (contract.parameter() != null && !arguments.containsKey(contract.parameter())) {
                throw new DecantException("the model `" + contract.parameter() + "` is not given",
                        "samples are drawn from a model: `--" + contract.parameter() + " ngram:notes.txt`");
            }
        }
        for (Contract contract : contracts) {
            if (contract.condition() != null) {
                throw new DecantException("`" + contract + "` cannot be tested by samples: there are none of the target under"
                        + " the condition", "check it exactly: leave out `--samples`");
            }
        }
        List<List<Token>> outputs = new ArrayList<>();
        int unfinished = 0;
        for (int i = 0; i < options.samples; i++) {
            RunResult result = strategy.run(request(arguments, i));
            outputs.add(result.tokens());
            unfinished += result.interrupted() ? 1 : 0;
            if (i % PROGRESS_EVERY == 0) {
                progress.at(i, options.samples, i);
            }
        }
        List<Result> results = new ArrayList<>();
        for (Contract contract : contracts) {
            results.add(switch (contract.kind()) {
                case LOSSLESS -> lossless(contract, outputs);
                case GREEDY -> greedy(contract, outputs);
                case TERMINATES -> new Result(contract, unfinished == 0, List.of(), outputs.size(), tokens(outputs), unfinished);
            });
        }
        return results;
    }

    private RunRequest request(Map<String, Object> values, long stream) {
        RunRequest.Builder request = RunRequest.builder().prompt(options.prompt).maxTokens(options.maxTokens)
                .seed(options.seed * 1_000_003 + stream).session(session);
        values.forEach(request::argument);
        return request.build();
    }

    private LoadedStrategy probe(String name) {
        return decant.loadText("probe.decode", PROBE).strategy(name);
    }

    private Map<String, Object> target(Contract contract) {
        return Map.of("target", arguments.get(contract.parameter()));
    }

    private static long tokens(List<List<Token>> outputs) {
        return outputs.stream().mapToLong(List::size).sum();
    }

    private Result greedy(Contract contract, List<List<Token>> outputs) {
        List<Token> expected = probe("decoded").run(request(target(contract), 0)).tokens();
        int differ = (int) outputs.stream().filter(output -> !output.equals(expected)).count();
        return new Result(contract, differ <= contract.within() * outputs.size(), List.of(), outputs.size(), tokens(outputs),
                differ);
    }

    private Result lossless(Contract contract, List<List<Token>> outputs) {
        if (contract.within() > 0) {
            throw new DecantException("`" + contract + "` cannot be tested with samples",
                    "a bound that is not 0 is checked exactly: leave `--samples` out");
        }
        Model model = (Model) probe("model").run(request(target(contract), 0)).value();
        Context start = session.root(model.vocabulary());
        start = options.prompt.isEmpty() ? start : start.plus(model.vocabulary().encode(options.prompt));
        LoadedStrategy ancestral = probe("ancestral");
        List<List<Token>> references = new ArrayList<>();
        for (int i = 0; i < options.samples; i++) {
            references.add(ancestral.run(request(target(contract), options.samples + i)).tokens());
            if (i % PROGRESS_EVERY == 0) {
                progress.at(i, options.samples, i);
            }
        }
        List<Test> tests = new ArrayList<>();
        tests.add(firstToken(model, start, outputs));
        tests.add(everyToken(model, start, outputs));
        tests.add(beginnings(outputs, references));
        tests.add(likelihoods(model, start, outputs, references));
        List<Test> judged = judged(tests);
        return new Result(contract, judged.stream().noneMatch(Test::refutes), judged, outputs.size(), tokens(outputs), 0);
    }

    /// Whether the first tokens are distributed as the target's.
    private static Test firstToken(Model model, Context start, List<List<Token>> outputs) {
        double[] p = model.logits(start).softmax().probabilities();
        long[] seen = new long[p.length];
        long count = 0;
        for (List<Token> output : outputs) {
            if (!output.isEmpty()) {
                seen[output.getFirst().id()]++;
                count++;
            }
        }
        List<Double> expected = new ArrayList<>();
        List<Long> observed = new ArrayList<>();
        double restExpected = 0;
        long restObserved = 0;
        for (int id = 0; id < p.length; id++) {
            if (p[id] == 0 && seen[id] > 0) {
                return new Test("the first token", Double.POSITIVE_INFINITY, 0, false);
            }
            if (p[id] * count >= SMALLEST_CELL) {
                expected.add(p[id] * count);
                observed.add(seen[id]);
            } else {
                restExpected += p[id] * count;
                restObserved += seen[id];
            }
        }
        if (restExpected > 0) {
            expected.add(restExpected);
            observed.add(restObserved);
        }
        return goodness("the first token", expected, observed);
    }

    private static Test goodness(String name, List<Double> expected, List<Long> observed) {
        if (expected.size() < 2) {
            return new Test(name, 0, 1, false);
        }
        var result = GTest.withDefaults().test(expected.stream().mapToDouble(x -> x).toArray(),
                observed.stream().mapToLong(x -> x).toArray());
        return new Test(name, result.getStatistic(), result.getPValue(), false);
    }

    /// Whether every token is distributed as the target's where it was written.
    private Test everyToken(Model model, Context start, List<List<Token>> outputs) {
        SplittableRandom random = new SplittableRandom(options.seed);
        long[] bins = new long[BINS];
        long count = 0;
        for (List<Token> output : outputs) {
            Context context = start;
            for (Token token : output) {
                double place = place(model.logits(context).softmax(), token, random.nextDouble());
                if (place < 0) {
                    return new Test("every token where it was written", Double.POSITIVE_INFINITY, 0, false);
                }
                bins[Math.min(BINS - 1, (int) (place * BINS))]++;
                count++;
                context = context.plus(token);
            }
        }
        double expected = count / (double) BINS;
        if (expected < SMALLEST_CELL) {
            return new Test("every token where it was written", 0, 1, false);
        }
        return goodness("every token where it was written", java.util.Collections.nCopies(BINS, expected),
                Arrays.stream(bins).boxed().toList());
    }

    /// A number that is uniform in [0, 1) if `token` was drawn from `dist` and `uniform` from [0, 1); -1 for an impossible token.
    private static double place(Dist dist, Token token, double uniform) {
        double[] p = dist.probabilities();
        double own = p[token.id()];
        if (own == 0) {
            return -1;
        }
        double before = 0;
        for (int id = 0; id < p.length; id++) {
            if (p[id] > own || p[id] == own && id < token.id()) {
                before += p[id];
            }
        }
        return before + uniform * own;
    }

    /// Whether the outputs' first few tokens, taken together, are distributed as those of outputs of the target itself.
    private static Test beginnings(List<List<Token>> outputs, List<List<Token>> references) {
        Map<List<Token>, long[]> counts = new LinkedHashMap<>();
        count(outputs, 0, counts);
        count(references, 1, counts);
        List<long[]> cells = new ArrayList<>();
        long[] rest = new long[2];
        for (long[] cell : counts.values()) {
            if (cell[0] + cell[1] >= 2 * SMALLEST_CELL) {
                cells.add(cell);
            } else {
                rest[0] += cell[0];
                rest[1] += cell[1];
            }
        }
        if (rest[0] + rest[1] > 0) {
            cells.add(rest);
        }
        String name = "the first " + COMPARED_TOKENS + " tokens against samples of the target";
        if (cells.size() < 2) {
            return new Test(name, 0, 1, false);
        }
        var result = GTest.withDefaults().test(cells.toArray(long[][]::new));
        return new Test(name, result.getStatistic(), result.getPValue(), false);
    }

    private static void count(List<List<Token>> outputs, int side, Map<List<Token>, long[]> counts) {
        for (List<Token> output : outputs) {
            counts.computeIfAbsent(List.copyOf(output.subList(0, Math.min(COMPARED_TOKENS, output.size()))),
                    cell -> new long[2])[side]++;
        }
    }

    /// Whether whole outputs are as likely, under the target, as outputs of the target itself.
    private static Test likelihoods(Model model, Context start, List<List<Token>> outputs, List<List<Token>> references) {
        String name = "log-probabilities of whole outputs against samples of the target";
        var result = KolmogorovSmirnovTest.withDefaults().test(logProbabilities(model, start, outputs),
                logProbabilities(model, start, references));
        return new Test(name, result.getStatistic(), result.getPValue(), false);
    }

    private static double[] logProbabilities(Model model, Context start, List<List<Token>> outputs) {
        double[] sums = new double[outputs.size()];
        for (int i = 0; i < sums.length; i++) {
            Context context = start;
            for (Token token : outputs.get(i)) {
                // An impossible token is shown by the other tests; here it is only very unlikely.
                sums[i] += Math.max(-1e6, model.logits(context).softmax().logProbabilities()[token.id()]);
                context = context.plus(token);
            }
        }
        return sums;
    }

    /// Holm's procedure: the smallest p-value against the error rate over all tests, the next over the rest, …
    private List<Test> judged(List<Test> tests) {
        List<Test> byP = new ArrayList<>(tests);
        byP.sort(Comparator.comparingDouble(Test::p));
        List<Test> refuting = new ArrayList<>();
        for (int i = 0; i < byP.size() && byP.get(i).p <= options.errorRate / (byP.size() - i); i++) {
            refuting.add(byP.get(i));
        }
        return tests.stream().map(test -> new Test(test.name, test.statistic, test.p, refuting.contains(test))).toList();
    }
}
