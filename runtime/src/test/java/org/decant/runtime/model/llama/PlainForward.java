package org.decant.runtime.model.llama;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.decant.runtime.model.Retention;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufMetadata;
import org.decant.runtime.model.gguf.GgufTensor;
import org.decant.runtime.model.gguf.StoredReference;

/// The Llama family's forward pass in float64, written from its papers with no regard for speed: every sequence is
/// computed from its first token, one position after the other. The oracle of the engine's tests.
final class PlainForward {
    private final GgufFile file;
    private final GgufMetadata metadata;
    private final String architecture;
    private final Map<String, double[]> tensors = new HashMap<>();
    private final int width;
    private final int heads;
    private final int keyHeads;
    private final int headWidth;
    private final int layers;

    private final IntFunction<Set<Integer>> skipped;
    /// What attention sees; null for everything.
    private final Retention retention;
    /// The bits of keys and values; 0 where they are not rounded.
    private final int bits;

    PlainForward(GgufFile file, Integer... skipped) {
        this(file, position -> Set.of(skipped), null, 0);
    }

    /// @param skipped the layers, from 0, that are left out at a position
    PlainForward(GgufFile file, IntFunction<Set<Integer>> skipped, Retention retention, int bits) {
        this.skipped = skipped;
        this.retention = retention;
        this.bits = bits;
        this.file = file;
        this.metadata = file.metadata();
        this.architecture = metadata.text("general.architecture");
        this.width = number("embedding_length");
        this.heads = number("attention.head_count");
        this.keyHeads = number("attention.head_count_kv");
        this.headWidth = metadata.whole(architecture + ".attention.key_length", 1, 4096, width / heads);
        this.layers = number("block_count");
        for (GgufTensor tensor : file.tensors()) {
            byte[] data = tensor.data().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
            tensors.put(tensor.name(), IntStream.range(0, (int) tensor.elements())
                    .mapToDouble(i -> StoredReference.element(tensor.type(), data, i)).toArray());
        }
    }

    private int number(String key) {
        return metadata.whole(architecture + "." + key, 1, 1 << 20);
    }

    /// What there is at the last position.
    ///
    /// @param states    behind each layer, the embedding first
    /// @param last      the last of them, normalised
    /// @param attention by layer, head and position
    /// @param queries   by layer, all heads
    record Trace(double[][] states, double[] last, double[][][] attention, double[][] queries, double[] logits) {}

    double[] embedding(int token) {
        return java.util.Arrays.copyOfRange(tensors.get("token_embd.weight"), token * width, (token + 1) * width);
    }

    /// The logits behind the last of `tokens`.
    double[] logits(int... tokens) {
        return trace(tokens).logits;
    }

    Trace trace(int... tokens) {
        return trace(java.util.Arrays.stream(tokens).mapToObj(this::embedding).toArray(double[][]::new));
    }

    /// Reads embeddings instead of tokens.
    Trace trace(double[][] embeddings) {
        double[][][] keys = new double[layers][embeddings.length][];
        double[][][] values = new double[layers][embeddings.length][];
        double[][] states = new double[layers + 1][];
        double[][][] weights = null;
        double[][] queries = null;
        List<double[][][]> history = new ArrayList<>();
        double[] x = null;
        for (int position = 0; position < embeddings.length; position++) {
            x = embeddings[position].clone();
            states[0] = x.clone();
            weights = new double[layers][heads][];
            queries = new double[layers][];
            history.add(weights);
            for (int layer = 0; layer < layers; layer++) {
                states[layer + 1] = x.clone();
                if (skipped.apply(position).contains(layer)) {
                    continue;
                }
                String prefix = "blk." + layer + ".";
                double[] normed = norm(x, tensors.get(prefix + "attn_norm.weight"));
                double[] q = project(prefix + "attn_q", normed);
                keys[layer][position] = project(prefix + "attn_k", normed);
                values[layer][position] = project(prefix + "attn_v", normed);
                place(q, heads, position, tensors.get(prefix + "attn_q_norm.weight"));
                place(keys[layer][position], keyHeads, position, tensors.get(prefix + "attn_k_norm.weight"));
                queries[layer] = q;
                int at = layer;
                boolean[][] seen = seen(layer, position, keys[layer], history.stream().map(all -> all[at]).toList());
                round(keys[layer][position]);
                round(values[layer][position]);
                double[] mixed = attention(q, keys[layer], values[layer], position, weights[layer], seen);
                add(x, product(prefix + "attn_output.weight", mixed));
                feedForward(x, prefix);
                states[layer + 1] = x.clone();
            }
        }
        String output = tensors.containsKey("output.weight") ? "output.weight" : "token_embd.weight";
        double[] last = norm(x, tensors.get("output_norm.weight"));
        return new Trace(states, last, weights, queries, product(output, last));
    }

