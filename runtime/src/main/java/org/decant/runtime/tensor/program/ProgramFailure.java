package org.decant.runtime.tensor.program;

import org.decant.runtime.diagnostic.DecantException;

/// Something is wrong with the numbers that a program met.
public final class ProgramFailure extends DecantException {
    private final transient Object origin;

    public ProgramFailure(Value value, String message, String hint) {
        super(message, hint);
        this.origin = value.origin();
    }

    /// What the value at which it went wrong was made for; see [Value#origin].
    public Object origin() {
        return origin;
    }

    /// The error of scores that make no distribution.
    ///
    /// @param normalizer the log-sum-exp, which is not finite
    public static ProgramFailure noDistribution(Value value, double normalizer) {
        return new ProgramFailure(value, Double.isNaN(normalizer) ? "a score is not a number"
                : normalizer > 0 ? "a score is infinite" : "no token has a score above minus infinity",
                "a distribution needs at least one possible token and finite scores");
    }
}
