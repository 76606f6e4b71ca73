package org.decant.runtime.distribution;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.decant.runtime.context.Context;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// "Don't repeat yourself" (Weidmann, 2024): a penalty on tokens that would go on with a repetition, growing with its
/// length.
///
/// Where the last n tokens of the context stood somewhere before in the window, the token that followed them there
/// loses multiplier * base^(n - allowedLength) of its score, provided that n is at least `allowedLength`; of several
/// such places the one with the longest n counts, and occurrences may overlap. Breakers, such as a line end, stop a
/// repetition: n counts only tokens after the last breaker, and breakers themselves are never penalised.
///
/// Time and memory are linear in the window.
public record Dry(double multiplier, double base, int allowedLength, int window, Set<Token> breakers)
        implements Transform {
    /// The penalty never passes this, so that the scores of repetitions without end stay finite.
    private static final double LARGEST_PENALTY = 1e100;

    public Dry {
        Parameter.check(multiplier >= 0 && multiplier < Double.POSITIVE_INFINITY, "dry", "multiplier", multiplier,
                "a finite number of at least 0");
        Parameter.check(base >= 1 && base < Double.POSITIVE_INFINITY, "dry", "base", base,
                "a finite number of at least 1");
        Parameter.check(allowedLength >= 1, "dry", "allowed_length", allowedLength, "at least 1 token");
        Window.check("dry", window);
        breakers = Set.copyOf(breakers);
    }

    /// Looks at the whole context, without breakers.
    public static Dry of(double multiplier, double base, int allowedLength) {
        return of(multiplier, base, allowedLength, Window.WHOLE);
    }

    /// Without breakers.
    public static Dry of(double multiplier, double base, int allowedLength, int window) {
        return of(multiplier, base, allowedLength, window, Set.of());
    }

    /// @param multiplier    the penalty of the shortest repetition that is penalised, at least 0; often 0.8
    /// @param base          the factor for each further token, at least 1; often 1.75
    /// @param allowedLength the fewest tokens that a repetition must have already to be penalised, at least 1; often 2
    /// @param window        how many of the last tokens to look at, at least 1
    /// @param breakers      tokens that no repetition goes across
    public static Dry of(double multiplier, double base, int allowedLength, int window, Set<Token> breakers) {
        return new Dry(multiplier, base, allowedLength, window, breakers);
    }

    @Override
    public void apply(double[] scores, Context context) {
        int longest = lengthToBreaker(context);
        if (multiplier == 0 || longest < allowedLength) {
            return;
        }
        // Read backwards, an earlier place that ends as the context does is a suffix with a common prefix.
        int[] latestFirst = Window.latestFirst(context, window);
        int[] common = commonPrefixes(latestFirst);
        Map<Integer, Integer> repeated = new HashMap<>();
        for (int start = 1; start < latestFirst.length; start++) {
            int length = Math.min(common[start], longest);
            if (length >= allowedLength) {
                repeated.merge(latestFirst[start - 1], length, Math::max);
            }
        }
        repeated.forEach((id, length) -> {
            if (!breakers.contains(context.vocabulary().token(id))) {
                double penalty = multiplier * Math.pow(base, length - allowedLength);
                scores[id] -= Math.min(penalty, LARGEST_PENALTY);
            }
        });
    }

    /// How many of the last tokens of the window there are after the last breaker.
    private int lengthToBreaker(Context context) {
        int most = Math.min(window, context.length());
        if (breakers.isEmpty()) {
            return most;
        }
        int length = 0;
        for (Context at = context; length < most && !breakers.contains(at.last()); at = at.parent()) {
            length++;
        }
        return length;
    }

    /// For each start but 0 the length of the longest common prefix of `sequence` and its suffix from there: the
    /// Z-function (Gusfield, 1997).
    private static int[] commonPrefixes(int[] sequence) {
        int[] common = new int[sequence.length];
        // sequence[begin, end) equals a prefix: the match found so far that reaches furthest
        int begin = 0;
        int end = 0;
        for (int start = 1; start < sequence.length; start++) {
            int length = start < end ? Math.min(end - start, common[start - begin]) : 0;
            while (start + length < sequence.length && sequence[length] == sequence[start + length]) {
                length++;
            }
            common[start] = length;
            if (start + length > end) {
                begin = start;
                end = start + length;
            }
        }
        return common;
    }

    @Override
    public boolean usesContext() {
        return true;
    }

    @Override
    public void checkVocabulary(Vocabulary vocabulary) {
        Parameter.checkTokens("dry", breakers, vocabulary);
    }

    @Override
    public String describe() {
        return "dry(" + multiplier + ", " + base + ", " + allowedLength + Window.describe(window) + ")";
    }
}
