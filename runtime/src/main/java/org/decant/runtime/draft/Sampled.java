package org.decant.runtime.draft;

import java.util.List;
import org.decant.runtime.random.Draws;

/// A tree whose nodes draw their children: with replacement as in SpecInfer (Miao et al., 2023), or without, the
/// proposal renormalised after each draw, as in recursive speculative decoding (Jeon et al., 2024). Tokens given
/// without a distribution are taken in order. One pass of the drafter for each level.
///
/// @param widths      how many children a node of each level has at most, the root's first; each at least 1. Drawing
///                    without replacement stops when no token is left.
/// @param replacement whether a token can be drawn again. It is a node again then, and stays without children.
public record Sampled(List<Integer> widths, boolean replacement) implements Shape {

    public Sampled {
        widths = List.copyOf(widths);
        Shape.checkWidths("tree", widths);
    }

    @Override
    public Growth begin(TreeBuilder builder, Draws draws) {
        return NodewiseGrowth.of(builder, NodewiseGrowth.ofDepth(widths), replacement
                ? NodewiseGrowth::drawWithReplacement : NodewiseGrowth::drawWithoutReplacement, draws);
    }

    @Override
    public String describe() {
        return "tree(" + widths + (replacement ? ", replacement: true)" : ")");
    }
}
