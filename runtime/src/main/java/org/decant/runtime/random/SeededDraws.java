package org.decant.runtime.random;

import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Kernels;
import org.decant.runtime.vocabulary.Token;

/// Draws from a seed: a counter-based generator (SplitMix64's finaliser over a key and a counter; Steele, Lea and
/// Flood, 2014), so that a branch's stream is known from the seed and the branch's place alone.
public final class SeededDraws implements Draws {
    static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long BRANCHING = 0xD1B54A32D192ED03L;

    private final long key;
    private long drawn;
    private long branchings;

    public SeededDraws(long seed) {
        this.key = mix(seed + GOLDEN);
    }

    private SeededDraws(long parentKey, long branching, long index) {
        this.key = mix(mix(parentKey ^ BRANCHING * (branching + 1)) + GOLDEN * (index + 1));
    }

    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private long next() {
        return mix(key + GOLDEN * ++drawn);
    }

    @Override
    public Token sample(Dist dist) {
        return dist.at(uniform());
    }

    @Override
    public Token sample(OpenDraw draw) {
        return draw.at(uniform());
    }

    @Override
    public boolean flip(double p) {
        return uniform() < p;
    }

    @Override
    public int choose(double[] weights) {
        return Kernels.place(weights, uniform());
    }

    @Override
    public double uniform() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    @Override
    public double[] gumbel(int count) {
        double[] noise = new double[count];
        for (int i = 0; i < count; i++) {
            // The middle of one of 2^52 parts of (0, 1), which is exact, so that neither logarithm is of 0.
            double middle = ((next() >>> 12) + 0.5) * 0x1.0p-52;
            noise[i] = -Math.log(-Math.log(middle));
        }
        return noise;
    }

    @Override
    public int[] shuffle(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = (int) (uniform() * (i + 1));
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    @Override
    public Draws[] branches(int count) {
        Draws[] streams = new Draws[count];
        long branching = branchings++;
        for (int i = 0; i < count; i++) {
            streams[i] = new SeededDraws(key, branching, i);
        }
        return streams;
    }

    @Override
    public boolean enumerated() {
        return false;
    }
}
