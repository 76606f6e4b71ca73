package org.decant.compiler.typed;

/// How the blocks of a parallel construct run. The result is the same in every mode; the passes are not.
///
/// @param mode     how the branches run
/// @param prologue the model calls of the block that depend on its parameters only, as a block that issues them (and is
///                 run for every element first), or null where there are none
public record Branching(Mode mode, Lambda prologue) {

    public enum Mode {
        /// One after another on this thread: the block calls no model, or only calls that the prologue issues.
        IN_TURN,
        /// Each on a virtual thread, so that calls which depend on earlier ones still share passes.
        SIDE_BY_SIDE
    }
}
