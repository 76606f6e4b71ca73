package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Vilnis et al., 2023: outputs side by side on the line from 0 to 1, each as wide as its probability, in the order of the tokens'
/// ids; sample i is the output at (i / n + shift) mod 1, for one uniform shift.
class ArithmeticSamplingTest {

    @Test
    void samplesAreTheOutputsAtEvenlySpacedPoints() {
        Random random = new Random(Library.seed("arithmetic_sampling"));
        for (int round = 0; round < 30; round++) {
            TableModel target = Library.table(random, Library.letters(3 + random.nextInt(2)), 2, round);
            int samples = 1 + random.nextInt(4);
            int horizon = 1 + random.nextInt(3);
            Map<List<List<Token>>, Double> drawn = Library.outcomes("arithmetic_sampling",
                    Map.of("target", target, "samples", samples), "a", horizon, ArithmeticSamplingTest::samples);
            Map<List<List<Token>>, Double> expected = together(Oracle.ancestral(target, "a", horizon), samples);
            double distance = Oracle.totalVariation(expected, drawn);
            assertTrue(distance < Oracle.EXACT, "round " + round + ": " + distance + ", " + expected + " " + drawn);
        }
    }

    /// The probability of each row of samples: the shifts between two at which one of them changes give the same.
    private static Map<List<List<Token>>, Double> together(Map<List<Token>, Double> outputs, int samples) {
        TreeSet<Double> changes = new TreeSet<>(List.of(0.0, 1.0));
        double end = 0;
        for (double p : outputs.values()) {
            end += p;
            for (int i = 0; i < samples; i++) {
                double change = end - (double) i / samples;
                changes.add(change - Math.floor(change));
            }
        }
        Map<List<List<Token>>, Double> all = new HashMap<>();
        double from = 0;
        for (double to : changes) {
            if (to - from > 1e-13) {
                List<List<Token>> row = new ArrayList<>();
                for (int i = 0; i < samples; i++) {
                    row.add(at(outputs, ((double) i / samples + (from + to) / 2) % 1));
                }
                all.merge(row, to - from, Double::sum);
            }
            from = to;
        }
        return all;
    }

    private static List<Token> at(Map<List<Token>, Double> outputs, double point) {
        double end = 0;
        for (Map.Entry<List<Token>, Double> output : outputs.entrySet()) {
            end += output.getValue();
            if (point < end) {
                return output.getKey();
            }
        }
        throw new AssertionError("nothing at " + point);
    }

    @SuppressWarnings("unchecked")
    private static List<List<Token>> samples(RunResult result) {
        return ((List<List<Token>>) result.value()).stream().map(List::copyOf).toList();
    }

    /// Code points go on being random where a number in double precision has been used up.
    @Test
    void longSamplesStayRandom() {
        TableModel target = TableModel.random(new Random(Library.seed("arithmetic_sampling, long")), Library.letters(4), 1,
                TableShape.FLAT);
        double[] expected = new double[4];
        double[] counts = new double[4];
        for (int seed = 0; seed < 400; seed++) {
            for (List<Token> sample : samples(Library.run("arithmetic_sampling", Map.of("target", target, "samples", 2), "a", 80,
                    seed))) {
                for (int i = 40; i < sample.size(); i++) {
                    counts[sample.get(i).id()]++;
                    double[] row = Oracle.probabilities(target, Oracle.start(target, sample.get(i - 1).text()));
                    for (int id = 0; id < row.length; id++) {
                        expected[id] += row[id];
                    }
                }
            }
        }
        for (int id = 0; id < counts.length; id++) {
            // The differences are sums of martingale steps, each of a variance of at most p.
            assertTrue(Math.abs(counts[id] - expected[id]) < 5 * Math.sqrt(expected[id]) + 1,
                    id + ": " + counts[id] + ", expected " + expected[id]);
        }
    }

    /// The paper's claims: more different samples than independent ones give, and means of them that vary less.
    @Test
    void samplesAreMoreDiverseAndTheirMeansVaryLess() {
        long seed = Library.seed("arithmetic_sampling, effect");
        int samples = 8;
        int runs = 300;
        double[] distinct = new double[2];
        double[] squares = new double[2];
        TableModel target = TableModel.random(new Random(seed), Library.letters(6), 1, TableShape.VARIED);
        double mean = 0;
        for (Map.Entry<List<Token>, Double> output : Oracle.ancestral(target, "a", 4).entrySet()) {
            mean += output.getValue() * count(output.getKey());
        }
        for (int run = 0; run < runs; run++) {
            List<List<Token>> spaced = samples(Library.run("arithmetic_sampling", Map.of("target", target, "samples", samples), "a", 4,
                    seed + run));
            List<List<Token>> alone = new ArrayList<>();
            for (int i = 0; i < samples; i++) {
                alone.add(samples(Library.run("arithmetic_sampling", Map.of("target", target, "samples", 1), "a", 4,
                        seed + 1000L * (i + 1) + run)).getFirst());
            }
            List<List<List<Token>>> both = List.of(spaced, alone);
            for (int i = 0; i < 2; i++) {
                distinct[i] += (double) new HashSet<>(both.get(i)).size() / runs;
                double off = both.get(i).stream().mapToDouble(ArithmeticSamplingTest::count).average().orElseThrow() - mean;
                squares[i] += off * off / runs;
            }
        }
        System.out.printf("arithmetic_sampling: %.2f of 8 samples distinct, %.2f of independent ones; variance of a mean %.4f, %.4f%n",
                distinct[0], distinct[1], squares[0], squares[1]);
        assertTrue(distinct[0] > distinct[1] + 0.3, distinct[0] + " " + distinct[1]);
        assertTrue(squares[0] < 0.7 * squares[1], squares[0] + " " + squares[1]);
    }

    /// How often the first letter stands in an output.
    private static double count(List<Token> output) {
        return output.stream().filter(token -> token.id() == 0).count();
    }

    /// The same of sentences with given words, to their first tokens.
    @Test
    void moreOfTheSentencesAreDifferent() {
        long seed = Library.seed("arithmetic_sampling, sentences");
        int samples = 8;
        List<Trained.Item> items = Trained.items("keywords", 8);
        double spaced = Trained.mean(items, item -> new HashSet<>(samples(Library.run("arithmetic_sampling",
                Map.of("target", Trained.TARGET, "samples", samples), item.prompt(), 5, seed))).size());
        double independent = Trained.mean(items, item -> new HashSet<>(samples(Library.run(Library.script("""
                import nucleus
                strategy independent(target: Model, samples: Int) -> List<Tokens> {
                  return fork(samples) { run nucleus(target, p: 1.0) }
                }
                """), Map.of("target", Trained.TARGET, "samples", samples), item.prompt(), 5, seed))).size());
        System.out.printf("arithmetic_sampling: %.2f different beginnings of 8 sentences, %.2f of independent samples%n", spaced,
                independent);
        assertTrue(spaced > independent + 0.4, spaced + " " + independent);
    }
}
