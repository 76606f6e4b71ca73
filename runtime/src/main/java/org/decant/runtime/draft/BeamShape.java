package org.decant.runtime.draft;

import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.random.Draws;

/// A tree of which each level keeps the `width` nodes with the most likely paths, as a beam search over the proposals
/// would. One pass of the drafter for each level.
///
/// @param width how many nodes a level has at most, at least 1; a node with an end token keeps its place in its level
/// @param depth how many levels, at least 1
public record BeamShape(int width, int depth) implements Shape {

    public BeamShape {
        Shape.checkPositive("beam", "width", width);
        Shape.checkPositive("beam", "depth", depth);
    }

    @Override
    public Growth begin(TreeBuilder builder, Draws draws) {
        return new BeamGrowth(builder).open();
    }

    @Override
    public String describe() {
        return "beam(" + width + ", " + depth + ")";
    }

    private final class BeamGrowth extends LevelGrowth {

        BeamGrowth(TreeBuilder builder) {
            super(builder);
        }

        @Override
        List<Node> grow(List<Node> level, List<Proposal> proposals) {
            List<Candidate> all = new ArrayList<>();
            for (int i = 0; i < level.size(); i++) {
                all.addAll(Candidate.of(level.get(i), proposals.get(i), width, "beam"));
            }
            all.sort(Candidate.BY_PATH);
            return all.stream().limit(width).map(candidate -> builder.add(candidate.node())).toList();
        }

        @Override
        boolean continues(Node node) {
            return node.depth() < depth;
        }
    }
}
