package org.decant.runtime.model.llama;

/// The kernels as plain loops, for the time before the compiler has made machine code of those with vectors; see
/// [Warmth]. Each does the operations of its twin in the same order for every lane, so that both give the same bits.
final class PlainKernels {
    private static final int PANEL = Lanes.PANEL;
    private static final int ROWS = KvLayout.ROWS;
    private static final float LESS = -1f / 256;

    private PlainKernels() {
    }

    /// [PanelProduct]'s kernel for four tokens.
    static void four(float[] w, int depth, float[] x, int xAt, float[] sums, int at) {
        for (int k = 0; k < depth; k++) {
            float x0 = x[xAt + k * 4];
            float x1 = x[xAt + k * 4 + 1];
            float x2 = x[xAt + k * 4 + 2];
            float x3 = x[xAt + k * 4 + 3];
            for (int lane = 0; lane < PANEL; lane++) {
                float weight = w[k * PANEL + lane];
                int to = at + lane;
                sums[to] = Math.fma(weight, x0, sums[to]);
                sums[to + PANEL] = Math.fma(weight, x1, sums[to + PANEL]);
                sums[to + 2 * PANEL] = Math.fma(weight, x2, sums[to + 2 * PANEL]);
                sums[to + 3 * PANEL] = Math.fma(weight, x3, sums[to + 3 * PANEL]);
            }
        }
    }

    /// [PanelProduct]'s kernel for two tokens.
    static void two(float[] w, int depth, float[] x, int xAt, float[] sums, int at) {
        for (int lane = 0; lane < PANEL; lane++) {
            float a = sums[at + lane];
            float b = sums[at + PANEL + lane];
            float c = 0;
            float d = 0;
            for (int i = 0; i < depth / 2; i++) {
                float even = w[i * 2 * PANEL + lane];
                float odd = w[i * 2 * PANEL + PANEL + lane];
                a = Math.fma(even, x[xAt + i * 4], a);
                b = Math.fma(even, x[xAt + i * 4 + 1], b);
                c = Math.fma(odd, x[xAt + i * 4 + 2], c);
                d = Math.fma(odd, x[xAt + i * 4 + 3], d);
            }
            sums[at + lane] = a + c;
            sums[at + PANEL + lane] = b + d;
        }
    }

    /// [PanelProduct#one].
    static void one(float[] w, int from, int depth, float[] x, int xAt, float[] sums, int at) {
        for (int lane = 0; lane < PANEL; lane++) {
            float a = sums[at + lane];
            float b = 0;
            float c = 0;
            float d = 0;
            for (int i = 0; i < depth / 4; i++) {
                int k = from + i * 4 * PANEL + lane;
                a = Math.fma(w[k], x[xAt + i * 4], a);
                b = Math.fma(w[k + PANEL], x[xAt + i * 4 + 1], b);
                c = Math.fma(w[k + 2 * PANEL], x[xAt + i * 4 + 2], c);
                d = Math.fma(w[k + 3 * PANEL], x[xAt + i * 4 + 3], d);
            }
            sums[at + lane] = a + b + (c + d);
        }
    }

    /// [PanelProduct#offsets].
    static void offsets(float[] factors, int groups, float sign, float[] groupSums, float[] out, int outAt, int from,
            int to) {
        for (int row = from; row < to; row += PANEL) {
            for (int lane = 0; lane < PANEL; lane++) {
                float sum = 0;
                for (int i = 0; i < groups; i++) {
                    sum = Math.fma(factors[row * groups + i * PANEL + lane], groupSums[i], sum);
                }
                out[outAt + row + lane] = Math.fma(sum, sign, out[outAt + row + lane]);
            }
        }
    }

    /// [ByteMatrix]'s product of a panel with one vector of `count`, whose numbers are `count` apart.
    static void bytes(int[] quants, float[] scales, int first, int scale, int steps, int shift, float[] x, int xAt,
            int count, float[] out, int at, boolean add) {
        for (int lane = 0; lane < PANEL; lane++) {
            float sum = add ? out[at + lane] : 0;
            for (int i = 0; i < steps; i++) {
                int q = quants[first + i * PANEL + lane];
                int k = xAt + i * 4 * count;
                float part = (float) (q << 24) * x[k];
                part = Math.fma((float) (q << 16), x[k + count], part);
                part = Math.fma((float) (q << 8), x[k + 2 * count], part);
                part = Math.fma((float) q, x[k + 3 * count], part);
                sum = Math.fma(part, scales[scale + (i >> shift) * PANEL + lane], sum);
            }
            out[at + lane] = sum;
        }
    }

