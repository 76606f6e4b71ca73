/// Tensor programs on the processor that runs the JVM, in float64.
///
/// [Schedule][org.decant.runtime.tensor.cpu.Schedule] puts element-wise values and the reductions over them together into
/// [loops][org.decant.runtime.tensor.cpu.Loop], each one pass over memory; [LoopClass][org.decant.runtime.tensor.cpu.LoopClass]
/// makes the bytecode of a loop, with the Vector API where tensors are large. What is no loop, such as selections and products, is
/// a kernel written by hand. The memory of a run is kept for the next one: a run allocates nothing but what its caller asks for.
///
/// [CpuTarget][org.decant.runtime.tensor.cpu.CpuTarget] is the way in; it runs what is described in
/// `org.decant.runtime.tensor.program` and stands on nothing else.
package org.decant.runtime.tensor.cpu;