    /// The logits at every place of `tokens`, each of which sees all of them.
    double[][] masked(int... tokens) {
        double[][] states = java.util.Arrays.stream(tokens).mapToObj(this::embedding).toArray(double[][]::new);
        int count = tokens.length;
        boolean[][] everything = new boolean[keyHeads][count];
        for (boolean[] places : everything) {
            java.util.Arrays.fill(places, true);
        }
        for (int layer = 0; layer < layers; layer++) {
            String prefix = "blk." + layer + ".";
            double[][] queries = new double[count][];
            double[][] keys = new double[count][];
            double[][] values = new double[count][];
            for (int i = 0; i < count; i++) {
                double[] normed = norm(states[i], tensors.get(prefix + "attn_norm.weight"));
                queries[i] = project(prefix + "attn_q", normed);
                keys[i] = project(prefix + "attn_k", normed);
                values[i] = project(prefix + "attn_v", normed);
                place(queries[i], heads, i, tensors.get(prefix + "attn_q_norm.weight"));
                place(keys[i], keyHeads, i, tensors.get(prefix + "attn_k_norm.weight"));
            }
            for (int i = 0; i < count; i++) {
                double[] mixed = attention(queries[i], keys, values, count - 1, new double[heads][], everything);
                add(states[i], product(prefix + "attn_output.weight", mixed));
                feedForward(states[i], prefix);
            }
        }
        String output = tensors.containsKey("output.weight") ? "output.weight" : "token_embd.weight";
        return java.util.Arrays.stream(states)
                .map(state -> product(output, norm(state, tensors.get("output_norm.weight")))).toArray(double[][]::new);
    }

    private void feedForward(double[] x, String prefix) {
        double[] normed = norm(x, tensors.get(prefix + "ffn_norm.weight"));
        double[] gate = product(prefix + "ffn_gate.weight", normed);
        double[] up = product(prefix + "ffn_up.weight", normed);
        for (int i = 0; i < gate.length; i++) {
            gate[i] = gate[i] / (1 + Math.exp(-gate[i])) * up[i];
        }
        add(x, product(prefix + "ffn_down.weight", gate));
    }

    private double[] project(String name, double[] x) {
        double[] result = product(name + ".weight", x);
        double[] bias = tensors.get(name + ".bias");
        if (bias != null) {
            add(result, bias);
        }
        return result;
    }

