package org.decant.runtime.draft;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.model.Model;
import org.decant.runtime.vocabulary.Token;

/// An immutable tree of drafted tokens below a context, grown by a [Shape] or given as sequences.
public final class Tree {
    private final Node root;
    private final List<Node> nodes;
    private final Map<Node, List<Node>> children;
    private final Map<Node, Integer> indices;
    private final int depth;

    Tree(Node root, List<Node> nodes, Map<Node, List<Node>> children) {
        this.root = root;
        this.nodes = List.copyOf(nodes);
        this.children = new HashMap<>();
        children.forEach((parent, list) -> this.children.put(parent, List.copyOf(list)));
        this.indices = new HashMap<>();
        int deepest = 0;
        for (Node node : this.nodes) {
            indices.put(node, indices.size());
            deepest = Math.max(deepest, node.depth());
        }
        this.depth = deepest;
    }

    /// The tree of the given sequences below `context`; sequences that begin alike share nodes. What follows an end
    /// token is left out.
    public static Tree ofSequences(Context context, List<? extends List<Token>> sequences) {
        TreeBuilder builder = new TreeBuilder(context);
        for (List<Token> sequence : sequences) {
            Node at = builder.root();
            for (Token token : sequence) {
                if (at.ended()) {
                    break;
                }
                at = builder.taken(at, token, 0);
            }
        }
        return builder.build();
    }

    /// The chain of tokens that were drawn from a model one after another, by whom it may be: what a lossless strategy wrote
    /// for that model. What follows an end token is left out. The model is asked what it has not been asked before.
    ///
    /// @throws DecantException where a token could not have been drawn from the model
    public static Tree drawn(Context context, List<Token> tokens, Model model) {
        Context end = context;
        for (Token token : tokens) {
            model.issue(end);
            end = end.plus(token);
        }
        TreeBuilder builder = new TreeBuilder(context);
        Node at = builder.root();
        for (Token token : tokens) {
            if (at.ended()) {
                break;
            }
            Dist dist = model.logits(at.context()).softmax();
            if (dist.probability(token) == 0) {
                throw new DecantException("the token `" + token.text() + "` cannot have been drawn from the model "
                        + model.name() + ", which gives it no probability there", "give tokens that this very model wrote");
            }
            at = builder.sampled(at, dist, token, Origin.SAMPLED_WITH_REPLACEMENT);
        }
        return builder.build();
    }

    /// The node of the context that the tree grew from; it has no token.
    public Node root() {
        return root;
    }

    /// The drafted nodes in the order they were added, parents before children; without the root.
    public List<Node> nodes() {
        return nodes;
    }

    /// The place of `node` in [#nodes], from 0; -1 for the root and for nodes of other trees.
    public int index(Node node) {
        return indices.getOrDefault(node, -1);
    }

    /// In the order they were added, which is the order in which a verification considers them.
    public List<Node> children(Node node) {
        return children.getOrDefault(node, List.of());
    }

    /// The nodes without children, in the order they were added; the root where nothing was drafted.
    public List<Node> leaves() {
        return nodes.isEmpty() ? List.of(root) : nodes.stream().filter(node -> children(node).isEmpty()).toList();
    }

    /// The number of drafted tokens on the longest path.
    public int depth() {
        return depth;
    }

    /// The number of drafted tokens.
    public int size() {
        return nodes.size();
    }

    /// The drafted tokens down to each leaf, in the order of [#leaves].
    public List<List<Token>> paths() {
        return leaves().stream().map(leaf -> leaf.context().lastTokens(leaf.depth())).toList();
    }

    /// This tree with `next` going on from its node of the context that `next` grew from, the first of several. What would
    /// follow an end token is left out.
    ///
    /// @throws DecantException where no node has that context
    public Tree then(Tree next) {
        TreeBuilder builder = new TreeBuilder(root.context());
        Map<Node, Node> copies = new HashMap<>(Map.of(root, builder.root()));
        copy(nodes, copies, builder);
        Node end = end(next.root.context());
        if (!end.ended()) {
            copy(next.nodes, new HashMap<>(Map.of(next.root, copies.get(end))), builder);
        }
        return builder.build();
    }

