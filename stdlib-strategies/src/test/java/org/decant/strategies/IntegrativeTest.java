package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Cheng et al., 2025: of the prompts that each begin with a response, the token of the largest mean score is written.
class IntegrativeTest {

    @Test
    void theCopiesDecideTogether() {
        Random random = new Random(Library.seed("integrative"));
        for (int round = 0; round < 24; round++) {
            TableModel target = Library.table(random, Library.letters(3), 3, round);
            int samples = 1 + random.nextInt(2);
            int horizon = 1 + random.nextInt(2);
            String separator = random.nextBoolean() ? "" : "b";
            double temperature = 0.4 + random.nextDouble();
            Map<List<Token>, Double> responses = Oracle.outputs(Oracle.start(target, "a"), horizon,
                    context -> tempered(Oracle.probabilities(target, context), temperature));
            Map<List<Token>, Double> expected = new HashMap<>();
            collect(target, responses, samples, List.of(), 1, separator, horizon, expected);
            Oracle.assertSameDistribution(expected, Library.distribution("integrative",
                    Map.of("target", target, "samples", samples, "frame", (UnaryOperator<String>) response -> response + separator,
                            "temperature", temperature), "a", horizon), "round " + round + ", " + target.name() + ", " + samples + " samples");
        }
    }

    private static double[] tempered(double[] p, double temperature) {
        return Oracle.normalized(Arrays.stream(p).map(mass -> Math.pow(mass, 1 / temperature)).toArray());
    }

    private static void collect(TableModel target, Map<List<Token>, Double> responses, int left, List<Context> copies,
                                double mass, String separator, int horizon, Map<List<Token>, Double> all) {
        if (left == 0) {
            all.merge(written(copies, target, horizon), mass, Double::sum);
            return;
        }
        responses.forEach((response, p) -> {
            List<Context> more = new ArrayList<>(copies);
            List<Token> letters = response.stream().filter(token -> !token.isEnd()).toList();
            more.add(Oracle.start(target, "").plus(letters).plus(target.vocabulary().encode(separator + "a")));
            collect(target, responses, left - 1, more, mass * p, separator, horizon, all);
        });
    }

    private static List<Token> written(List<Context> copies, TableModel target, int horizon) {
        List<Token> written = new ArrayList<>();
        while (written.size() < horizon && (written.isEmpty() || !written.getLast().isEnd())) {
            double[] sum = new double[target.vocabulary().size()];
            for (Context copy : copies) {
                double[] row = new double[sum.length];
                target.score(copy.plus(written), row);
                Arrays.setAll(sum, id -> sum[id] + row[id]);
            }
            int best = 0;
            for (int id = 1; id < sum.length; id++) {
                best = sum[id] > sum[best] ? id : best;
            }
            written.add(target.vocabulary().token(best));
        }
        return written;
    }

    /// The paper's claim: the more responses, the more often what is written is what most responses would say.
    @Test
    void moreResponsesAgreeOnWhatIsRight() {
        Vocabulary letters = Library.letters(4);
        // Says `a`, which is right, six times in ten, and whatever it has read more often.
        TableModel target = TableModel.of("unsure", letters, tokens -> {
            double[] row = {0.6, 0.2, 0.2, 0};
            for (Token token : tokens) {
                row[token.id()] += 1;
            }
            return Oracle.normalized(row);
        });
        StringBuilder line = new StringBuilder("integrative: right, by responses: 0 0.60");
        double before = 0.6;
        for (int samples : new int[] {1, 3, 5}) {
            double right = Library.distribution("integrative",
                    Map.of("target", target, "samples", samples, "temperature", 1.0), "", 1)
                    .getOrDefault(List.of(letters.token(0)), 0.0);
            line.append(String.format(" %d %.2f", samples, right));
            assertTrue(right >= before - 1e-12, line::toString);
            before = right;
        }
        System.out.println(line);
        assertTrue(before > 0.75, line::toString);
    }

    /// Of sums to the small model: better than the responses that it integrates. The models have not learnt to read an answer
    /// before the question, so that it comes to what greedy decoding writes, and gains nothing over it as it does in the paper.
    @Test
    void answersAreBetterThanTheResponses() {
        long seed = Library.seed("integrative, effect");
        List<Trained.Item> items = Trained.items("arithmetic", 10);
        double sampled = score(items, "nucleus", Map.of("p", 1.0, "temperature", 1.2), seed);
        double greedy = score(items, "greedy", Map.of(), seed);
        double integrated = score(items, "integrative", Map.of("samples", 4, "temperature", 1.2), seed);
        System.out.printf("integrative: %.0f%% of sums right, of responses %.0f%%, greedily %.0f%%%n", 100 * integrated, 100 * sampled,
                100 * greedy);
        assertTrue(integrated > sampled + 0.1, integrated + " " + sampled);
    }

    private static double score(List<Trained.Item> items, String strategy, Map<String, ?> options, long seed) {
        Map<String, Object> arguments = new HashMap<>(options);
        arguments.put("target", Trained.BYTES);
        return Trained.mean(items, item -> item.score(Library.run(strategy, arguments, item.prompt(), 36, seed).text()));
    }
}
