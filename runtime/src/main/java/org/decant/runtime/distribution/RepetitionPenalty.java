package org.decant.runtime.distribution;

import org.decant.runtime.context.Context;

/// Makes tokens of the context less likely (Keskar et al., 2019): positive scores are divided by `penalty`, others
/// multiplied with it, once for a token however often it is there. A penalty below 1 makes them more likely.
///
/// The result depends on where the scale of the scores has its 0: apply it to a model's logits. Log-probabilities,
/// which are never positive, are only ever multiplied.
public record RepetitionPenalty(double penalty, int window) implements Transform {

    public RepetitionPenalty {
        Parameter.check(penalty > 0 && penalty < Double.POSITIVE_INFINITY, "repetition_penalty", "penalty", penalty,
                "a finite number above 0");
        Window.check("repetition_penalty", window);
    }

    /// Looks at the whole context.
    ///
    /// @param penalty above 0; 1 changes nothing
    public static RepetitionPenalty of(double penalty) {
        return new RepetitionPenalty(penalty, Window.WHOLE);
    }

    /// @param penalty above 0; 1 changes nothing
    /// @param window  how many of the last tokens to look at, at least 1
    public static RepetitionPenalty of(double penalty, int window) {
        return new RepetitionPenalty(penalty, window);
    }

    @Override
    public void apply(double[] scores, Context context) {
        Window.distinct(context, window,
                id -> scores[id] = scores[id] > 0 ? scores[id] / penalty : scores[id] * penalty);
    }

    @Override
    public boolean usesContext() {
        return true;
    }

    @Override
    public String describe() {
        return "repetition_penalty(" + penalty + Window.describe(window) + ")";
    }
}
