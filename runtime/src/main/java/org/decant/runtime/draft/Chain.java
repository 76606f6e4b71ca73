package org.decant.runtime.draft;

import org.decant.runtime.random.Draws;

/// One path of tokens, each drawn from its proposal, or the first of the tokens given (Leviathan et al., 2023; Chen et
/// al., 2023). One pass of the drafter for each token.
///
/// @param length how many tokens, at least 1; fewer where an end token comes up
public record Chain(int length) implements Shape {

    public Chain {
        Shape.checkPositive("chain", "length", length);
    }

    @Override
    public Growth begin(TreeBuilder builder, Draws draws) {
        return NodewiseGrowth.of(builder, node -> node.depth() < length ? 1 : 0,
                NodewiseGrowth::drawWithReplacement, draws);
    }

    @Override
    public String describe() {
        return "chain(" + length + ")";
    }
}
