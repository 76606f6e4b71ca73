package org.decant.runtime.draft;

import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.vocabulary.Token;

/// What a draft block gave for a node: a distribution, or tokens that may have scores.
sealed interface Proposal {

    record Distribution(Dist dist) implements Proposal {

        @Override
        public Dist drawn(String shape) {
            return dist;
        }
    }

    /// @param scores log-probabilities beside the tokens, or null where there are none
    record Given(List<Token> tokens, List<Double> scores) implements Proposal {

        double score(int index) {
            return scores == null ? 0 : scores.get(index);
        }

        /// @throws DecantException always: there is nothing to draw from
        @Override
        public Dist drawn(String shape) {
            throw new DecantException(shape + " draws tokens, the draft block gave some to take",
                    "propose a `Dist`, or use `top` to take tokens in order");
        }
    }

    /// What `shape`, which draws, draws from.
    ///
    /// @throws DecantException where tokens are given
    Dist drawn(String shape);

    String HINT = "give a `Dist` to draw from, a list of tokens to take, or a list of (token, log-probability) pairs";

    /// Reads what a script gave. Tokens with a score of minus infinity are left out: they cannot come.
    ///
    /// @throws DecantException where it is nothing that can be proposed
    static Proposal of(Object given) {
        return switch (given) {
            case Dist dist -> new Distribution(dist);
            case List<?> list when list.isEmpty() || list.getFirst() instanceof Token -> tokens(list);
            case List<?> list -> scored(list);
            case null, default -> throw new DecantException("the draft block proposed nothing for a node", HINT);
        };
    }

    private static Given tokens(List<?> list) {
        List<Token> tokens = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof Token token)) {
                throw mixed();
            }
            tokens.add(token);
        }
        return new Given(tokens, null);
    }

    private static Given scored(List<?> list) {
        List<Token> tokens = new ArrayList<>(list.size());
        List<Double> scores = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof Tuple pair && pair.elements().length == 2 && pair.get(0) instanceof Token token
                    && pair.get(1) instanceof Number number)) {
                throw mixed();
            }
            double score = number.doubleValue();
            if (!(score <= 1e-9)) { // a sum of exponentials may round to a little above 1
                throw new DecantException("the score of the drafted token `" + token.text() + "` is " + score
                        + ", which is no log-probability", "score the tokens with `log_softmax`");
            }
            if (score > Double.NEGATIVE_INFINITY) {
                tokens.add(token);
                scores.add(Math.min(0, score));
            }
        }
        return new Given(tokens, scores);
    }

    private static DecantException mixed() {
        return new DecantException("the draft block proposed a list of something else than tokens", HINT);
    }
}
