package org.decant.runtime.model.llama;

import java.util.ArrayDeque;
import java.util.Arrays;

/// The passes of one session on a device: for each layer a run of its program, then one that scores. Keys and values of all
/// layers lie in two tensors, a row of each layer for each node.
final class DeviceForward implements BlockForward {
    /// Attention gathers what each node of a block sees: larger blocks would need more memory, and hardly be faster.
    private static final int BLOCK = 64;
    private static final int FIRST_PAGES = 8;

    private final DeviceLlama llama;
    private final LlamaShape shape;
    private final KvLayout layout;
    private final ArrayDeque<KvPage> free = new ArrayDeque<>();
    /// The first page is of nodes that are none.
    private int pages = 1;
    private int capacity;
    private double[] keys = new double[0];
    private double[] values = new double[0];

    DeviceForward(DeviceLlama llama, KvLayout layout) {
        this.llama = llama;
        this.shape = llama.shape;
        this.layout = layout;
    }

    @Override
    public int block() {
        return BLOCK;
    }

    @Override
    public KvPage newPage() {
        return free.isEmpty() ? new KvPage(layout, pages++) : free.pop();
    }

    @Override
    public void drop(KvPage page) {
        free.push(page);
    }

    /// Rows of a layer.
    private int rows() {
        return capacity * KvLayout.ROWS;
    }

    /// Makes room for all pages, twice as much as before where it is not enough.
    private void grow() {
        if (pages <= capacity) {
            return;
        }
        int before = rows() * shape.keyWidth();
        capacity = Math.max(FIRST_PAGES, DeviceBlock.powerOfTwo(pages));
        int after = rows() * shape.keyWidth();
        keys = grown(keys, before, after);
        values = grown(values, before, after);
    }

    private double[] grown(double[] old, int before, int after) {
        double[] larger = new double[Math.multiplyExact(after, layout.layers())];
        for (int layer = 0; layer < layout.layers(); layer++) {
            System.arraycopy(old, layer * before, larger, layer * after, before);
        }
        return larger;
    }

    @Override
    public void run(LayerPlan plan, KvNode[] nodes, int first, int count, double[][] rows, Insides insides) {
        grow();
        int width = shape.width();
        double[] states = embeddings(nodes, first, count);
        observe(insides, 0, nodes, first, count, states);
        int[] active = plan.active(nodes, first, count);
        int[] layers = plan.layers();
        DeviceBlock block = null;
        int known = 0;
        try (DeviceLlama.Run run = llama.layer()) {
            for (int i = 0; i < layers.length; i++) {
                if (active[i] > 0) {
                    if (active[i] != known) {
                        known = active[i];
                        block = new DeviceBlock(nodes, first, known, llama.rope, shape.headWidth());
                    }
                    double[] after = layer(run, layers[i], i, block, Arrays.copyOf(states, block.nodes * width));
                    System.arraycopy(after, 0, states, 0, known * width);
                }
                observe(insides, i + 1, nodes, first, count, states);
            }
        }
        if (insides != null) {
            insides.finals(floats(llama.weights().vectors().get("output_norm.weight"), 1, width), nodes, first, count,
                    floats(states, count, width), Lanes.padded(width));
        }
        score(nodes, first, count, states, rows);
    }

    private double[] embeddings(KvNode[] nodes, int first, int count) {
        double[] states = new double[count * shape.width()];
        float[] one = new float[shape.width()];
        for (int i = 0; i < count; i++) {
            llama.embedding.write(nodes[first + i], one, 0);
            for (int feature = 0; feature < one.length; feature++) {
                states[i * one.length + feature] = one[feature];
            }
        }
        return states;
    }

    /// @param layer  of the file, whose weights are taken
    /// @param cached of those that the cache has
    private double[] layer(DeviceLlama.Run run, int layer, int cached, DeviceBlock block, double[] states) {
        int width = shape.headWidth();
        int[] cache = {layout.layers() * rows(), shape.keyHeads(), width};
        run.give("layer", new double[] {layer}, 1);
        run.give("states", states, block.nodes, shape.width());
        run.give("first", new double[] {cached * rows()}, 1);
        run.give("places", block.places, block.nodes);
        run.give("cosines", block.cosines, block.nodes, width);
        run.give("sines", block.sines, block.nodes, width);
        run.give("partners", llama.rope.partners(width), width);
        run.give("seen", block.rows, block.nodes, block.seen);
        run.give("bias", block.bias, block.nodes, block.seen);
        run.give("keys", keys, cache);
        run.give("values", values, cache);
        run.run();
        run.copy(LlamaProgram.KEYS, keys);
        run.copy(LlamaProgram.VALUES, values);
        return run.output(LlamaProgram.STATES);
    }

    private void score(KvNode[] nodes, int first, int count, double[] states, double[][] rows) {
        double[] asked = new double[DeviceBlock.powerOfTwo(count)];
        int size = 0;
        for (int i = 0; i < count; i++) {
            if (nodes[first + i].request >= 0) {
                asked[size++] = i;
            }
        }
        if (size == 0) {
            return;
        }
        try (DeviceLlama.Run run = llama.scores()) {
            int filled = DeviceBlock.powerOfTwo(size);
            run.give("states", Arrays.copyOf(states, DeviceBlock.powerOfTwo(count) * shape.width()), DeviceBlock.powerOfTwo(count),
                    shape.width());
            run.give("asked", Arrays.copyOf(asked, filled), filled);
            run.run();
            double[] scores = run.output(0);
            for (int i = 0; i < size; i++) {
                System.arraycopy(scores, i * shape.vocabulary(), rows[nodes[first + (int) asked[i]].request], 0, shape.vocabulary());
            }
        }
    }

    private void observe(Insides insides, int layer, KvNode[] nodes, int first, int count, double[] states) {
        if (insides != null) {
            insides.requireStates(llama.device(), nodes, first, count);
            insides.states(layer, nodes, first, count, floats(states, count, shape.width()), Lanes.padded(shape.width()));
        }
    }

    /// Rows with the padding that the engine's kernels expect.
    private static float[] floats(double[] values, int rows, int width) {
        int padded = Lanes.padded(width);
        float[] floats = new float[rows * padded];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
                floats[row * padded + i] = (float) values[row * width + i];
            }
        }
        return floats;
    }
}
