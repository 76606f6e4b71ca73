package org.decant.runtime.trace;

import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.draft.Tree;
import org.decant.runtime.draft.Verified;

/// Something that happened in a run.
public sealed interface TraceEvent {

    /// The context of the output where it happened; for a pass one of those that were asked for.
    Context at();

    /// A strategy begins to run.
    ///
    /// @param at the context that it goes on from
    record Began(String strategy, Context at) implements TraceEvent {}

    /// A model has made a pass.
    ///
    /// @param contexts    how many different contexts it was asked about
    /// @param answers     to each call, shorter contexts first
    /// @param nanoseconds how long it took
    record Passed(String model, int contexts, List<Answer> answers, long nanoseconds) implements TraceEvent {

        @Override
        public Context at() {
            return answers.getFirst().context();
        }
    }

    /// A round of a loop begins, and these variables around it hold contexts. A later round of the same loop holds what it
    /// says instead.
    ///
    /// @param loop equal for all rounds of a loop in one branch
    record Held(Context at, Object loop, List<Variable> variables) implements TraceEvent {}

    /// A variable that holds contexts, at least one.
    record Variable(String name, List<Context> contexts) {}

    /// Branches with outputs of their own begin.
    record Branched(Context at, int count) implements TraceEvent {}

    /// `draft` has made a tree.
    record Drafted(Context at, Tree tree) implements TraceEvent {}

    /// A tree was verified.
    record Judged(Context at, String model, Verified verified) implements TraceEvent {}

    /// Tokens were appended to an output.
    ///
    /// @param at     the output before
    /// @param to     the output after, longer than before
    /// @param answer whether they are the run's own output too, and not only that of a branch or of a strategy run elsewhere
    record Wrote(Context at, Context to, boolean answer) implements TraceEvent {}
}
