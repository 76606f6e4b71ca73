package org.decant.runtime.model.llama;

/// One forward pass over a block of nodes, and the memory it needs. Every product of a weight matrix is made for all
/// nodes of the block at once.
///
/// All workers run [#work] side by side, each on some rows of the matrices, its nodes or its heads; barriers stand
/// between steps that read what others wrote. With a single node, what is cheap is done by every worker for itself
/// rather than waited for.
final class Forward implements LlamaExecutor {
    /// The most nodes of a block, where all that a node sees is computed before or with it.
    static final int BLOCK = 256;
    /// Products of a layer: queries, keys, values, the output of attention; gates and what they let through, down.
    private static final int PRODUCTS = 6;
    /// The most nodes whose logits are computed at once.
    static final int ASKED = 64;

    private final LlamaShape shape;
    private final LlamaWeights weights;
    private final Rope rope;
    private final Workers workers;
    private final Attention attention;

    private final int width;
    private final int queryStride;
    private final int keyStride;
    private final int hiddenStride;
    private final int logitStride;
    /// Hidden states, a padded row for each node.
    private final float[] states;
    private final float[] normed;
    private final float[] queries;
    private final float[] keys;
    private final float[] values;
    private final float[] mixed;
    private final float[] gates;
    private final float[] ups;
    private final float[] angles;
    private float[] logits = new float[0];
    /// Of each worker.
    private final float[][] ownNormed;
    private final Inputs[] inputs;
    private final Scratch[] scratch;
    private final RowShares shares;

    /// Of the file, from 0.
    private int[] layers;
    private KeySelection selection;
    private KvNode[] nodes;
    private int first;
    private int count;
    /// For each layer, of how many of the block's nodes it is run: the first ones.
    private int[] active;
    /// The nodes of the block whose logits are asked for, and the rows to fill.
    private final int[] asked;
    private int askedCount;
    private double[][] rows;
    /// Null where nothing is to be observed.
    private Insides insides;

