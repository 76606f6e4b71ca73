package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.decant.compiler.host.RunResult;
import org.decant.models.task.Split;
import org.decant.models.task.Task;
import org.decant.models.task.TaskExample;
import org.decant.models.task.Tasks;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Ma et al., 2019; Arivazhagan et al., 2020: what is written when so much of the source has been read, and the latency of it.
class RetranslateTest {
    private static final String SOURCE = "abcabba";
    private static final Function<String, String> FRAME = read -> "c" + read + "b";
    private static final Function<String, String> TRANSLATION = read -> "English: " + read + "\nTavi:";

    private record Written(List<Token> tokens, double lagging, double erasure) {}

    @Test
    void waitKReadsKTokensAheadOfWhatItWrites() {
        Random random = new Random(Library.seed("retranslate, wait_k"));
        for (int round = 0; round < 60; round++) {
            TableModel target = TableModel.random(random, Library.letters(4), 2, TableShape.VARIED);
            int size = random.nextInt(SOURCE.length() + 1);
            int k = 1 + random.nextInt(5);
            int horizon = 1 + random.nextInt(8);
            List<Token> tokens = new ArrayList<>();
            List<Integer> delays = new ArrayList<>();
            while (tokens.size() < horizon && (tokens.isEmpty() || !tokens.getLast().isEnd())) {
                int read = Math.min(size, k + tokens.size());
                double[] p = Oracle.probabilities(target, Oracle.start(target, "bc" + SOURCE.substring(0, read) + "b").plus(tokens));
                p[3] = read < size ? 0 : p[3];
                tokens.add(target.vocabulary().token(largest(p)));
                delays.add(read);
            }
            check(new Written(tokens, lagging(delays, size), 0), run(target, "wait_k", size, k, 0, 0, horizon), round);
        }
    }

    @Test
    void retranslationShowsAnewWhatItHasRead() {
        Random random = new Random(Library.seed("retranslate"));
        double erased = 0;
        for (int round = 0; round < 60; round++) {
            TableModel target = TableModel.random(random, Library.letters(4), 2, TableShape.VARIED);
            int size = random.nextInt(SOURCE.length() + 1);
            int k = 1 + random.nextInt(4);
            double bias = round % 2 == 0 ? 0 : random.nextDouble();
            int hidden = random.nextInt(3);
            int horizon = 1 + random.nextInt(8);
            List<Token> shown = List.of();
            List<Integer> delays = new ArrayList<>();
            int gone = 0;
            for (int read = Math.min(k, size); read <= size; read++) {
                List<Token> next = translation(target, "bc" + SOURCE.substring(0, read) + "b", shown, bias, horizon);
                if (read < size) {
                    next.removeIf(Token::isEnd);
                    next = next.subList(0, Math.max(0, next.size() - hidden));
                }
                int same = 0;
                while (same < Math.min(next.size(), shown.size()) && next.get(same).equals(shown.get(same))) {
                    same++;
                }
                gone += shown.size() - same;
                delays.subList(same, delays.size()).clear();
                while (delays.size() < next.size()) {
                    delays.add(read);
                }
                shown = next;
            }
            erased += gone;
            check(new Written(shown, lagging(delays, size), (double) gone / Math.max(1, shown.size())),
                    run(target, "retranslate", size, k, bias, hidden, horizon), round);
            if (bias == 0) {
                assertEquals(Oracle.greedy(target, "bc" + SOURCE.substring(0, size) + "b", horizon), shown, "round " + round);
            }
        }
        assertTrue(erased > 0, "nothing was ever erased");
    }

    private static List<Token> translation(TableModel target, String context, List<Token> earlier, double bias, int horizon) {
        List<Token> tokens = new ArrayList<>();
        while (tokens.size() < horizon && (tokens.isEmpty() || !tokens.getLast().isEnd())) {
            double[] p = Oracle.probabilities(target, Oracle.start(target, context).plus(tokens));
            if (tokens.size() < earlier.size() && tokens.equals(earlier.subList(0, tokens.size()))) {
                for (int id = 0; id < p.length; id++) {
                    p[id] = (1 - bias) * p[id] + (id == earlier.get(tokens.size()).id() ? bias : 0);
                }
            }
            tokens.add(target.vocabulary().token(largest(p)));
        }
        return tokens;
    }

    private static int largest(double[] p) {
        int best = 0;
        for (int id = 1; id < p.length; id++) {
            best = p[id] > p[best] ? id : best;
        }
        return best;
    }

    /// The mean over t up to the first token for which all was read of g(t) - (t - 1) |x| / |y|.
    private static double lagging(List<Integer> delays, int size) {
        double sum = 0;
        int counted = 0;
        for (int t = 1; t <= delays.size() && size > 0; t++) {
            sum += delays.get(t - 1) - (t - 1.0) * size / delays.size();
            counted = t;
            if (delays.get(t - 1) == size) {
                break;
            }
        }
        return counted == 0 ? 0 : sum / counted;
    }

    private static RunResult run(ForwardModel target, String policy, int size, int k, double bias, int hidden, int horizon) {
        return Library.run("retranslate", Map.of("target", target, "source", SOURCE.substring(0, size), "frame", FRAME, "policy",
                policy, "k", k, "bias", bias, "hidden", hidden), "b", horizon, 0);
    }

    private static void check(Written expected, RunResult result, int round) {
        assertEquals(expected.tokens, result.tokens(), "round " + round);
        Object[] latency = ((RecordValue) result.value()).values();
        assertEquals(expected.lagging, (Double) latency[0], 1e-9, "lagging, round " + round);
        assertEquals(expected.erasure, (Double) latency[1], 1e-9, "erasure, round " + round);
    }

    @Test
    void readingMoreMakesTranslationsBetterAndLater() {
        ForwardModel target = Trained.TARGET;
        Task task = Tasks.named("translation");
        List<TaskExample> examples = task.examples(Split.VALIDATION, 4, 1);
        StringBuilder figures = new StringBuilder();
        List<Double> scores = new ArrayList<>();
        List<Double> laggings = new ArrayList<>();
        for (int k : new int[] {1, 3, 100}) {
            double score = 0;
            double lagging = 0;
            for (TaskExample example : examples) {
                String source = example.prompt().substring("English: ".length(), example.prompt().indexOf('\n'));
                RunResult result = Library.run("retranslate", Map.of("target", target, "source", source, "frame",
                        TRANSLATION, "k", k), "", 32, 0);
                score += task.score(example, result.text()) / examples.size();
                lagging += (Double) ((RecordValue) result.value()).values()[0] / examples.size();
            }
            scores.add(score);
            laggings.add(lagging);
            figures.append(String.format(", k %d: chrF %.2f, %.1f tokens behind", k, score, lagging));
        }
        System.out.println("retranslate: wait-k" + figures.substring(1));
        assertTrue(scores.getLast() > scores.getFirst() && laggings.getLast() > laggings.getFirst(), figures.toString());
    }
}
