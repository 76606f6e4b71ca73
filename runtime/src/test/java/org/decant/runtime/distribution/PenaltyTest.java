package org.decant.runtime.distribution;

import static org.decant.runtime.distribution.Samples.EXCLUDED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.decant.runtime.context.Context;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// The penalties on tokens of the context, and the bias, against counts in a list.
@Domain(ScoresDomain.class)
@Domain(DomainContext.Global.class)
class PenaltyTest {

    @Property(tries = 400)
    void penaltiesFollowTheCountsInTheWindow(@ForAll double[] scores,
            @ForAll @Size(max = 30) List<@IntRange(max = 1000) Integer> drawn,
            @ForAll @IntRange(min = 1, max = 35) int window,
            @ForAll @DoubleRange(min = 0.1, max = 3) @Scale(6) double penalty) {
        List<Integer> ids = drawn.stream().map(id -> id % scores.length).toList();
        Context context = contextOf(Samples.vocabulary(scores.length), ids);
        List<Integer> seen = ids.subList(Math.max(0, ids.size() - window), ids.size());
        check(seen, scores, context, RepetitionPenalty.of(penalty, window), penalty, RepetitionPenalty.class);
        check(seen, scores, context, PresencePenalty.of(penalty, window), penalty, PresencePenalty.class);
        check(seen, scores, context, FrequencyPenalty.of(penalty, window), penalty, FrequencyPenalty.class);
        check(ids, scores, context, RepetitionPenalty.of(penalty), penalty, RepetitionPenalty.class);
        check(ids, scores, context, PresencePenalty.of(-penalty), -penalty, PresencePenalty.class);
        check(ids, scores, context, FrequencyPenalty.of(-penalty), -penalty, FrequencyPenalty.class);
    }

    private static void check(List<Integer> seen, double[] scores, Context context, Transform transform,
            double penalty, Class<? extends Transform> kind) {
        double[] expected = new double[scores.length];
        for (int id = 0; id < scores.length; id++) {
            int token = id;
            long count = seen.stream().filter(other -> other == token).count();
            double score = scores[id];
            if (kind == FrequencyPenalty.class) {
                expected[id] = score - count * penalty;
            } else if (count == 0) {
                expected[id] = score;
            } else if (kind == PresencePenalty.class) {
                expected[id] = score - penalty;
            } else {
                expected[id] = score < 0 ? score * penalty : score / penalty;
            }
        }
        double[] changed = scores.clone();
        transform.apply(changed, context);
        assertArrayEquals(expected, changed, 1e-12, transform.describe());
        assertTrue(transform.usesContext());
    }

    @Property(tries = 400)
    void biasIsAdded(@ForAll double[] scores, @ForAll @Size(max = 5) Map<@IntRange(max = 1000) Integer,
            @DoubleRange(min = -5, max = 5) @Scale(6) Double> drawn) {
        Vocabulary vocabulary = Samples.vocabulary(scores.length);
        Map<Token, Double> bias = new HashMap<>();
        drawn.forEach((id, value) -> bias.put(vocabulary.token(id % scores.length), value));
        double[] expected = scores.clone();
        bias.forEach((token, value) -> expected[token.id()] += value);
        assertArrayEquals(expected, Samples.applied(LogitBias.of(bias), scores));
        assertFalse(LogitBias.of(bias).usesContext());
    }

    @Test
    void minusInfiniteBiasExcludes() {
        Vocabulary vocabulary = Samples.vocabulary(3);
        LogitBias bias = LogitBias.of(Map.of(vocabulary.token(1), EXCLUDED, vocabulary.token(2), -1.5));
        assertArrayEquals(new double[] {1, EXCLUDED, 1.5}, Samples.applied(bias, 1, 2, 3));
        assertArrayEquals(new double[] {1, EXCLUDED, 1.5}, Samples.applied(bias, 1, EXCLUDED, 3));
        assertEquals("logit_bias({`t1`: -Infinity, `t2`: -1.5})", bias.describe());
    }

    static Context contextOf(Vocabulary vocabulary, List<Integer> ids) {
        List<Token> tokens = new ArrayList<>();
        ids.forEach(id -> tokens.add(vocabulary.token(id)));
        return Context.root(vocabulary).plus(tokens);
    }
}
