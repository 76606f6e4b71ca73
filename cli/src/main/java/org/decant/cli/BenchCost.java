package org.decant.cli;

import java.util.List;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.run.ModelCost;

/// What runs of a strategy cost, all of them together.
///
/// @param runs        how many
/// @param tokens      written
/// @param passes      of the model that is measured, the first that the strategy takes: its own and those of its views, of
///                    which one that runs half of the layers is half a pass
/// @param contexts    that it was asked about in them, counted likewise
/// @param otherPasses of all other models, counted likewise
/// @param drafted     tokens that were verified
/// @param accepted    those of them that were taken
/// @param seconds     from the start to the end of the strategy
record BenchCost(int runs, long tokens, double passes, double contexts, double otherPasses, long drafted,
                 long accepted, double seconds) {
    static final BenchCost NOTHING = new BenchCost(0, 0, 0, 0, 0, 0, 0, 0);

    static BenchCost of(RunResult run) {
        double passes = 0;
        double contexts = 0;
        double otherPasses = 0;
        for (ModelCost model : run.models()) {
            if (model.whole() == run.models().getFirst().whole()) {
                passes += model.wholePasses();
                contexts += model.wholeContexts();
            } else {
                otherPasses += model.wholePasses();
            }
        }
        return new BenchCost(1, run.tokens().size(), passes, contexts, otherPasses, run.drafts().drafted(),
                run.drafts().accepted(), run.time().toNanos() * 1e-9);
    }

    BenchCost plus(BenchCost other) {
        return new BenchCost(runs + other.runs, tokens + other.tokens, passes + other.passes, contexts + other.contexts,
                otherPasses + other.otherPasses, drafted + other.drafted, accepted + other.accepted, seconds + other.seconds);
    }

    /// NaN without passes.
    double tokensPerPass() {
        return ratio(tokens, passes);
    }

    /// NaN where nothing was written.
    double passesPerToken() {
        return ratio(passes, tokens);
    }

    /// The mean of the runs.
    double passesPerRun() {
        return ratio(passes, runs);
    }

    /// The mean of the runs.
    double otherPassesPerRun() {
        return ratio(otherPasses, runs);
    }

    /// NaN without passes.
    double contextsPerPass() {
        return ratio(contexts, passes);
    }

    /// Of drafted tokens, from 0 to 1; NaN where none were drafted.
    double acceptance() {
        return ratio(accepted, drafted);
    }

    /// NaN where nothing was written.
    double tokensPerSecond() {
        return tokens == 0 ? Double.NaN : tokens / seconds;
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? Double.NaN : part / whole;
    }
}
