package org.decant.runtime.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Domain(ScoresDomain.class)
@Domain(DomainContext.Global.class)
class RankingTest {

    @Property(tries = 400)
    void topIsTheBeginningOfTheSortedTokens(@ForAll double[] scores, @ForAll @IntRange(max = 55) int count) {
        Logits logits = new Logits(Samples.vocabulary(scores.length), scores);
        int[] order = Samples.order(scores, scores);
        assertArrayEquals(Arrays.copyOf(order, Math.min(count, order.length)), Ranking.top(logits, count));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 500, 1999, 2000, 2001})
    void topOfManyTokens(int count) {
        double[] scores = Samples.randomScores(2000, count);
        int[] order = Samples.order(scores, scores);
        assertArrayEquals(Arrays.copyOf(order, Math.min(count, order.length)), Ranking.largest(scores, count));
        double[] rising = new double[2000];
        Arrays.setAll(rising, i -> i / 3);
        assertArrayEquals(Arrays.copyOf(Samples.order(rising, rising), Math.min(count, 2000)),
                Ranking.largest(rising, count));
    }

    @Property(tries = 400)
    void rankIsThePlaceInTheOrder(@ForAll double[] scores) {
        Vocabulary vocabulary = Samples.vocabulary(scores.length);
        Logits logits = new Logits(vocabulary, scores);
        int[] order = Samples.order(scores, scores);
        for (int place = 0; place < order.length; place++) {
            assertEquals(place, Ranking.rank(logits, vocabulary.token(order[place])));
        }
    }

    @Test
    void distributionsAreRankedByTheirProbabilities() {
        Vocabulary vocabulary = Samples.vocabulary(4);
        Dist dist = Dist.ofWeights(vocabulary, new double[] {1, 3, 0, 3});
        assertArrayEquals(new int[] {1, 3, 0}, Ranking.top(dist, 4));
        assertEquals(1, Ranking.rank(dist, vocabulary.token(3)));
        assertEquals(3, Ranking.rank(dist, vocabulary.token(2)));
        assertThrows(DecantException.class, () -> Ranking.top(dist, -1));
    }
}
