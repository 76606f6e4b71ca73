package org.decant.runtime.distribution;

import org.decant.runtime.context.Context;

/// Subtracts `penalty` from a token's score for each time that the token is in the context. A negative penalty makes
/// frequent tokens more likely.
public record FrequencyPenalty(double penalty, int window) implements Transform {

    public FrequencyPenalty {
        Parameter.checkFinite("frequency_penalty", "penalty", penalty);
        Window.check("frequency_penalty", window);
    }

    /// Looks at the whole context.
    ///
    /// @param penalty finite, in nats; 0 changes nothing
    public static FrequencyPenalty of(double penalty) {
        return new FrequencyPenalty(penalty, Window.WHOLE);
    }

    /// @param penalty finite, in nats; 0 changes nothing
    /// @param window  how many of the last tokens to look at, at least 1
    public static FrequencyPenalty of(double penalty, int window) {
        return new FrequencyPenalty(penalty, window);
    }

    @Override
    public void apply(double[] scores, Context context) {
        Context at = context;
        for (int left = Math.min(window, context.length()); left > 0; left--, at = at.parent()) {
            scores[at.last().id()] -= penalty;
        }
    }

    @Override
    public boolean usesContext() {
        return true;
    }

    @Override
    public String describe() {
        return "frequency_penalty(" + penalty + Window.describe(window) + ")";
    }
}
