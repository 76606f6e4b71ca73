package org.decant.bench.llama;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// What was measured of an engine.
///
/// @param decode  tokens per second, one after the other
/// @param prefill tokens per second of a prompt
/// @param sizes   tokens of a pass
/// @param passes  seconds of a pass of each size; empty, as `sizes`, where they were not measured
record Speeds(double decode, double prefill, int[] sizes, double[] passes) {

    /// Of each figure the median.
    static Speeds medians(List<Speeds> measured) {
        int[] sizes = measured.getFirst().sizes;
        return new Speeds(median(measured, Speeds::decode), median(measured, Speeds::prefill), sizes,
                IntStream.range(0, sizes.length).mapToDouble(i -> median(measured, speeds -> speeds.passes[i])).toArray());
    }

    private static double median(List<Speeds> measured, ToDoubleFunction<Speeds> figure) {
        return median(measured.stream().mapToDouble(figure).toArray());
    }

    static double median(double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
