package org.decant.runtime.model;

import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.distribution.Reweighting;

/// The mixture of two models' next-token probabilities, (1 - weight) a + weight b: `mix(a, b, weight)`. Its logits are
/// log-probabilities. A call makes the calls of both models pending.
public final class MixedModel extends Model {
    private final Model a;
    private final Model b;
    private final double weight;

    /// @param weight from 0 (only `a`) to 1 (only `b`)
    /// @throws DecantException where the weight is out of range or the vocabularies differ
    public MixedModel(Model a, Model b, double weight) {
        super("mix(" + a.name() + ", " + b.name() + ", " + weight + ")", a.vocabulary());
        if (!(weight >= 0 && weight <= 1)) {
            throw DecantException.ofParameter("weight", "the parameter weight of mix is " + weight, "weight must be from 0 to 1");
        }
        if (a.vocabulary() != b.vocabulary()) {
            throw new DecantException("the model " + a.name() + " has the vocabulary " + a.vocabulary().name()
                    + ", the model " + b.name() + " has " + b.vocabulary().name(),
                    "mix models that share a vocabulary");
        }
        this.a = a;
        this.b = b;
        this.weight = weight;
    }

    @Override
    protected Logits call(Context context) {
        Logits ofA = a.logits(context);
        Logits ofB = b.logits(context);
        return new Logits(vocabulary(),
                () -> Reweighting.mixture(ofA.softmax(), ofB.softmax(), weight).logProbabilities());
    }

    @Override
    public void issue(Context context) {
        a.issue(context);
        b.issue(context);
    }
}
