/// Benchmarks: what the language costs over the same loops written in Java ([OverheadTable]), and what bookkeeping one
/// model call costs. They use the compiler's host interface and the runtime as any program may; nothing uses them.
package org.decant.bench;
