package org.decant.models.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.decant.runtime.random.SeededDraws;

/// The random choices that make one text. Words and phrasings are drawn with weights that fall with their rank, as in
/// real texts (Zipf, 1949): the weight of rank r from 0 is 1 / (r + offset).
public final class Choices {
    /// For word lists: the first word of a hundred is 25 times as likely as the last.
    private static final int WORDS = 4;
    /// For phrasings, of which there are few.
    private static final int PHRASINGS = 1;

    private record Ranks(int count, int offset) {
    }

    /// Cumulative weights, scaled to end at 1.
    private static final Map<Ranks, double[]> CUMULATIVE = new ConcurrentHashMap<>();

    private final SeededDraws draws;

    private Choices(long seed) {
        this.draws = new SeededDraws(seed);
    }

    /// The choices for number `index` of what `purpose` names: independent of those for other numbers and purposes.
    public static Choices of(long seed, String purpose, long index) {
        return new Choices(StableHash.of(seed + "/" + purpose + "/" + index));
    }

    /// A whole number from `least` to `most`, all equally likely.
    public int between(int least, int most) {
        return least + (int) (draws.uniform() * (most - least + 1));
    }

    /// True with probability `p`.
    public boolean flip(double p) {
        return draws.flip(p);
    }

    /// An index drawn with probability proportional to `weights`.
    public int weighted(double[] weights) {
        return draws.choose(weights);
    }

    /// One of `options`, all equally likely.
    public <T> T any(List<T> options) {
        return options.get(between(0, options.size() - 1));
    }

    /// One of the words of a list, those in front likelier.
    public <T> T word(List<T> words) {
        return words.get(rank(words.size(), WORDS));
    }

    /// `count` different words of a list, those in front likelier.
    public <T> List<T> words(List<T> words, int count) {
        List<T> chosen = new ArrayList<>(count);
        while (chosen.size() < count) {
            T word = word(words);
            if (!chosen.contains(word)) {
                chosen.add(word);
            }
        }
        return chosen;
    }

    /// One of a few phrasings, those in front much likelier.
    public <T> T phrasing(List<T> phrasings) {
        return phrasings.get(rank(phrasings.size(), PHRASINGS));
    }

    /// One of a few phrasings, those in front much likelier.
    @SafeVarargs
    public final <T> T phrasing(T... phrasings) {
        return phrasings[rank(phrasings.length, PHRASINGS)];
    }

    /// The elements in an order drawn uniformly.
    public <T> List<T> shuffled(List<T> elements) {
        List<T> shuffled = new ArrayList<>(elements.size());
        for (int index : draws.shuffle(elements.size())) {
            shuffled.add(elements.get(index));
        }
        return shuffled;
    }

    private int rank(int count, int offset) {
        double[] cumulative = CUMULATIVE.computeIfAbsent(new Ranks(count, offset), Choices::cumulative);
        int found = Arrays.binarySearch(cumulative, draws.uniform());
        return Math.min(count - 1, found < 0 ? -found - 1 : found + 1);
    }

    private static double[] cumulative(Ranks ranks) {
        double[] cumulative = new double[ranks.count];
        double sum = 0;
        for (int rank = 0; rank < ranks.count; rank++) {
            sum += 1.0 / (rank + ranks.offset);
            cumulative[rank] = sum;
        }
        for (int rank = 0; rank < ranks.count; rank++) {
            cumulative[rank] /= sum;
        }
        return cumulative;
    }
}
