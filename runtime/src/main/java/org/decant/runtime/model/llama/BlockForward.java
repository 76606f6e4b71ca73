package org.decant.runtime.model.llama;

/// Computes blocks of nodes for one session, and keeps their keys and values.
interface BlockForward {

    /// The most nodes of a block.
    int block();

    /// Room for the keys and values of up to 32 nodes.
    KvPage newPage();

    /// Takes a page back that nothing is in any more.
    void drop(KvPage page);

    /// Computes the keys and values of `nodes[first]` and the `count - 1` behind it, ancestors before descendants, and the
    /// logits of those that ask for them.
    ///
    /// @param plan    what is run of the model; where that is up to the position, shorter contexts come first
    /// @param rows    by the nodes' requests
    /// @param insides what is to be observed of these nodes, null for nothing
    void run(LayerPlan plan, KvNode[] nodes, int first, int count, double[][] rows, Insides insides);
}
