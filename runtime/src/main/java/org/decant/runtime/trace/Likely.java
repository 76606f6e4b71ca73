package org.decant.runtime.trace;

import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Ranking;
import org.decant.runtime.vocabulary.Token;

/// A token and its probability, from 0 to 1.
public record Likely(Token token, double probability) {

    /// The `count` tokens of the largest probabilities, the largest first, fewer where fewer are possible.
    public static List<Likely> of(Dist dist, int count) {
        double[] probabilities = dist.probabilities();
        List<Likely> likeliest = new ArrayList<>(count);
        for (int id : Ranking.top(dist, count)) {
            if (probabilities[id] > 0) {
                likeliest.add(new Likely(dist.vocabulary().token(id), probabilities[id]));
            }
        }
        return List.copyOf(likeliest);
    }
}
