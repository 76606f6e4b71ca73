package org.decant.runtime.draft;

import org.decant.runtime.context.Context;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.vocabulary.Token;

/// A drafted token in its place: a node of a [Tree]. Nodes compare by identity, because a token drawn twice from one
/// proposal is two nodes of one context.
public final class Node {
    private final Node parent;
    private final Context context;
    private final Dist proposal;
    private final Origin origin;
    private final double logProbability;
    private final int depth;

    private Node(Node parent, Context context, Dist proposal, Origin origin, double logProbability, int depth) {
        this.parent = parent;
        this.context = context;
        this.proposal = proposal;
        this.origin = origin;
        this.logProbability = logProbability;
        this.depth = depth;
    }

    static Node root(Context context) {
        return new Node(null, context, null, Origin.ROOT, 0, 0);
    }

    /// @param step the log-probability of the token at this node
    Node child(Token token, Dist source, Origin way, double step) {
        return new Node(this, context.plus(token), source, way, logProbability + step, depth + 1);
    }

    /// The tree's context followed by the tokens down to this node, its own included.
    public Context context() {
        return context;
    }

    /// Null at the root.
    public Node parent() {
        return parent;
    }

    /// Null at the root.
    public Token token() {
        return parent == null ? null : context.last();
    }

    /// How many drafted tokens lead here: 0 at the root.
    public int depth() {
        return depth;
    }

    /// The distribution that the token came from, as it was proposed: for tokens drawn without replacement the one
    /// before any was taken out. Null at the root and where the token was taken.
    public Dist proposal() {
        return proposal;
    }

    public Origin origin() {
        return origin;
    }

    /// The natural-log probability of the path from the root under the proposals. Tokens taken without a score count
    /// as certain.
    public double logProbability() {
        return logProbability;
    }

    /// Whether an output ends here, so that nothing is drafted below.
    public boolean ended() {
        return parent != null && context.ended();
    }

    @Override
    public String toString() {
        return parent == null ? "root" : context.last().text();
    }
}
