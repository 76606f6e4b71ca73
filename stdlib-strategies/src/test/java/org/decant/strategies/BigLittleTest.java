package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Kim et al., 2023: fallback and rollback, against the paper's description written token by token.
class BigLittleTest {

    /// One model at a time, one token at a time.
    private static List<Token> reference(TableModel large, TableModel small, double fallback, double rollback, int longest,
                                         String prompt, int horizon) {
        Context start = Oracle.start(large, prompt);
        Context at = start;
        while (at.length() - start.length() < horizon && (at == start || !at.last().isEnd())) {
            Context begun = at;
            while (at.length() - begun.length() < longest && (at == begun || !at.last().isEnd())) {
                double[] q = Oracle.probabilities(small, at);
                if (q[argmax(q)] < fallback) {
                    break;
                }
                at = at.plus(at.vocabulary().token(argmax(q)));
            }
            for (int length = begun.length(); length < at.length(); length++) {
                Context before = at.prefix(length);
                if (-Math.log(Oracle.probabilities(large, before)[at.prefix(length + 1).last().id()]) > rollback) {
                    at = before;
                }
            }
            if (at == begun || !at.last().isEnd()) {
                at = at.plus(at.vocabulary().token(argmax(Oracle.probabilities(large, at))));
            }
        }
        List<Token> written = new ArrayList<>(at.since(start));
        return written.subList(0, Math.min(horizon, written.size()));
    }

    private static int argmax(double[] row) {
        int best = 0;
        for (int id = 1; id < row.length; id++) {
            best = row[id] > row[best] ? id : best;
        }
        return best;
    }

    @Test
    void fallbackAndRollbackAreThePapers() {
        Random random = new Random(Library.seed("big_little"));
        for (int round = 0; round < 200; round++) {
            Vocabulary vocabulary = Library.letters(2 + random.nextInt(3));
            TableModel large = Library.table(random, vocabulary, 2, round);
            TableModel small = Library.table(random, vocabulary, 1, round / 6);
            double fallback = random.nextDouble();
            double rollback = 3 * random.nextDouble();
            int longest = 1 + random.nextInt(4);
            assertEquals(reference(large, small, fallback, rollback, longest, "a", 8),
                    Library.run("big_little", Map.of("target", large, "drafter", small, "fallback", fallback, "rollback", rollback,
                            "longest", longest), "a", 8, 0).tokens(),
                    large + ", " + small + ", " + fallback + ", " + rollback + ", " + longest);
        }
    }

    @Test
    void theSmallModelWritesMostOfTheTokens() {
        long seed = Library.seed("big_little");
        DraftEffects.Effect relaxed = DraftEffects.drafted("big_little", Map.of("fallback", 0.3), seed);
        DraftEffects.Effect strict = DraftEffects.drafted("big_little", Map.of("fallback", 0.3, "rollback", 0.5), seed);
        System.out.printf("big_little: %.2f tokens a pass of the large model, %.2f where it takes back more%n",
                relaxed.tokensPerPass(), strict.tokensPerPass());
        assertTrue(relaxed.tokensPerPass() > strict.tokensPerPass());
        assertTrue(strict.tokensPerPass() > 1);
    }

    /// Kim et al.: nearly the large model's quality for a fraction of its passes.
    @Test
    void answersAreAsGoodAsTheTargets() {
        long seed = Library.seed("big_little");
        BuiltinDrafts.Effect both = BuiltinDrafts.drafted("big_little", Map.of(), "json", 4, 40, seed);
        BuiltinDrafts.Effect large = BuiltinDrafts.alone("greedy", Map.of(), "json", 4, 40, seed);
        BuiltinDrafts.Effect small = BuiltinDrafts.alone("greedy", Map.of("target", BuiltinDrafts.DRAFTER), "json", 4, 40, seed);
        System.out.printf("big_little, json: score %.2f with %.2f tokens a pass of builtin:target; it alone %.2f, builtin:drafter"
                + " alone %.2f%n", both.score(), both.tokensPerPass(), large.score(), small.score());
        assertTrue(both.score() >= Math.max(0.9 * large.score(), small.score()));
        assertTrue(both.tokensPerPass() > 1.5);
    }
}
