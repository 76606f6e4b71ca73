package org.decant.runtime.draft;

import org.decant.runtime.random.Draws;

/// Several paths drawn independently (SpecTr: Sun et al., 2023). Where paths have come the same way, the node that they
/// have come to draws a child for each of them; so as many drafts compete for a token as agree with all tokens before it.
/// One pass of the drafter for each token of a path.
///
/// @param count  how many paths, at least 1
/// @param length how many tokens each has, at least 1; fewer where an end token comes up
public record IndependentPaths(int count, int length) implements Shape {

    public IndependentPaths {
        Shape.checkPositive("paths", "count", count);
        Shape.checkPositive("paths", "length", length);
    }

    @Override
    public Growth begin(TreeBuilder builder, Draws draws) {
        return NodewiseGrowth.of(builder, node -> width(builder, node), NodewiseGrowth::drawWithReplacement, draws);
    }

    /// How many paths come through a node.
    private int width(TreeBuilder builder, Node node) {
        return node.depth() == length ? 0 : node.parent() == null ? count : builder.occurrences(node);
    }

    @Override
    public String describe() {
        return "paths(" + count + ", " + length + ")";
    }
}
