/// Benchmarks of tensor chains on the scores of a large vocabulary: the chains that the compiler finds in scripts, the same
/// steps one by one, and hand-written Java ([SamplingTable][org.decant.bench.sampling.SamplingTable]).
package org.decant.bench.sampling;
