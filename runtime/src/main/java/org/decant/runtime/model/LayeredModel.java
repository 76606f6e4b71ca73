package org.decant.runtime.model;

import java.util.BitSet;
import java.util.List;
import org.decant.runtime.diagnostic.DecantException;

/// A model made of layers that can be left out: what self-speculation drafts with (Zhang et al., 2024; Elhoushi et al.,
/// 2024). The models made share the weights, and nothing is loaded again. Asked twice for the same layers, it gives the
/// same model, so that a session keeps one cache for it.
public interface LayeredModel extends ForwardModel {

    int layers();

    /// The model that stops after the first `layers` layers, 1 to [#layers], and scores what it has there.
    default LayeredModel exit(int layers) {
        return skip(behind(this, layers));
    }

    /// The model without the layers of `skipped`, numbered from 1.
    default LayeredModel skip(BitSet skipped) {
        return skipByPosition(List.of(skipped));
    }

    /// The model that leaves out layers by position: those of `skipped.get(n)` for contexts of n tokens, of the last one for
    /// all longer contexts. Each has those of the one before, so that what attention reads is always there and nothing is
    /// computed twice (SkipDecode: Del Corro et al., 2023).
    ///
    /// @param skipped at least one, layers numbered from 1
    LayeredModel skipByPosition(List<BitSet> skipped);

    /// @throws DecantException where `skipped` asks for layers that are not there, leaves none, or lacks one that an earlier
    ///                         position skips
    static void checkSkipped(LayeredModel model, List<BitSet> skipped) {
        if (skipped.isEmpty()) {
            throw new DecantException("nothing says which layers to skip", "give a list for at least one position");
        }
        BitSet before = new BitSet();
        for (int length = 0; length < skipped.size(); length++) {
            BitSet now = skipped.get(length);
            if (now.get(0) || now.length() > model.layers() + 1 || now.cardinality() == model.layers()) {
                throw new DecantException("the model " + model.name() + " has " + model.layers() + " layers, it cannot skip "
                        + now, "leave at least one of the layers 1 to " + model.layers());
            }
            BitSet again = (BitSet) before.clone();
            again.andNot(now);
            if (!again.isEmpty()) {
                throw new DecantException("contexts of " + length + " tokens would run the layers " + again
                        + ", which shorter ones skip: there would be nothing for them to attend to",
                        "skip at each position what is skipped before it");
            }
            before = now;
        }
    }

    /// The layers that are left out where the model is left after `layers` of them.
    ///
    /// @throws DecantException where there are not as many
    private static BitSet behind(LayeredModel model, int layers) {
        if (layers < 1 || layers > model.layers()) {
            throw new DecantException("the model " + model.name() + " has " + model.layers() + " layers, it cannot exit after "
                    + layers, "give a number from 1 to " + model.layers());
        }
        BitSet skipped = new BitSet();
        skipped.set(layers + 1, model.layers() + 1);
        return skipped;
    }
}
