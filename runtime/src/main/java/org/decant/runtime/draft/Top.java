package org.decant.runtime.draft;

import java.util.List;
import org.decant.runtime.random.Draws;

/// A tree whose nodes have the most likely tokens of their proposals as children, the smaller id first where two are
/// equal; the first of the tokens given (Medusa: Cai et al., 2024). One pass of the drafter for each level.
///
/// @param widths how many children a node of each level has at most, the root's first; each at least 1
public record Top(List<Integer> widths) implements Shape {

    public Top {
        widths = List.copyOf(widths);
        Shape.checkWidths("top", widths);
    }

    @Override
    public Growth begin(TreeBuilder builder, Draws draws) {
        return NodewiseGrowth.of(builder, NodewiseGrowth.ofDepth(widths), NodewiseGrowth::mostLikely, draws);
    }

    @Override
    public String describe() {
        return "top(" + widths + ")";
    }
}
