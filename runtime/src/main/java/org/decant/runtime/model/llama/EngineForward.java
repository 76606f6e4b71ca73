package org.decant.runtime.model.llama;

/// The engine's kernels for one session, with its pages on the heap. The kernels' memory is shared by all sessions of a model: a pass
/// leaves nothing there.
record EngineForward(Forward kernels, KvLayout layout, int block) implements BlockForward {

    @Override
    public KvPage newPage() {
        return new KvPage(layout);
    }

    @Override
    public void drop(KvPage page) {
        // the heap is tidied by itself
    }

    @Override
    public void run(LayerPlan plan, KvNode[] nodes, int first, int count, double[][] rows, Insides insides) {
        kernels.run(plan, nodes, first, count, rows, insides);
    }
}
