package org.decant.runtime.draft;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.decant.runtime.context.Context;
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
