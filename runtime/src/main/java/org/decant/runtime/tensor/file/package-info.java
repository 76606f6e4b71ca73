/// Tensors in files, as arguments of strategies name them: [TensorFile][org.decant.runtime.tensor.file.TensorFile]. Uses
/// tensors, the reader of JSON and that of text files.
package org.decant.runtime.tensor.file;
