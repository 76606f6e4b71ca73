/// Machine code for the processor that runs this process, written by the process itself: for the few loops whose best
/// instructions the JVM's compiler does not choose.
///
/// [Assembler][org.decant.runtime.machine.Assembler] writes instructions of x86-64 with AVX2,
/// [MachineCode][org.decant.runtime.machine.MachineCode] puts them where they can be run and calls them on Java's arrays,
/// through the foreign function interface. Where that cannot be had (another processor or system, native access not
/// enabled), nothing is missing: those who use it have kernels in Java beside.
///
/// Uses nothing else of the project; the kernels of the Llama engine use it.
package org.decant.runtime.machine;
