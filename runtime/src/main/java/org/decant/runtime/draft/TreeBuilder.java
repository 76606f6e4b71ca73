package org.decant.runtime.draft;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.vocabulary.Token;

/// A draft tree while it grows.
///
/// The order of siblings is the order in which a verification considers them. Every draw is a node of its own, also one
/// that brings up a token again, because rejecting it tells something; a chosen or taken token that is there already
/// tells nothing and becomes no second node.
public final class TreeBuilder {
    /// More tokens than a pass can score to any use: a shape that goes on for ever ends here.
    private static final int LIMIT = 1 << 16;

    private final Node root;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, List<Node>> children = new HashMap<>();

    public TreeBuilder(Context context) {
        this.root = Node.root(context);
    }

    public Node root() {
        return root;
    }

    /// Adds a token drawn from `proposal`.
    ///
    /// @param origin one of the two ways to sample
    public Node sampled(Node parent, Dist proposal, Token token, Origin origin) {
        if (!origin.sampled()) {
            throw new IllegalArgumentException("a drawn token cannot be " + origin);
        }
        if (origin == Origin.SAMPLED_WITHOUT_REPLACEMENT) {
            for (Node sibling : children(parent)) {
                if (sibling.origin() == origin && sibling.proposal() == proposal && sibling.token() == token) {
                    throw new IllegalArgumentException("`" + token + "` was drawn twice without replacement");
                }
            }
        }
        return add(parent.child(token, proposal, origin, proposal.logProbability(token)));
    }

    /// Adds a token picked from `proposal` without drawing.
    public Node chosen(Node parent, Dist proposal, Token token) {
        Node known = child(parent, token);
        return known != null ? known
                : add(parent.child(token, proposal, Origin.CHOSEN, proposal.logProbability(token)));
    }

    /// Adds a token that was given.
    ///
    /// @param logProbability the score that it was given with, 0 where there is none
    public Node taken(Node parent, Token token, double logProbability) {
        Node known = child(parent, token);
        return known != null ? known : add(parent.child(token, null, Origin.TAKEN, logProbability));
    }

    /// Adds a node made by a growth that decides late which nodes it keeps; its parent is in the tree.
    Node add(Node node) {
        if (nodes.size() == LIMIT) {
            throw new DecantException("the draft tree has grown past " + LIMIT + " tokens",
                    "bound its depth and width; a shape given as a function must return 0 somewhere");
        }
        nodes.add(node);
        children.computeIfAbsent(node.parent(), parent -> new ArrayList<>()).add(node);
        return node;
    }

    /// Whether an earlier sibling has the same token. Such a node stays a leaf: what follows the token is drafted once,
    /// below the earlier one.
    boolean repeated(Node node) {
        return child(node.parent(), node.token()) != node;
    }

    /// How many of the node's siblings, itself included, have its token: how often it was drawn.
    int occurrences(Node node) {
        int count = 0;
        for (Node sibling : children(node.parent())) {
            count += sibling.token() == node.token() ? 1 : 0;
        }
        return count;
    }

    /// The first child with this token, or null.
    private Node child(Node parent, Token token) {
        for (Node child : children(parent)) {
            if (child.token() == token) {
                return child;
            }
        }
        return null;
    }

    private Collection<Node> children(Node parent) {
        return children.getOrDefault(parent, List.of());
    }

    /// The tree of what has been added so far.
    public Tree build() {
        return new Tree(root, nodes, children);
    }
}
