package org.decant.contracts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.distribution.UndrawnNoise;
import org.decant.runtime.exact.UndrawnShift;
import org.decant.runtime.random.CodePoint;
import org.decant.runtime.random.Draws;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Writes down the choices that other draws make, in words; certain ones are left out.
final class TracedDraws implements Draws {
    private final Draws draws;
    private final List<Choice> choices;

    TracedDraws(Draws draws) {
        this(draws, new ArrayList<>());
    }

    private TracedDraws(Draws draws, List<Choice> choices) {
        this.draws = draws;
        this.choices = choices;
    }

    List<Choice> choices() {
        return choices;
    }

    private void note(String made, double probability) {
        if (probability < 1) {
            choices.add(new Choice(made, probability));
        }
    }

    @Override
    public Token sample(Dist dist) {
        Token token = draws.sample(dist);
        note("drew `" + OutputText.of(token) + "`", Math.exp(dist.logProbabilities()[token.id()]));
        return token;
    }

    @Override
    public boolean flip(double p) {
        boolean heads = draws.flip(p);
        note(heads ? "a flip came out true" : "a flip came out false", heads ? p : 1 - p);
        return heads;
    }

    @Override
    public int choose(double[] weights) {
        int index = draws.choose(weights);
        note("chose number " + index + " of " + weights.length, weights[index] / Arrays.stream(weights).sum());
        return index;
    }

    @Override
    public double uniform() {
        return draws.uniform();
    }

    @Override
    public double[] gumbel(int count) {
        return draws.gumbel(count);
    }

    @Override
    public Logits gumbel(Vocabulary vocabulary) {
        return UndrawnNoise.of(vocabulary, this::sample);
    }

    @Override
    public Logits gumbel(Dist scores, Token largest) {
        return UndrawnNoise.given(scores, largest, this::sample);
    }

    @Override
    public CodePoint[] codePoints(int count) {
        return UndrawnShift.points(count, this::choose);
    }

    @Override
    public int[] shuffle(int count) {
        int[] order = draws.shuffle(count);
        double orders = 1;
        for (int i = 2; i <= count; i++) {
            orders *= i;
        }
        note("shuffled to " + Arrays.toString(order), 1 / orders);
        return order;
    }

    /// The same numbers come of runs as where the choices are enumerated.
    @Override
    public boolean enumerated() {
        return draws.enumerated();
    }

    @Override
    public Draws[] branches(int count) {
        Draws[] branches = draws.branches(count);
        for (int i = 0; i < count; i++) {
            branches[i] = new TracedDraws(branches[i], choices);
        }
        return branches;
    }
}