    private Node end(Context context) {
        if (root.context() == context) {
            return root;
        }
        for (Node node : nodes) {
            if (node.context() == context) {
                return node;
            }
        }
        throw new DecantException("the second draft tree begins at a context that the first has no node for",
                "draft it from a node of the first: `draft … from tree.leaf`");
    }

    /// What was drafted below a node of this tree, as a tree that grew from the node's context.
    ///
    /// @throws DecantException where the node is of another tree
    public Tree below(Node node) {
        if (node != root && index(node) < 0) {
            throw new DecantException("the node is of another draft tree", "give a node of this tree");
        }
        TreeBuilder builder = new TreeBuilder(node.context());
        copy(nodes, new HashMap<>(Map.of(node, builder.root())), builder);
        return builder.build();
    }

    /// The first levels.
    ///
    /// @param levels at least 0
    public Tree take(int levels) {
        TreeBuilder builder = new TreeBuilder(root.context());
        copy(nodes.stream().filter(node -> node.depth() <= levels).toList(), new HashMap<>(Map.of(root, builder.root())),
                builder);
        return builder.build();
    }

    /// Adds copies of those nodes whose parents have one.
    private static void copy(List<Node> nodes, Map<Node, Node> copies, TreeBuilder builder) {
        for (Node node : nodes) {
            Node parent = copies.get(node.parent());
            if (parent != null) {
                copies.put(node, builder.add(parent.child(node.token(), node.proposal(), node.origin(),
                        node.logProbability() - node.parent().logProbability())));
            }
        }
    }

    /// Equal where equal nodes below the same context come in the same order: a verification would do the same.
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Tree tree) || tree.root.context() != root.context() || tree.size() != size()) {
            return false;
        }
        for (int i = 0; i < nodes.size(); i++) {
            Node mine = nodes.get(i);
            Node its = tree.nodes.get(i);
            if (mine.token() != its.token() || mine.origin() != its.origin() || index(mine.parent()) != tree.index(its.parent())
                    || mine.logProbability() != its.logProbability() || !Objects.equals(mine.proposal(), its.proposal())
                    || drawnWith(mine) != tree.drawnWith(its)) {
                return false;
            }
        }
        return true;
    }

    /// The place of the first sibling that was drawn from the very proposal of the node.
    private int drawnWith(Node node) {
        for (Node sibling : children(node.parent())) {
            if (sibling.proposal() == node.proposal()) {
                return index(sibling);
            }
        }
        throw new IllegalArgumentException("a node of another tree");
    }

    @Override
    public int hashCode() {
        int hash = root.context().hashCode();
        for (Node node : nodes) {
            hash = 31 * hash + node.token().hashCode();
        }
        return hash;
    }

    /// The first sibling with the token of `node`, which may be the node itself. What follows a token that was drawn
    /// more than once is below the first of its nodes.
    Node continued(Node node) {
        for (Node sibling : children(node.parent())) {
            if (sibling.token() == node.token()) {
                return sibling;
            }
        }
        throw new IllegalArgumentException("a node of another tree");
    }

    /// The tree as indented text: a line for each token, with the probability it was proposed with.
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        out.append("draft tree of ").append(size()).append(size() == 1 ? " token" : " tokens").append(", depth ")
                .append(depth);
        record Line(Node node, String indent, boolean last) {
        }
        Deque<Line> lines = new ArrayDeque<>();
        lines.push(new Line(root, "", true));
        while (!lines.isEmpty()) {
            Line line = lines.pop();
            String indent = line.indent;
            if (line.node != root) {
                out.append('\n').append(indent).append(line.last ? "└─ " : "├─ ").append(label(line.node));
                indent += line.last ? "   " : "│  ";
            }
            List<Node> below = children(line.node);
            for (int i = below.size() - 1; i >= 0; i--) {
                lines.push(new Line(below.get(i), indent, i == below.size() - 1));
            }
        }
        return out.toString();
    }

    private static String label(Node node) {
        String text = node.token().text().replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
                .replace("\r", "\\r").replace("\"", "\\\"");
        double step = node.logProbability() - node.parent().logProbability();
        boolean scored = node.proposal() != null || step < 0;
        return scored ? String.format(Locale.ROOT, "\"%s\" %.3f", text, Math.exp(step)) : '"' + text + '"';
    }
}
