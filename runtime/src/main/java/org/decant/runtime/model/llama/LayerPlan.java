package org.decant.runtime.model.llama;

/// What a pass runs of a model: its view, in the form that passes read.
///
/// @param layers    the file's layers that are run, in their order, from 0; the cache's pages have as many
/// @param reaches   of each layer, how long the contexts may be for which it is run
/// @param selection what attention sees; null for everything
record LayerPlan(int[] layers, int[] reaches, KeySelection selection) {

    static LayerPlan of(LlamaView view, LlamaShape shape) {
        int[] kept = view.anyLayers().stream().toArray();
        int[] reaches = new int[kept.length];
        for (int i = 0; i < kept.length; i++) {
            reaches[i] = view.reach(kept[i]);
        }
        return new LayerPlan(kept, reaches, view.retention() == null ? null : new KeySelection(view.retention(), shape));
    }

    /// Whether some layers are left out for longer contexts.
    boolean byPosition() {
        for (int reach : reaches) {
            if (reach < Integer.MAX_VALUE) {
                return true;
            }
        }
        return false;
    }

    /// For each layer, of how many of the nodes it is run; where that is not all, the nodes come by length.
    int[] active(KvNode[] nodes, int first, int count) {
        int[] active = new int[layers.length];
        for (int layer = 0; layer < active.length; layer++) {
            int size = count;
            while (size > 0 && nodes[first + size - 1].length > reaches[layer]) {
                size--;
            }
            active[layer] = size;
        }
        return active;
    }
}
