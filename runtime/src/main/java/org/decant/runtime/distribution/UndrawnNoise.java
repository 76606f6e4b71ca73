package org.decant.runtime.distribution;

import java.util.function.Function;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Scores plus standard Gumbel noise that is not drawn, for who enumerates choices: where only the largest sum is asked for, the
/// noise decides a draw from the softmax of the scores (Gumbel, 1954), which is one choice. Anything else is refused.
public final class UndrawnNoise implements Logits.Source {
    private final Function<Dist, Token> draw;
    private final Logits scores;
    private boolean used;
    private Token largest;

    private UndrawnNoise(Function<Dist, Token> draw, Logits scores) {
        this.draw = draw;
        this.scores = scores;
    }

    /// Noise alone.
    ///
    /// @param draw draws a token from a distribution
    public static Logits of(Vocabulary vocabulary, Function<Dist, Token> draw) {
        Logits zeros = new Logits(vocabulary, new double[vocabulary.size()]);
        return new Logits(vocabulary, new UndrawnNoise(draw, zeros));
    }

    /// The token of the largest sum: always the same one.
    Token argmax() {
        if (largest == null) {
            use();
            largest = draw.apply(scores.softmax());
        }
        return largest;
    }

    /// The noise and other scores, which takes the place of the noise alone.
    Logits plus(Logits others) {
        use();
        return new Logits(others.vocabulary(), new UndrawnNoise(draw, LogitArithmetic.add(scores, others)));
    }

    private void use() {
        if (used) {
            throw refusal();
        }
        used = true;
    }

    @Override
    public double[] values() {
        throw refusal();
    }

    private static DecantException refusal() {
        return new DecantException("Gumbel noise has infinitely many outcomes, which cannot be enumerated",
                "ask only for `argmax(x + gumbel(x))`, once; for the tokens of the largest sums write a draw without replacement");
    }
}
