package org.decant.compiler.typed;

import java.util.List;
import org.decant.runtime.diagnostic.Span;

/// A block with parameters. It has a frame of its own; what it reads from around it is copied in when the closure is made.
///
/// @param parameterSlots slots of the parameters in its frame, in order (-1 for an ignored one)
/// @param captures       what is copied from the enclosing frame
/// @param body           what it computes
/// @param frame          the slots of its frame
/// @param draws          whether it may make random choices
/// @param name           for stack traces and profiles
public record Lambda(List<Integer> parameterSlots, List<Capture> captures, Code body, FrameLayout frame, boolean draws,
                     String name, Span span) {

    /// @param outer the slot in the enclosing frame
    /// @param inner the slot in the block's frame
    public record Capture(int outer, int inner) {}
}
