package org.decant.runtime.distribution;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.decant.runtime.context.Context;
import org.decant.runtime.vocabulary.Vocabulary;

/// What the tests of this package are made with: vocabularies, contexts, and plain formulas to compare with.
public final class Samples {
    static final double EXCLUDED = Double.NEGATIVE_INFINITY;

    private Samples() {
    }

    /// A vocabulary of the texts `t0`, `t1` and so on.
    public static Vocabulary vocabulary(int size) {
        byte[][] bytes = new byte[size][];
        Arrays.setAll(bytes, id -> ("t" + id).getBytes());
        return new Vocabulary("sample" + size, bytes, new BitSet(), new BitSet(), text -> new int[0]);
    }

    public static Context context(Vocabulary vocabulary, int... ids) {
        Context context = Context.root(vocabulary);
        for (int id : ids) {
            context = context.plus(vocabulary.token(id));
        }
        return context;
    }

    static double[] randomScores(int size, long seed) {
        Random random = new Random(seed);
        return random.doubles(size, -10, 10).map(x -> random.nextInt(10) == 0 ? EXCLUDED : Math.round(x * 200) / 200.0)
                .toArray();
    }

    static double[] applied(Transform transform, double... scores) {
        double[] changed = scores.clone();
        transform.apply(changed, null);
        return changed;
    }

    /// Softmax as it is defined.
    static double[] probabilities(double[] scores) {
        double sum = Arrays.stream(scores).map(Math::exp).sum();
        return Arrays.stream(scores).map(score -> Math.exp(score) / sum).toArray();
    }

    static double entropyOf(double[] probabilities) {
        return Arrays.stream(probabilities).filter(p -> p > 0).map(p -> -p * Math.log(p)).sum();
    }

    /// The possible tokens, those with the largest key first, by id where keys are equal.
    static int[] order(double[] scores, double[] keys) {
        return IntStream.range(0, scores.length).filter(id -> scores[id] != EXCLUDED).boxed()
                .sorted(Comparator.comparing((Integer id) -> -keys[id]).thenComparing(id -> id))
                .mapToInt(id -> id).toArray();
    }

    /// `scores` with all but the given tokens excluded.
    static double[] only(double[] scores, int... ids) {
        double[] left = new double[scores.length];
        Arrays.fill(left, EXCLUDED);
        for (int id : ids) {
            left[id] = scores[id];
        }
        return left;
    }

    static int[] idsWhere(double[] scores, java.util.function.IntPredicate kept) {
        return IntStream.range(0, scores.length).filter(id -> scores[id] != EXCLUDED).filter(kept).toArray();
    }
}
