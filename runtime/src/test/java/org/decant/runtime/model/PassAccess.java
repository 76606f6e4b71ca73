package org.decant.runtime.model;

import org.decant.runtime.context.Context;

/// Runs a model's passes without a batcher, which would remember contexts.
public final class PassAccess {

    private PassAccess() {
    }

    /// The logits at `context`.
    public static double[] run(ForwardModel.Passes passes, Context context) {
        Pass pass = new Pass();
        double[] row = new double[context.vocabulary().size()];
        pass.add(context, row);
        passes.run(pass);
        return row;
    }
}
