package org.decant.runtime.distribution;

import java.util.Arrays;
import java.util.function.Function;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Scores plus standard Gumbel noise that is not drawn, for who enumerates choices. Where only the largest sum is asked for, the
/// noise decides a draw from the softmax of the scores (Gumbel, 1954), which is one choice. Where it is asked for once more, with
/// other scores, that is a draw from what is known by then ([SharedNoise]). Anything else is refused.
public final class UndrawnNoise implements Logits.Source {
    private final Asked asked;
    private final Logits scores;

    /// What one noise has been asked.
    private static final class Asked {
        private final Function<Dist, Token> draw;
        private Dist first;
        private Token ofFirst;
        private Dist second;
        private Token ofSecond;

        Asked(Function<Dist, Token> draw) {
            this.draw = draw;
        }

        Token largest(Dist dist) {
            if (first == null) {
                first = dist;
                ofFirst = draw.apply(dist);
                return ofFirst;
            }
            if (Arrays.equals(dist.probabilities(), first.probabilities())) {
                return ofFirst;
            }
            if (second == null) {
                second = dist;
                ofSecond = draw.apply(SharedNoise.given(first, ofFirst, dist));
                return ofSecond;
            }
            if (Arrays.equals(dist.probabilities(), second.probabilities())) {
                return ofSecond;
            }
            throw refusal();
        }
    }

    private UndrawnNoise(Asked asked, Logits scores) {
        this.asked = asked;
        this.scores = scores;
    }

    /// Noise alone.
    ///
    /// @param draw draws a token from a distribution
    public static Logits of(Vocabulary vocabulary, Function<Dist, Token> draw) {
        return noise(vocabulary, new Asked(draw));
    }

    /// Noise of which it is known that its sum with scores is largest at a token.
    ///
    /// @param scores  their softmax
    /// @param largest a token of positive probability
    /// @param draw    draws a token from a distribution
    public static Logits given(Dist scores, Token largest, Function<Dist, Token> draw) {
        Asked asked = new Asked(draw);
        asked.first = scores;
        asked.ofFirst = largest;
        return noise(scores.vocabulary(), asked);
    }

    private static Logits noise(Vocabulary vocabulary, Asked asked) {
        return new Logits(vocabulary, new UndrawnNoise(asked, new Logits(vocabulary, new double[vocabulary.size()])));
    }

    /// The token of the largest sum: always the same one.
    Token argmax() {
        return asked.largest(scores.softmax());
    }

    /// The noise and other scores.
    Logits plus(Logits others) {
        return new Logits(others.vocabulary(), new UndrawnNoise(asked, LogitArithmetic.add(scores, others)));
    }

    @Override
    public double[] values() {
        throw refusal();
    }

    private static DecantException refusal() {
        return new DecantException("Gumbel noise has infinitely many outcomes, which cannot be enumerated",
                "ask only for `argmax(x + gumbel(x))`, with the same noise for two different x at most; for the tokens of the"
                        + " largest sums write a draw without replacement");
    }
}
