package org.decant.runtime.draft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Ranking;
import org.decant.runtime.vocabulary.Token;

/// A token that may become a node, for the shapes that compare tokens of different nodes. Its node, and with it its
/// context, is made when first needed: most candidates are passed over.
final class Candidate {
    /// The most likely path first. A stable sort keeps equal ones in the order they were found, so that parents stay
    /// before children.
    static final Comparator<Candidate> BY_PATH =
            Comparator.comparingDouble(Candidate::logProbability).reversed();

    private final Node parent;
    private final Token token;
    private final Dist proposal;
    private final double step;
    private Node node;

    private Candidate(Node parent, Token token, Dist proposal, double step) {
        this.parent = parent;
        this.token = token;
        this.proposal = proposal;
        this.step = step;
    }

    /// The children that `proposal` gives `parent`: the `limit` most likely ones.
    ///
    /// @throws DecantException where tokens are given without scores
    static List<Candidate> of(Node parent, Proposal proposal, int limit, String shape) {
        List<Candidate> found = new ArrayList<>();
        switch (proposal) {
            case Proposal.Distribution(Dist dist) -> {
                for (int id : Ranking.top(dist, limit)) {
                    Token token = dist.vocabulary().token(id);
                    found.add(new Candidate(parent, token, dist, dist.logProbability(token)));
                }
            }
            case Proposal.Given given -> {
                if (given.scores() == null && !given.tokens().isEmpty()) {
                    throw new DecantException(shape + " compares tokens by probability, the draft block gave none",
                            "propose a `Dist` or (token, log-probability) pairs, or use `top` to take tokens in order");
                }
                for (int i = 0; i < given.tokens().size(); i++) {
                    found.add(new Candidate(parent, given.tokens().get(i), null, given.score(i)));
                }
                found.sort(BY_PATH);
                dropRepeated(found, limit);
            }
        }
        return found;
    }

    private static void dropRepeated(List<Candidate> sorted, int limit) {
        List<Token> seen = new ArrayList<>();
        sorted.removeIf(candidate -> {
            boolean drop = seen.size() == limit || seen.contains(candidate.token);
            if (!drop) {
                seen.add(candidate.token);
            }
            return drop;
        });
    }

    Token token() {
        return token;
    }

    int depth() {
        return parent.depth() + 1;
    }

    double logProbability() {
        return parent.logProbability() + step;
    }

    Node node() {
        if (node == null) {
            node = parent.child(token, proposal, proposal == null ? Origin.TAKEN : Origin.CHOSEN, step);
        }
        return node;
    }
}
