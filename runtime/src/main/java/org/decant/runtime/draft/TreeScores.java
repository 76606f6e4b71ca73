package org.decant.runtime.draft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.model.Model;

/// A model's next-token logits at the nodes of a tree, the root included. The calls are pending together from the
/// start, so reading the first runs all of them in one pass; there is none for nodes with an end token, where nothing
/// follows.
public final class TreeScores {
    private final Tree tree;
    private final Map<Node, Logits> logits = new HashMap<>();
    private final Map<Node, Dist> dists = new HashMap<>();

    private TreeScores(Tree tree) {
        this.tree = tree;
    }

    /// The scores of all nodes.
    ///
    /// @throws DecantException where the model has another vocabulary than the tree
    public static TreeScores of(Tree tree, Model model) {
        return of(tree, model, true);
    }

    /// @param leaves whether to score nodes without children too
    static TreeScores of(Tree tree, Model model, boolean leaves) {
        Context from = tree.root().context();
        if (from.vocabulary() != model.vocabulary()) {
            throw new DecantException("the draft tree is of the vocabulary " + from.vocabulary().name() + ", the model "
                    + model.name() + " has " + model.vocabulary().name(),
                    "draft with a model of the same vocabulary, or convert through text");
        }
        TreeScores scores = new TreeScores(tree);
        List<Node> asked = new ArrayList<>(tree.size() + 1);
        asked.add(tree.root());
        asked.addAll(tree.nodes());
        asked.removeIf(node -> node.ended() || !leaves && tree.children(node).isEmpty());
        // Issued first: a view may need values of its model to answer, and one node's must not run ahead of others'.
        asked.forEach(node -> model.issue(node.context()));
        asked.forEach(node -> scores.logits.put(node, model.logits(node.context())));
        return scores;
    }

    public Tree tree() {
        return tree;
    }

    /// Whether there are scores of what follows a node: not where it has an end token, or was not to be scored.
    public boolean follows(Node node) {
        return logits.containsKey(node);
    }

    /// The logits of the token after `node`.
    ///
    /// @throws DecantException where `node` has an end token or is of another tree
    public Logits logits(Node node) {
        Logits known = logits.get(node);
        if (known == null) {
            throw new DecantException(node.ended() ? "nothing follows the end token of a draft tree"
                    : "the node is of another draft tree",
                    "look up nodes of the tree that was scored, end tokens left out");
        }
        return known;
    }

    /// The distribution of the token after `node`: the softmax of its logits.
    ///
    /// @throws DecantException where no token can follow, and as [#logits] does
    public Dist dist(Node node) {
        Dist known = dists.get(node);
        if (known == null) {
            known = logits(node).softmax();
            dists.put(node, known);
        }
        return known;
    }
}
