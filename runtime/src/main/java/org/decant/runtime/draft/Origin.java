package org.decant.runtime.draft;

/// Where a node's token came from.
public enum Origin {
    /// The node has no token: a tree's root.
    ROOT,
    /// Drawn from the proposal, independently of its siblings: a token may come up again.
    SAMPLED_WITH_REPLACEMENT,
    /// Drawn from the proposal without the tokens that its earlier siblings took from the same proposal.
    SAMPLED_WITHOUT_REPLACEMENT,
    /// Picked from the proposal by a rule that draws nothing, such as the most likely token.
    CHOSEN,
    /// Given without a distribution it could have been drawn from: copied, looked up, or listed with a score.
    TAKEN;

    public boolean sampled() {
        return this == SAMPLED_WITH_REPLACEMENT || this == SAMPLED_WITHOUT_REPLACEMENT;
    }
}
