package org.decant.runtime.draft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Ranking;
import org.decant.runtime.random.Draws;
import org.decant.runtime.vocabulary.Token;

/// A growth in which each node gets its children from its own proposal, regardless of the others.
final class NodewiseGrowth extends LevelGrowth {

    /// How many children a node gets at most; 0 ends the tree there.
    @FunctionalInterface
    interface Width {
        int at(Node node);
    }

    /// How children come from a distribution.
    @FunctionalInterface
    interface Pick {
        List<Node> children(TreeBuilder builder, Node node, Dist dist, int width, Draws draws);
    }

    private final Width width;
    private final Pick pick;
    private final Draws draws;
    /// The widths of the frontier's nodes: a width may be a script's function, which is asked once for each node.
    private final Map<Node, Integer> widths = new HashMap<>();

    private NodewiseGrowth(TreeBuilder builder, Width width, Pick pick, Draws draws) {
        super(builder);
        this.width = width;
        this.pick = pick;
        this.draws = draws;
    }

    static Growth of(TreeBuilder builder, Width width, Pick pick, Draws draws) {
        return new NodewiseGrowth(builder, width, pick, draws).open();
    }

    /// As many as the list has at the node's depth.
    static Width ofDepth(List<Integer> widths) {
        return node -> node.depth() < widths.size() ? widths.get(node.depth()) : 0;
    }

    @Override
    List<Node> grow(List<Node> level, List<Proposal> proposals) {
        List<Node> added = new ArrayList<>();
        for (int i = 0; i < level.size(); i++) {
            Node node = level.get(i);
            int count = widths.remove(node);
            added.addAll(switch (proposals.get(i)) {
                case Proposal.Distribution(Dist dist) -> pick.children(builder, node, dist, count, draws);
                case Proposal.Given given -> take(node, given, count);
            });
        }
        return added;
    }

    @Override
    boolean continues(Node node) {
        int count = width.at(node);
        if (count > 0) {
            widths.put(node, count);
        }
        return count > 0;
    }

    private List<Node> take(Node node, Proposal.Given given, int count) {
        List<Node> added = new ArrayList<>();
        for (int i = 0; i < given.tokens().size() && added.size() < count; i++) {
            Node child = builder.taken(node, given.tokens().get(i), given.score(i));
            if (!added.contains(child)) {
                added.add(child);
            }
        }
        return added;
    }

    static List<Node> drawWithReplacement(TreeBuilder builder, Node node, Dist dist, int width, Draws draws) {
        List<Node> added = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            added.add(builder.sampled(node, dist, draws.sample(dist), Origin.SAMPLED_WITH_REPLACEMENT));
        }
        return added;
    }

    static List<Node> drawWithoutReplacement(TreeBuilder builder, Node node, Dist dist, int width, Draws draws) {
        List<Node> added = new ArrayList<>(width);
        Dist left = dist;
        while (left != null && added.size() < width) {
            Token token = draws.sample(left);
            added.add(builder.sampled(node, dist, token, Origin.SAMPLED_WITHOUT_REPLACEMENT));
            left = added.size() < width ? Residual.without(left, token) : null;
        }
        return added;
    }

    static List<Node> mostLikely(TreeBuilder builder, Node node, Dist dist, int width, Draws draws) {
        List<Node> added = new ArrayList<>(width);
        for (int id : Ranking.top(dist, width)) {
            added.add(builder.chosen(node, dist, dist.vocabulary().token(id)));
        }
        return added;
    }
}
