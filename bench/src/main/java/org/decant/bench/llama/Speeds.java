package org.decant.bench.llama;

/// What was measured of an engine.
///
/// @param decode  tokens per second, one after the other
/// @param prefill tokens per second of a prompt
/// @param sizes   tokens of a pass
/// @param passes  seconds of a pass of each size; empty, as `sizes`, where they were not measured
record Speeds(double decode, double prefill, int[] sizes, double[] passes) {}