    /// [ByteMatrix]'s decoding, without minimums.
    static void decodeBytes(int[] quants, float[] scales, int from, int group, int steps, int shift, float[] out) {
        for (int i = 0; i < steps; i++) {
            for (int lane = 0; lane < PANEL; lane++) {
                int q = quants[from + i * PANEL + lane];
                float scale = scales[group + (i >> shift) * PANEL + lane];
                int to = i * 4 * PANEL + lane;
                float first = (float) (q << 24) * scale;
                float second = (float) (q << 16) * scale;
                float third = (float) (q << 8) * scale;
                out[to] = first;
                out[to + PANEL] = Math.fma(first, LESS, second);
                out[to + 2 * PANEL] = Math.fma(second, LESS, third);
                out[to + 3 * PANEL] = Math.fma(third, LESS, (float) q * scale);
            }
        }
    }

    /// [NibbleMatrix]'s sums over the nibbles `first` to `first` + 3 of a panel.
    static void nibbles(int[] quants, float[] scales, int from, int scale, int steps, int first, float[] x, float[] out,
            int at, boolean add) {
        for (int lane = 0; lane < PANEL; lane++) {
            float sum = add ? out[at + lane] : 0;
            for (int i = 0; i < steps; i++) {
                int q = quants[from + i * PANEL + lane] >>> 4 * first;
                int k = first + i * 8;
                float part = (float) (q & 0xF) * x[k];
                part = Math.fma((float) (q & 0xF0), x[k + 1], part);
                part = Math.fma((float) (q & 0xF00), x[k + 2], part);
                part = Math.fma((float) (q & 0xF000), x[k + 3], part);
                sum = Math.fma(part, scales[scale + (i >> 2) * PANEL + lane], sum);
            }
            out[at + lane] = sum;
        }
    }

    /// [NibbleMatrix]'s decoding.
    ///
    /// @param minimums null where there are none
    static void decodeNibbles(int[] quants, float[] scales, float[] minimums, int from, int group, int steps,
            float[] out) {
        for (int i = 0; i < steps; i++) {
            for (int lane = 0; lane < PANEL; lane++) {
                int q = quants[from + i * PANEL + lane];
                int at = group + (i >> 2) * PANEL + lane;
                float scale = scales[at];
                float least = minimums == null ? scale * -8 : -minimums[at];
                for (int j = 0; j < 8; j++) {
                    out[(i * 8 + j) * PANEL + lane] = Math.fma((float) (q >>> 4 * j & 0xF), scale, least);
                }
            }
        }
    }

    /// Scores of `count` positions for one head, [Attention]'s.
    static void scores(float[] keys, int k, float[] q, int query, int width, float[] s, int at, int count) {
        for (int position = 0; position < count; position++) {
            float sum = 0;
            for (int i = 0; i < width; i++) {
                sum = Math.fma(keys[k + i * ROWS + position], q[query + i], sum);
            }
            s[at + position] = sum;
        }
    }

    /// Adds the weighted values of the rows that `mask` names: `count` features of one head, [Attention]'s.
    static void mix(float[] values, int v, int mask, int padded, float[] s, int weights, int out, int count) {
        for (int row = 0; row < ROWS; row++) {
            if ((mask >>> row & 1) != 0) {
                float weight = s[weights + row];
                for (int i = 0; i < count; i++) {
                    s[out + i] = Math.fma(values[v + row * padded + i], weight, s[out + i]);
                }
            }
        }
    }

    /// [Attention]'s softmax.
    static void softmax(float[] s, int from, int count, float scale) {
        float most = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            most = Math.max(most, s[i]);
        }
        for (int i = from; i < from + count; i++) {
            s[i] = Exponential.of((s[i] - most) * scale);
        }
        float inverse = 1 / Attention.sum(s, from, count);
        for (int i = from; i < from + count; i++) {
            s[i] *= inverse;
        }
    }

    /// [Lanes#dot].
    static float dot(float[] a, int aFrom, float[] b, int bFrom, int count) {
        int lanes = Lanes.COUNT;
        float[] sums = new float[4 * lanes];
        for (int i = 0; i < count; i++) {
            sums[i % (4 * lanes)] = Math.fma(a[aFrom + i], b[bFrom + i], sums[i % (4 * lanes)]);
        }
        float[] all = new float[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            all[lane] = sums[lane] + sums[lanes + lane] + (sums[2 * lanes + lane] + sums[3 * lanes + lane]);
        }
        return Lanes.sum(all);
    }
}
