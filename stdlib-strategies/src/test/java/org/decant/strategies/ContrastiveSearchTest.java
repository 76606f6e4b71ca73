package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Su et al., 2022: the candidate of the largest (1 - alpha) p(v) - alpha max cos(h(v), h(x_j)). A table's hidden states are
/// its next-token probabilities.
class ContrastiveSearchTest {

    @Test
    void likelyTokensWithNewHiddenStatesAreWritten() {
        Random random = new Random(Library.seed("contrastive_search"));
        for (int round = 0; round < 60; round++) {
            // Without ties, which rounding breaks.
            TableShape shape = List.of(TableShape.VARIED, TableShape.PEAKED, TableShape.ZEROS).get(round % 3);
            TableModel target = TableModel.random(random, Library.letters(3 + random.nextInt(5)), 1 + random.nextInt(2), shape);
            int k = 1 + random.nextInt(5);
            double alpha = round % 5 == 0 ? 0 : random.nextDouble();
            String prompt = random.nextBoolean() ? "" : "ab";
            RunResult result = Library.run("contrastive_search", Map.of("target", target, "k", k, "alpha", alpha), prompt, 8,
                    round);
            assertEquals(written(target, prompt, 8, k, alpha), result.tokens(),
                    "round " + round + ", " + target.name() + ", k " + k + ", alpha " + alpha);
            assertTrue(result.models().getFirst().passes() <= result.tokens().size() + 1,
                    result.models().getFirst().passes() + " passes for " + result.tokens().size() + " tokens");
        }
    }

    private static List<Token> written(TableModel target, String prompt, int horizon, int k, double alpha) {
        Context at = Oracle.start(target, prompt);
        List<Token> written = new ArrayList<>();
        while (written.size() < horizon && (written.isEmpty() || !written.getLast().isEnd())) {
            double[] p = Oracle.probabilities(target, at);
            List<Integer> candidates = IntStream.range(0, p.length).filter(id -> p[id] > 0).boxed()
                    .sorted(Comparator.comparingDouble(id -> -p[id])).limit(k).toList();
            Token best = null;
            double most = Double.NEGATIVE_INFINITY;
            for (int id : candidates) {
                Token token = target.vocabulary().token(id);
                double score = (1 - alpha) * p[id] - alpha * closest(target, at, at.plus(token));
                if (score > most + 1e-12) {
                    most = score;
                    best = token;
                }
            }
            written.add(best);
            at = at.plus(best);
        }
        return written;
    }

    /// The largest cosine of the candidate's hidden state and those of the tokens before it.
    private static double closest(TableModel target, Context before, Context candidate) {
        double[] state = Oracle.probabilities(target, candidate);
        double closest = before.length() == 0 ? 0 : -1;
        for (int length = 1; length <= before.length(); length++) {
            double[] earlier = Oracle.probabilities(target, before.prefix(length));
            double dot = 0;
            double one = 0;
            double other = 0;
            for (int i = 0; i < state.length; i++) {
                dot += state[i] * earlier[i];
                one += state[i] * state[i];
                other += earlier[i] * earlier[i];
            }
            closest = Math.max(closest, dot / Math.sqrt(one * other));
        }
        return closest;
    }

    /// The paper's claim: greedy decoding goes round in circles, contrastive search does not.
    @Test
    void storiesGoRoundInCirclesLess() {
        long seed = Library.seed("contrastive_search, effect");
        List<String> prompts = List.of("Story:", "Once there was a");
        double greedy = 0;
        double contrastive = 0;
        for (String prompt : prompts) {
            greedy += newPairs(Library.run("greedy", Map.of("target", Trained.TARGET), prompt, 80, seed).tokens()) / prompts.size();
            contrastive += newPairs(Library.run("contrastive_search", Map.of("target", Trained.TARGET), prompt, 80, seed).tokens())
                    / prompts.size();
        }
        System.out.printf("contrastive_search: of a story's pairs of tokens %.0f%% are new, %.0f%% with greedy decoding%n",
                100 * contrastive, 100 * greedy);
        assertTrue(contrastive > greedy + 0.05, contrastive + " against " + greedy);
    }

    private static double newPairs(List<Token> tokens) {
        HashSet<List<Token>> pairs = new HashSet<>();
        for (int i = 1; i < tokens.size(); i++) {
            pairs.add(tokens.subList(i - 1, i + 1));
        }
        return (double) pairs.size() / Math.max(1, tokens.size() - 1);
    }
}
