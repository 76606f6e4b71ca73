package org.decant.runtime.model;

import java.util.function.Supplier;
import org.decant.runtime.context.Context;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.tensor.Tensor;

/// A draft head as strategies see it: a model whose logits at a context are those of a token further ahead. What it needs of
/// the model that it belongs to comes with a pass of that one, of the contexts that are pending then.
final class DraftHead extends Model {
    private static final Observation FEATURES = new Observation.FinalState();

    private final Batcher base;
    private final ForeseeingModel heads;
    private final int number;

    /// @param number from 1
    DraftHead(Batcher base, ForeseeingModel heads, int number) {
        super("head " + number + " of " + base.name(), base.vocabulary());
        this.base = base;
        this.heads = heads;
        this.number = number;
    }

    @Override
    protected Logits call(Context context) {
        Supplier<Tensor> features = base.observed(context, FEATURES);
        return new Logits(vocabulary(), () -> heads.foresee(number, features.get()));
    }

    @Override
    public void issue(Context context) {
        base.observed(context, FEATURES);
    }
}
