/// Model files in the GGUF format, versions 2 and 3, little-endian.
///
/// - [GgufFile][org.decant.runtime.model.gguf.GgufFile] is a mapped file: its metadata and its tensors. Everything the
///   file says about counts, lengths and offsets is checked against its size before it is believed.
/// - [GgufWriter][org.decant.runtime.model.gguf.GgufWriter] writes such files.
/// - [Blocks][org.decant.runtime.model.gguf.Blocks] reads the quantised blocks of a tensor,
///   [Quantizer][org.decant.runtime.model.gguf.Quantizer] makes them.
///
/// Uses diagnostics and the JDK only. The Llama engine and the vocabularies that model files bring stand on it.
package org.decant.runtime.model.gguf;
