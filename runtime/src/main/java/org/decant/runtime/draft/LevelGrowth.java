package org.decant.runtime.draft;

import java.util.ArrayList;
import java.util.List;

/// A growth that asks for one level after another.
abstract class LevelGrowth implements Growth {
    final TreeBuilder builder;
    private List<Node> frontier;

    LevelGrowth(TreeBuilder builder) {
        this.builder = builder;
    }

    /// Opens the tree at its root; called when the growth is made.
    final Growth open() {
        frontier = wanted(List.of(builder.root()));
        return this;
    }

    /// Adds the children of a level's nodes and returns them in order.
    abstract List<Node> grow(List<Node> level, List<Proposal> proposals);

    /// Whether the shape goes on below `node`.
    abstract boolean continues(Node node);

    @Override
    public final List<Node> frontier() {
        return frontier;
    }

    @Override
    public final void proposals(List<?> proposals) {
        frontier = wanted(grow(frontier, read(frontier, proposals)));
    }

    /// Reads one proposal for each node of a frontier.
    static List<Proposal> read(List<Node> frontier, List<?> proposals) {
        if (frontier.isEmpty() || proposals.size() != frontier.size()) {
            throw new IllegalArgumentException(proposals.size() + " proposals for " + frontier.size() + " nodes");
        }
        List<Proposal> read = new ArrayList<>(proposals.size());
        for (Object proposal : proposals) {
            read.add(Proposal.of(proposal));
        }
        return read;
    }

    private List<Node> wanted(List<Node> nodes) {
        List<Node> wanted = new ArrayList<>();
        for (Node node : nodes) {
            boolean repeated = node.parent() != null && builder.repeated(node);
            if (!node.ended() && !repeated && continues(node)) {
                wanted.add(node);
            }
        }
        return List.copyOf(wanted);
    }

    @Override
    public final Tree tree() {
        return builder.build();
    }
}
