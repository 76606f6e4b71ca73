package org.decant.runtime.distribution;

import org.decant.runtime.context.Context;

/// Subtracts `penalty` from the scores of the context's tokens, once for a token however often it is there. A negative
/// penalty makes them more likely.
public record PresencePenalty(double penalty, int window) implements Transform {

    public PresencePenalty {
        Parameter.checkFinite("presence_penalty", "penalty", penalty);
        Window.check("presence_penalty", window);
    }

    /// Looks at the whole context.
    ///
    /// @param penalty finite, in nats; 0 changes nothing
    public static PresencePenalty of(double penalty) {
        return new PresencePenalty(penalty, Window.WHOLE);
    }

    /// @param penalty finite, in nats; 0 changes nothing
    /// @param window  how many of the last tokens to look at, at least 1
    public static PresencePenalty of(double penalty, int window) {
        return new PresencePenalty(penalty, window);
    }

    @Override
    public void apply(double[] scores, Context context) {
        Window.distinct(context, window, id -> scores[id] -= penalty);
    }

    @Override
    public boolean usesContext() {
        return true;
    }

    @Override
    public String describe() {
        return "presence_penalty(" + penalty + Window.describe(window) + ")";
    }
}
