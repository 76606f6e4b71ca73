package org.decant.runtime.draft;

import org.decant.runtime.random.Draws;

/// How a verification decides which path of a draft tree is accepted and which token follows it.
public sealed interface Rule permits Exact, Rejection, KSeq, Typical, Threshold, FunctionRule, OpenEnded {

    /// Walks a scored tree from its root. Draws through `draws` only.
    Verified walk(TreeScores target, Draws draws);

    /// Whether the target is asked what follows a path that is accepted to its end.
    default boolean scoresLeaves() {
        return true;
    }

    /// The rule as a script writes it.
    String describe();
}