    /// @param block the most nodes of a block
    Forward(LlamaShape shape, LlamaWeights weights, Rope rope, KvLayout layout, Workers workers, int block) {
        this.shape = shape;
        this.weights = weights;
        this.rope = rope;
        this.workers = workers;
        this.attention = new Attention(shape, layout, block);
        this.asked = new int[block];
        this.width = Lanes.padded(shape.width());
        this.queryStride = Lanes.padded(shape.queryWidth());
        this.keyStride = Lanes.padded(shape.keyWidth());
        this.hiddenStride = Lanes.padded(shape.feedForward());
        this.logitStride = Lanes.padded(shape.vocabulary());
        states = new float[block * width];
        normed = new float[block * width];
        queries = new float[block * queryStride];
        keys = new float[block * keyStride];
        values = new float[block * keyStride];
        mixed = new float[block * queryStride];
        gates = new float[block * hiddenStride];
        ups = new float[block * hiddenStride];
        angles = new float[block * 2 * rope.pairs()];
        ownNormed = new float[workers.count()][width];
        int most = Math.max(width, Math.max(queryStride, hiddenStride));
        inputs = Inputs.of(workers.count(), block, most, weights.layouts());
        scratch = new Scratch[workers.count()];
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = new Scratch(block);
        }
        shares = new RowShares(workers.count(), weights.layers().length * PRODUCTS + Math.ceilDiv(block, ASKED));
    }

    @Override
    public BlockForward open(KvLayout layout) {
        return new EngineForward(this, layout, asked.length);
    }

    @Override
    public long weightBytes() {
        return weights.bytes();
    }

    @Override
    public String device() {
        return null;
    }

    /// See [BlockForward#run].
    void run(LayerPlan plan, KvNode[] nodes, int first, int count, double[][] rows, Insides insides) {
        this.layers = plan.layers();
        this.selection = plan.selection();
        this.active = plan.active(nodes, first, count);
        this.nodes = nodes;
        this.first = first;
        this.count = count;
        this.rows = rows;
        this.insides = insides;
        askedCount = 0;
        for (int i = 0; i < count; i++) {
            if (nodes[first + i].request >= 0) {
                asked[askedCount++] = i;
            }
        }
        int logitRows = Math.min(ASKED, askedCount);
        if (logits.length < logitRows * logitStride) {
            logits = new float[Math.min(ASKED, 2 * logitRows) * logitStride];
        }
        attention.plan(nodes, first, count, selection);
        shares.begin();
        workers.run(this::work);
        attention.clear(count);
        this.nodes = null;
        this.rows = null;
        this.insides = null;
    }

    private void work(int worker) {
        for (int i = share(count, worker); i < share(count, worker + 1); i++) {
            KvNode node = nodes[first + i];
            weights.embedding().write(node, states, i * width);
            rope.angles(node.position, angles, i * 2 * rope.pairs());
        }
        workers.barrier();
        // What one worker observes, others write to only behind the next barrier.
        Insides observer = worker == 0 ? insides : null;
        if (observer != null) {
            observer.states(0, nodes, first, count, states, width);
        }
        for (int layer = 0; layer < layers.length; layer++) {
            LlamaWeights.Layer own = weights.layers()[layers[layer]];
            attend(worker, layer, own, active[layer]);
            if (observer != null) {
                observer.attention(layer, nodes, first, count, active[layer], queries, queryStride, attention);
            }
            feedForward(worker, own, active[layer]);
            if (observer != null) {
                observer.states(layer + 1, nodes, first, count, states, width);
            }
        }
        if (observer != null) {
            observer.finals(weights.norm(), nodes, first, count, states, width);
        }
        for (int from = 0; from < askedCount; from += ASKED) {
            score(worker, from, Math.min(ASKED, askedCount - from));
        }
    }

    /// states += output(attention(norm(states))), of the first `count` nodes.
    private void attend(int worker, int layer, LlamaWeights.Layer w, int count) {
        if (count == 0) {
            return;
        }
        Inputs in = normalise(worker, w.attentionNorm(), count);
        multiply(w.query(), in, queries, queryStride, worker, false);
        multiply(w.key(), in, keys, keyStride, worker, false);
        multiply(w.value(), in, values, keyStride, worker, false);
        workers.barrier();
        for (int i = share(count, worker); i < share(count, worker + 1); i++) {
            place(i, layer, w);
        }
        workers.barrier();
        int items = shape.keyHeads() * count;
        boolean wholeHeads = attention.inOrder();
        int from = wholeHeads ? share(shape.keyHeads(), worker) * count : share(items, worker);
        int to = wholeHeads ? share(shape.keyHeads(), worker + 1) * count : share(items, worker + 1);
        for (int item = from; item < to; item++) {
            int node = item % count;
            attention.attend(layer, item / count, node, queries, node * queryStride, mixed, node * queryStride,
                    scratch[worker]);
        }
        workers.barrier();
        in = prepare(worker, mixed, shape.queryWidth(), count);
        RowShares.Share share = shares.of(worker);
        share.begin(w.attentionOutput(), count);
        while (share.next()) {
            w.attentionOutput().multiply(in, states, width, share.from(), share.to(), true, scratch[worker]);
            if (w.attentionOutputBias() != null) {
                addBias(w.attentionOutputBias(), share, count);
            }
        }
        workers.barrier();
    }

    /// Adds the biases of a node's queries, keys and values, normalises and turns the heads, and puts keys and values
    /// into the cache.
    private void place(int i, int layer, LlamaWeights.Layer w) {
        int query = i * queryStride;
        int key = i * keyStride;
        if (w.queryBias() != null) {
            add(queries, query, w.queryBias(), shape.queryWidth());
        }
        if (w.keyBias() != null) {
            add(keys, key, w.keyBias(), shape.keyWidth());
        }
        if (w.valueBias() != null) {
            add(values, key, w.valueBias(), shape.keyWidth());
        }
        int angle = i * 2 * rope.pairs();
        for (int head = 0; head < shape.heads(); head++) {
            int at = query + head * shape.headWidth();
            if (w.queryNorm() != null) {
                Normalization.head(queries, at, shape.headWidth(), w.queryNorm(), shape.epsilon());
            }
            rope.turn(queries, at, angles, angle);
        }
        KvNode node = nodes[first + i];
        for (int head = 0; head < shape.keyHeads(); head++) {
            int at = key + head * shape.headWidth();
            if (w.keyNorm() != null) {
                Normalization.head(keys, at, shape.headWidth(), w.keyNorm(), shape.epsilon());
            }
            rope.turn(keys, at, angles, angle);
            node.page.store(layer, head, node.row, keys, at, values, at);
            if (selection != null) {
                selection.place(node, layer, head, keys, at);
            }
        }
    }

    /// states += down(gate(norm(states))), of the first `count` nodes.
    private void feedForward(int worker, LlamaWeights.Layer w, int count) {
        if (count == 0) {
            return;
        }
        Inputs in = normalise(worker, w.feedForwardNorm(), count);
        RowShares.Share share = shares.of(worker);
        share.begin(w.gate(), count);
        while (share.next()) {
            w.gate().multiply(in, gates, hiddenStride, share.from(), share.to(), false, scratch[worker]);
            w.up().multiply(in, ups, hiddenStride, share.from(), share.to(), false, scratch[worker]);
            for (int i = 0; i < count; i++) {
                Normalization.gate(gates, ups, i * hiddenStride + share.from(), share.to() - share.from());
            }
        }
        workers.barrier();
        multiply(w.down(), prepare(worker, gates, shape.feedForward(), count), states, width, worker, true);
        workers.barrier();
    }

    /// The logits of the asked nodes `from` to `from + size`.
    private void score(int worker, int from, int size) {
        Inputs in = inputs[worker];
        float[] out = size == 1 ? ownNormed[worker] : normed;
        int start = size == 1 ? 0 : share(size, worker);
        int end = size == 1 ? 1 : share(size, worker + 1);
        for (int i = start; i < end; i++) {
            Normalization.row(states, asked[from + i] * width, shape.width(), weights.norm(), shape.epsilon(), out,
                    i * width);
        }
        in.use(out, size, shape.width());
        ready(worker, in, size > 1);
        RowShares.Share share = shares.of(worker);
        share.begin(weights.output(), size);
        while (share.next()) {
            weights.output().multiply(in, logits, logitStride, share.from(), share.to(), false, scratch[worker]);
            for (int i = 0; i < size; i++) {
                double[] row = rows[nodes[first + asked[from + i]].request];
                int at = i * logitStride;
                for (int token = share.from(); token < share.to(); token++) {
                    row[token] = logits[at + token];
                }
            }
        }
        workers.barrier();
    }

    private Inputs normalise(int worker, float[] factors, int count) {
        float[] out = count == 1 ? ownNormed[worker] : normed;
        int start = count == 1 ? 0 : share(count, worker);
        int end = count == 1 ? 1 : share(count, worker + 1);
        for (int i = start; i < end; i++) {
            Normalization.row(states, i * width, shape.width(), factors, shape.epsilon(), out, i * width);
        }
        inputs[worker].use(out, count, shape.width());
        ready(worker, inputs[worker], count > 1);
        return inputs[worker];
    }

    /// Takes what all workers wrote, behind a barrier, as inputs.
    private Inputs prepare(int worker, float[] vectors, int columns, int count) {
        inputs[worker].use(vectors, count, columns);
        ready(worker, inputs[worker], false);
        return inputs[worker];
    }

    /// Puts the inputs into the layout of the kernels.
    ///
    /// @param written whether workers wrote parts of the vectors since the last barrier
    private void ready(int worker, Inputs in, boolean written) {
        if (written) {
            workers.barrier();
        }
        in.prepareFew();
        if (in.count() > 1) {
            in.pack(worker, workers.count());
            workers.barrier();
        }
    }

    private void multiply(Matrix matrix, Inputs in, float[] out, int stride, int worker, boolean add) {
        RowShares.Share share = shares.of(worker);
        share.begin(matrix, in.count());
        while (share.next()) {
            matrix.multiply(in, out, stride, share.from(), share.to(), add, scratch[worker]);
        }
    }

    private void addBias(float[] bias, RowShares.Share share, int count) {
        for (int i = 0; i < count; i++) {
            for (int row = share.from(); row < share.to(); row++) {
                states[i * width + row] += bias[row];
            }
        }
    }

    private static void add(float[] values, int from, float[] bias, int count) {
        for (int i = 0; i < count; i++) {
            values[from + i] += bias[i];
        }
    }

    /// Where a worker's share of `size` things begins.
    private int share(int size, int worker) {
        return (int) ((long) size * worker / workers.count());
    }
}