    private double[] product(String name, double[] x) {
        double[] w = tensors.get(name);
        return IntStream.range(0, w.length / x.length).mapToDouble(row -> {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                sum += w[row * x.length + i] * x[i];
            }
            return sum;
        }).toArray();
    }

    private double[] norm(double[] x, double[] factors) {
        double squares = 0;
        for (double value : x) {
            squares += value * value;
        }
        double scale = 1 / Math.sqrt(squares / x.length
                + metadata.real(architecture + ".attention.layer_norm_rms_epsilon"));
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = x[i] * scale * factors[i];
        }
        return result;
    }

    /// Normalises heads where there are factors for it, and turns them.
    private void place(double[] x, int headCount, int position, double[] factors) {
        for (int head = 0; head < headCount; head++) {
            if (factors != null) {
                double[] one = java.util.Arrays.copyOfRange(x, head * headWidth, (head + 1) * headWidth);
                System.arraycopy(norm(one, factors), 0, x, head * headWidth, headWidth);
            }
            for (int pair = 0; pair < headWidth / 2; pair++) {
                int a = head * headWidth + (architecture.equals("llama") ? 2 * pair : pair);
                int b = architecture.equals("llama") ? a + 1 : a + headWidth / 2;
                double angle = position * speed(pair);
                double xa = x[a];
                double xb = x[b];
                x[a] = xa * Math.cos(angle) - xb * Math.sin(angle);
                x[b] = xa * Math.sin(angle) + xb * Math.cos(angle);
            }
        }
    }

    private double speed(int pair) {
        double speed = Math.pow(metadata.real(architecture + ".rope.freq_base"), -2.0 * pair / headWidth);
        if (file.tensor("rope_freqs.weight") != null) {
            speed /= tensors.get("rope_freqs.weight")[pair];
        }
        return speed / metadata.real(architecture + ".rope.scaling.factor", 1);
    }

    /// Rounds a head's numbers to multiples of a 15th of their range and what is missing to 16ths of that.
    private void round(double[] numbers) {
        for (int from = 0; bits > 0 && from < numbers.length; from += headWidth) {
            double[] head = java.util.Arrays.copyOfRange(numbers, from, from + headWidth);
            double least = java.util.Arrays.stream(head).min().orElseThrow();
            double step = (java.util.Arrays.stream(head).max().orElseThrow() - least) / 15;
            for (int i = 0; i < headWidth; i++) {
                double coarse = Math.rint((head[i] - least) / step) * step;
                double fine = Math.rint((head[i] - least - coarse) / (step / 16));
                numbers[from + i] = least + coarse + (bits == 4 ? 0 : Math.clamp(fine, -8, 7) * step / 16);
            }
        }
    }

    /// For each key head the positions that it sees.
    ///
    /// @param history weights of this layer by position and head; those of `position` are not there yet
    private boolean[][] seen(int layer, int position, double[][] keys, List<double[][]> history) {
        boolean[][] all = new boolean[keyHeads][position + 1];
        for (int keyHead = 0; keyHead < keyHeads; keyHead++) {
            boolean[] seen = all[keyHead];
            List<Integer> between = new ArrayList<>();
            for (int i = 0; i <= position; i++) {
                seen[i] = retention == null || i < retention.sinks() || i >= position + 1 - retention.recent();
                if (!seen[i]) {
                    between.add(i);
                }
            }
            if (retention == null) {
                continue;
            }
            double[] scores = new double[position + 1];
            for (int i : between) {
                if (retention.others() instanceof Retention.Projected projected) {
                    for (int j = 0; j < headWidth; j++) {
                        scores[i] += projected.filters().get(layer).get(keyHead, j) * keys[i][keyHead * headWidth + j];
                    }
                } else if (retention.others() instanceof Retention.Attended attended) {
                    for (int asked = Math.max(i, position - attended.queries()); asked < position; asked++) {
                        for (int head = 0; head < heads / keyHeads; head++) {
                            scores[i] += history.get(asked)[keyHead * (heads / keyHeads) + head][i];
                        }
                    }
                }
            }
            for (int chosen = 0; chosen < retention.others().count() && !between.isEmpty(); chosen++) {
                int best = between.getFirst();
                for (int i : between) {
                    best = scores[i] > scores[best] ? i : best;
                }
                seen[best] = true;
                between.remove((Integer) best);
            }
        }
        return all;
    }

    private double[] attention(double[] q, double[][] keys, double[][] values, int position,
            double[][] shown, boolean[][] seen) {
        double[] result = new double[heads * headWidth];
        for (int head = 0; head < heads; head++) {
            int shared = head / (heads / keyHeads) * headWidth;
            double[] weights = new double[position + 1];
            double sum = 0;
            for (int i = 0; i <= position; i++) {
                double score = 0;
                for (int j = 0; j < headWidth; j++) {
                    score += q[head * headWidth + j] * keys[i][shared + j];
                }
                weights[i] = seen[head / (heads / keyHeads)][i] ? Math.exp(score / Math.sqrt(headWidth)) : 0;
                sum += weights[i];
            }
            double all = sum;
            shown[head] = java.util.Arrays.stream(weights).map(weight -> weight / all).toArray();
            for (int i = 0; i <= position; i++) {
                for (int j = 0; j < headWidth; j++) {
                    result[head * headWidth + j] += weights[i] / sum * values[i][shared + j];
                }
            }
        }
        return result;
    }

    private static void add(double[] to, double[] more) {
        for (int i = 0; i < to.length; i++) {
            to[i] += more[i];
        }
    }
}
