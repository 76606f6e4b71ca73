package org.decant.runtime.draft;

import org.decant.runtime.distribution.Logits;
import org.decant.runtime.random.Draws;
import org.decant.runtime.vocabulary.Token;

/// Greedy verification: a drafted token is accepted where it is the target's most likely one, which is also the token
/// after the path. The output is the target's greedy output whatever was drafted (Stern et al., 2018). Draws nothing.
public record Exact() implements Rule {

    @Override
    public Verified walk(TreeScores target, Draws draws) {
        Tree tree = target.tree();
        Node at = tree.root();
        while (target.follows(at)) {
            Token best = mostLikely(target.logits(at));
            Node next = child(tree, at, best);
            if (next == null) {
                return new Verified(tree, at, best);
            }
            at = next;
        }
        return new Verified(tree, at, null);
    }

    private static Token mostLikely(Logits logits) {
        Token best = logits.argmax();
        if (!(logits.score(best) > Double.NEGATIVE_INFINITY)) {
            logits.softmax(); // throws: no token is possible
        }
        return best;
    }

    private static Node child(Tree tree, Node parent, Token token) {
        for (Node child : tree.children(parent)) {
            if (child.token() == token) {
                return child;
            }
        }
        return null;
    }

    @Override
    public String describe() {
        return "exact";
    }
}
