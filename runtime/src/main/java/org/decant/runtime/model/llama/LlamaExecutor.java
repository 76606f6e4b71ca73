package org.decant.runtime.model.llama;

/// What computes the passes of a model: the engine's kernels, or programs on a device.
interface LlamaExecutor {

    /// For one session, with keys and values of its own.
    ///
    /// @param layout how the pages of the engine's kernels look
    BlockForward open(KvLayout layout);

    /// Memory taken by the weights.
    long weightBytes();

    /// The device that it runs on; null for the engine's kernels.
    String device();
}
