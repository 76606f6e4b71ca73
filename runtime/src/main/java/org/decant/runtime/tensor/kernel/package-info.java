/// Tensor programs as kernels of a device that runs many threads.
///
/// [KernelProgram][org.decant.runtime.tensor.kernel.KernelProgram] lays the values of a program out in the memory of the device
/// and gives kernels that run one after the other, as few as go, each a method in the style of TornadoVM's KernelContext: a
/// [Kernel][org.decant.runtime.tensor.kernel.Kernel] is a small tree of
/// [statements][org.decant.runtime.tensor.kernel.Statement] and [expressions][org.decant.runtime.tensor.kernel.Expression].
/// [KernelClass][org.decant.runtime.tensor.kernel.KernelClass] makes its bytecode; the text of a kernel is for people.
///
/// Nothing here needs TornadoVM: its types are only named in what is generated. The package stands on tensor programs; the module
/// `tornado` uses it.
package org.decant.runtime.tensor.kernel;
