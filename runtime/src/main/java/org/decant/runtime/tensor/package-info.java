/// Dense tensors of float64: what strategies compute with where it is not logits or distributions, such as hidden
/// states, attention weights, emission matrices and head weights.
///
/// [Tensor][org.decant.runtime.tensor.Tensor] is the whole interface, immutable and row-major. How it computes is
/// behind it and may change. The rules are NumPy's: shapes are aligned at their last axes, negative axes count from the
/// end.
///
/// The package stands on the kernels of distributions and on diagnostics only; the language's nodes use it.
package org.decant.runtime.tensor;
