/// The engine for models of the Llama family, made for decoding strategies: its one attention runs along the prefix tree
/// and its cache is that tree.
///
/// - [LlamaModel][org.decant.runtime.model.llama.LlamaModel] is what others use;
///   [LlamaModelKind][org.decant.runtime.model.llama.LlamaModelKind] opens it by its location,
///   [ModelDescription][org.decant.runtime.model.llama.ModelDescription] says what a file holds.
/// - [MaskedLlamaModel][org.decant.runtime.model.llama.MaskedLlamaModel] is the same engine without causality: its
///   `CanvasPasses` compute whole canvases, whose places all see each other.
/// - `LlamaPasses` plans a pass: which nodes of the tree have to be computed; `KvCache` keeps their keys and values in
///   pages of 32 nodes, frees those of contexts that are gone, evicts within a budget.
/// - `Forward` computes a block of nodes, `Attention` is their attention, `RowShares` hands out rows to the workers. `Matrix`
///   and its kinds are the weights in the layouts of the kernels: panels of rows that lie side by side.
/// - Where the process can run machine code, `PanelKernels` multiplies panels: quantised weights (`IntegerMatrix`) with
///   vectors as whole numbers of 16 bits (`IntegerInputs`) by code that `IntegerKernel` writes, floats and halves by that of
///   `FloatKernel`. Elsewhere kernels in Java do: one vector is multiplied straight from the quantised numbers (`ByteMatrix`,
///   `NibbleMatrix`); for several, `PanelProduct` decodes each weight once and multiplies it with all of them.
/// - `Architecture` is what tells the family's members apart, `LlamaLoader` reads their weights.
///
/// The same models run as tensor programs on any target: `LlamaProgram` writes one for a layer and one for the scores, `DeviceLlama`
/// has them with the weights on the target, `DeviceForward` runs them for the passes of a session, whose keys and values
/// `DeviceMemory` keeps there. `LlamaPasses` plans passes without knowing which of the two, engine or device, computes them
/// (`LlamaExecutor`, `BlockForward`).
///
/// Kernels in Java are written with the Vector API, so the module `jdk.incubator.vector` must be there. Uses the model
/// interfaces, contexts, vocabularies, the GGUF reader, machine code and, for devices, tensor programs.
package org.decant.runtime.model.llama;
