package org.decant.runtime.constraint;

import java.util.Arrays;
import java.util.BitSet;
import org.decant.runtime.constraint.Constraint.State;
import org.decant.runtime.context.Context;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.model.Model;

/// The view of a model that keeps to a constraint: tokens that are not allowed have the score minus infinity, the others
/// their scores unchanged. `constrain target by schema`.
///
/// Contexts up to the constraint's start are not constrained, nor are those after an end token, nor those that break the
/// constraint already: these have the probability 0 under the view, and whoever looks at them (drafts of guessed tokens,
/// Jacobi iterations) throws them away. There the view gives what the model gives.
public final class ConstrainedModel extends Model {
    private final Model base;
    private final ConstrainedContexts contexts;

    public ConstrainedModel(Model base, ConstrainedContexts contexts) {
        super("constrain " + base.name() + " by " + contexts.constraint(), base.vocabulary());
        this.base = base;
        this.contexts = contexts;
    }

    @Override
    protected Logits call(Context context) {
        Logits logits = base.logits(context);
        return new Logits(vocabulary(), () -> constrained(context, logits));
    }

    /// @throws DeadEnd where no token is allowed that the model gives any probability
    private double[] constrained(Context context, Logits logits) {
        State state = contexts.at(context);
        if (state instanceof ConstrainedContexts.Unconstrained) {
            return logits.values();
        }
        BitSet allowed = state.allowed();
        if (allowed.isEmpty() && !state.accepts()) {
            throw new DeadEnd("no token can follow under the constraint " + contexts.constraint(),
                    "test `constraint.allows(output).nonempty` first, or loosen the constraint");
        }
        double[] scores = logits.values();
        double[] masked = new double[scores.length];
        Arrays.fill(masked, Double.NEGATIVE_INFINITY);
        boolean possible = false;
        for (int id = allowed.nextSetBit(0); id >= 0; id = allowed.nextSetBit(id + 1)) {
            masked[id] = scores[id];
            possible |= scores[id] != Double.NEGATIVE_INFINITY;
        }
        if (!possible) {
            throw new DeadEnd(state.accepts() ? "the output satisfies " + contexts.constraint()
                    + ", but the model " + base.name() + " gives no end token and no other that is allowed"
                    : "the model " + base.name() + " gives no token that the constraint " + contexts.constraint() + " allows",
                    "constrain before you truncate, as in `constrain model by c |> top_p(0.9)`, or test"
                            + " `constraint.accepts(output)` and end the output yourself");
        }
        return masked;
    }

    @Override
    public void issue(Context context) {
        base.issue(context);
    }

    /// Equal for the same base, an equal constraint and the same start.
    @Override
    public boolean equals(Object other) {
        return other instanceof ConstrainedModel model && model.base.equals(base) && model.contexts.equals(contexts);
    }

    @Override
    public int hashCode() {
        return 31 * base.hashCode() + contexts.hashCode();
    }
}
