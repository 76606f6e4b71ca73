package org.decant.runtime.model;

import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.distribution.Transform;

/// The view of a model whose logits are transformed: `target |> temper(0.7) |> top_p(0.9)`.
public final class TransformedModel extends Model {
    private final Model base;
    /// In the order they are applied. A view of a view keeps one list, so that the scores are copied once.
    private final List<Transform> transforms;

    /// @throws org.decant.runtime.diagnostic.DecantException where the transform names tokens of another vocabulary
    public TransformedModel(Model base, Transform transform) {
        super(base.name() + " |> " + transform.describe(), base.vocabulary());
        transform.checkVocabulary(base.vocabulary());
        List<Transform> all = new ArrayList<>();
        if (base instanceof TransformedModel view) {
            all.addAll(view.transforms);
            this.base = view.base;
        } else {
            this.base = base;
        }
        all.add(transform);
        this.transforms = List.copyOf(all);
    }

    /// The model under all the transforms.
    public Model base() {
        return base;
    }

    /// In the order they are applied.
    public List<Transform> transforms() {
        return transforms;
    }

    @Override
    protected Logits call(Context context) {
        Logits logits = base.logits(context);
        return new Logits(vocabulary(), () -> {
            double[] scores = logits.values().clone();
            for (Transform transform : transforms) {
                transform.apply(scores, context);
            }
            return scores;
        });
    }

    @Override
    public void issue(Context context) {
        base.issue(context);
    }

    @Override
    public Batcher forward() {
        return base.forward();
    }

    @Override
    public Model over(Batcher other) {
        Model view = base.over(other);
        for (Transform transform : transforms) {
            view = new TransformedModel(view, transform);
        }
        return view;
    }
}
