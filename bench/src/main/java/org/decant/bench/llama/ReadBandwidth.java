package org.decant.bench.llama;

import java.util.Arrays;
import java.util.stream.IntStream;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// How fast memory can be read: the bound of decoding.
final class ReadBandwidth {
    private static final VectorSpecies<Long> LANES = LongVector.SPECIES_PREFERRED;
    private static final int LONGS = 32 << 20;
    private static volatile long sink;

    private ReadBandwidth() {
    }

    /// Bytes per second that `threads` threads read together, the best of some rounds.
    static double measure(int threads) {
        long[][] data = new long[threads][LONGS];
        for (long[] part : data) {
            Arrays.fill(part, 3);
        }
        double best = 0;
        for (int round = 0; round < 15; round++) {
            long start = System.nanoTime();
            Thread[] readers = IntStream.range(0, threads)
                    .mapToObj(i -> Thread.ofPlatform().start(() -> sink = sum(data[i]))).toArray(Thread[]::new);
            try {
                for (Thread reader : readers) {
                    reader.join();
                }
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
            }
            best = Math.max(best, 8.0 * LONGS * threads / EngineMeasurement.seconds(start));
        }
        return best;
    }

    private static long sum(long[] values) {
        LongVector a = LongVector.zero(LANES);
        LongVector b = a;
        LongVector c = a;
        LongVector d = a;
        int width = LANES.length();
        for (int i = 0; i < values.length / (4 * width); i++) {
            a = a.add(LongVector.fromArray(LANES, values, i * 4 * width));
            b = b.add(LongVector.fromArray(LANES, values, i * 4 * width + width));
            c = c.add(LongVector.fromArray(LANES, values, i * 4 * width + 2 * width));
            d = d.add(LongVector.fromArray(LANES, values, i * 4 * width + 3 * width));
        }
        return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
    }
}
