package org.decant.runtime.model.llama;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.decant.runtime.tensor.program.Resident;

/// The passes of one session on a device: for each layer a run of its program, then one that scores.
final class DeviceForward implements BlockForward {
    /// Attention looks at what each node of a block sees by itself: larger blocks would need more memory, and hardly be faster.
    private static final int BLOCK = 64;

    private final DeviceLlama llama;
    private final LlamaShape shape;
    private final KvLayout layout;
    private final DeviceMemory memory;
    private final ArrayDeque<KvPage> free = new ArrayDeque<>();
    /// The first page is of nodes that are none.
    private int pages = 1;

    DeviceForward(DeviceLlama llama, KvLayout layout) {
        this.llama = llama;
        this.shape = llama.shape;
        this.layout = layout;
        DeviceMemory own = new DeviceMemory(llama.target, shape, layout.layers());
        this.memory = own;
        DeviceLlama.CLEANER.register(this, own::close);
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

    @Override
    public void run(LayerPlan plan, KvNode[] nodes, int first, int count, double[][] rows, Insides insides) {
        if (insides != null) {
            insides.requireStates(llama.device(), nodes, first, count);
        }
        memory.grow(pages);
        int size = DeviceBlock.powerOfTwo(count);
        Resident[] states = memory.states(size);
        int now = 0;
        states[now].write(0, embeddings(nodes, first, count, size));
        observe(insides, 0, nodes, first, count, states[now]);
        int[] active = plan.active(nodes, first, count);
        int[] layers = plan.layers();
        try (DeviceLlama.Run run = llama.layer()) {
            run.give("partners", llama.rope.partners(shape.headWidth()), shape.headWidth());
            run.give("all", IntStream.range(0, size).asDoubleStream().toArray(), size);
            run.give("keys", memory.keys());
            run.give("values", memory.values());
            for (int i = 0, known = 0; i < layers.length; i++) {
                if (active[i] > 0) {
                    if (active[i] != known) {
                        known = active[i];
                        new DeviceBlock(nodes, first, count, known, llama.rope, shape.headWidth()).give(run);
                    }
                    run.give("layer", new double[] {layers[i]}, 1);
                    run.give("first", new double[] {i * memory.rows()}, 1);
                    run.give("states", states[now]);
                    now = 1 - now;
                    run.give("next", states[now]);
                    run.run();
                }
                observe(insides, i + 1, nodes, first, count, states[now]);
            }
        }
        if (insides != null) {
            insides.finals(llama.norm(), nodes, first, count, floats(states[now], count), Lanes.padded(shape.width()));
        }
        score(nodes, first, count, states[now], rows);
    }

    private double[] embeddings(KvNode[] nodes, int first, int count, int size) {
        double[] states = new double[size * shape.width()];
        float[] one = new float[shape.width()];
        for (int i = 0; i < count; i++) {
            llama.embedding.write(nodes[first + i], one, 0);
            for (int feature = 0; feature < one.length; feature++) {
                states[i * one.length + feature] = one[feature];
            }
        }
        return states;
    }

    private void score(KvNode[] nodes, int first, int count, Resident states, double[][] rows) {
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
            run.give("states", states);
            run.give("asked", Arrays.copyOf(asked, filled), filled);
            run.run();
            double[] scores = run.output();
            for (int i = 0; i < size; i++) {
                System.arraycopy(scores, i * shape.vocabulary(), rows[nodes[first + (int) asked[i]].request], 0, shape.vocabulary());
            }
        }
    }

    private void observe(Insides insides, int layer, KvNode[] nodes, int first, int count, Resident states) {
        if (insides != null) {
            insides.states(layer, nodes, first, count, floats(states, count), Lanes.padded(shape.width()));
        }
    }

    /// Rows with the padding that the engine's kernels expect.
    private float[] floats(Resident states, int rows) {
        double[] numbers = new double[rows * shape.width()];
        states.read(0, numbers);
        int padded = Lanes.padded(shape.width());
        float[] floats = new float[rows * padded];
        for (int i = 0; i < numbers.length; i++) {
            floats[i / shape.width() * padded + i % shape.width()] = (float) numbers[i];
        }
        return floats;
    }
}
