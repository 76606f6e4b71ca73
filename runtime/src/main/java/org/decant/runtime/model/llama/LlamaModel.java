package org.decant.runtime.model.llama;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.decant.runtime.VectorModule;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.AttentionWeights;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.HiddenStates;
import org.decant.runtime.model.LayeredModel;
import org.decant.runtime.model.MixtureInput;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.GgufVocabulary;
import org.decant.runtime.vocabulary.Vocabulary;

/// A model of the Llama family from a GGUF file.
///
/// Its attention runs along the prefix tree: any set of contexts, whether a chain, a draft tree, beams or many
/// sequences, is one forward pass, and what contexts share is computed once.
public final class LlamaModel implements LayeredModel, HiddenStates, AttentionWeights, MixtureInput {
    private final String file;
    private final String name;
    private final LlamaShape shape;
    private final LlamaWeights weights;
    private final GgufVocabulary tokens;
    private final Options options;
    private final KvLayout layout;
    private final Forward forward;
    private final LlamaWeights.Layer[] layers;
    /// The layers of the file, from 0, that this model runs.
    private final BitSet kept;
    /// The models of the same file with some of its layers, by those.
    private final Map<BitSet, LlamaModel> views;

    /// @param cacheBytes the most memory for keys and values of a session, in bytes, and never more than three quarters of
    ///                   what the process may take besides the weights; what does not fit is computed again
    /// @param halfCache  whether they are stored in 16 bits: half the memory, a little less exact
    /// @param tokenizer  a `tokenizer.json` that cuts texts; null where the model file says how
    public record Options(long cacheBytes, boolean halfCache, Path tokenizer) {
        public static final Options STANDARD = new Options(512L << 20, false);

        /// With the model file's own way of cutting texts.
        public Options(long cacheBytes, boolean halfCache) {
            this(cacheBytes, halfCache, null);
        }
    }

    private LlamaModel(GgufFile file, Options options, Vocabulary shared, DoubleConsumer progress) {
        Architecture architecture = Architecture.of(file);
        this.file = file.name();
        this.name = this.file;
        this.shape = LlamaShape.read(file, architecture);
        this.tokens = GgufVocabulary.read(file, shape.vocabulary(), shared, options.tokenizer);
        LlamaMemory memory = LlamaMemory.of(file, shape, options.halfCache);
        memory.check(file);
        Warmth.begin(LlamaLoader.kernels(file));
        this.options = new Options(memory.cache(options.cacheBytes), options.halfCache, options.tokenizer);
        Rope rope = Rope.read(file, architecture, shape);
        this.weights = new LlamaLoader(file, architecture, shape, progress).load();
        this.layout = new KvLayout(shape.layers(), shape.keyHeads(), shape.headWidth(), options.halfCache);
        this.forward = new Forward(shape, weights, rope, layout, Workers.shared());
        this.layers = weights.layers();
        this.kept = new BitSet();
        kept.set(0, layers.length);
        this.views = new ConcurrentHashMap<>();
        views.put(kept, this);
    }

    /// `whole` with some of its layers.
    private LlamaModel(LlamaModel whole, BitSet kept) {
        this.kept = kept;
        this.views = whole.views;
        this.layers = kept.stream().mapToObj(layer -> whole.weights.layers()[layer]).toArray(LlamaWeights.Layer[]::new);
        this.file = whole.file;
        this.name = file + (kept.length() == layers.length ? " up to layer " + layers.length
                : " without layers " + IntStream.range(0, whole.weights.layers().length)
                        .filter(layer -> !kept.get(layer)).mapToObj(layer -> String.valueOf(layer + 1))
                        .collect(Collectors.joining(", ")));
        this.shape = whole.shape;
        this.tokens = whole.tokens;
        this.options = whole.options;
        this.weights = whole.weights;
        this.layout = new KvLayout(layers.length, shape.keyHeads(), shape.headWidth(), options.halfCache);
        this.forward = whole.forward;
    }

    /// Loads a model.
    ///
    /// @param shared   the vocabulary it must have, so that it can draft for another model; null for its own
    /// @param progress told the part that is loaded, from 0 to 1, now and then
    /// @throws DecantException where the file is missing, damaged, not of this family, or does not fit into memory, or
    ///                         the Vector API is missing
    public static LlamaModel open(Path path, Options options, Vocabulary shared, DoubleConsumer progress) {
        return of(GgufFile.open(path), options, shared, progress);
    }

    /// Loads the model of an open file; see [#open].
    public static LlamaModel of(GgufFile file, Options options, Vocabulary shared, DoubleConsumer progress) {
        // Before any class of the kernels is linked.
        if (!VectorModule.present()) {
            throw new DecantException("models of the Llama family need Java's Vector API, which this process lacks",
                    "start it with --add-modules=jdk.incubator.vector");
        }
        return new LlamaModel(file, options, shared, progress);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Vocabulary vocabulary() {
        return tokens.vocabulary();
    }

    /// The tokens with a meaning of their own, and how chats are written.
    public GgufVocabulary tokens() {
        return tokens;
    }

    public LlamaShape shape() {
        return shape;
    }

    /// The longest context: the model's window, less the token that begins a text where the model puts one there.
    @Override
    public int window() {
        return shape.window() - (beginsTexts() ? 1 : 0);
    }

    @Override
    public ForwardModel.Passes open(Session session) {
        return new LlamaPasses(this, forward, new KvCache(layout, options.cacheBytes), session);
    }

    boolean beginsTexts() {
        return tokens.beginsTexts();
    }

    /// The token of the empty context.
    int beginning() {
        return tokens.beginning();
    }

    /// The memory that the matrices take, in bytes.
    long weightBytes() {
        return weights.bytes();
    }

    LlamaWeights.Layer[] layersToRun() {
        return layers;
    }

    @Override
    public int layers() {
        return layers.length;
    }

    @Override
    public int width() {
        return shape.width();
    }

    @Override
    public int heads() {
        return shape.heads();
    }

    @Override
    public LlamaModel exit(int after) {
        if (after < 1 || after > layers.length) {
            throw new DecantException("the model " + name + " has " + layers.length + " layers, it cannot exit after "
                    + after, "give a number from 1 to " + layers.length);
        }
        BitSet skipped = new BitSet();
        skipped.set(after + 1, layers.length + 1);
        return skip(skipped);
    }

    @Override
    public LlamaModel skip(BitSet skipped) {
        if (skipped.get(0) || skipped.length() > layers.length + 1 || skipped.cardinality() == layers.length) {
            throw new DecantException("the model " + name + " has " + layers.length + " layers, it cannot skip "
                    + skipped, "leave at least one of the layers 1 to " + layers.length);
        }
        BitSet left = new BitSet();
        int layer = 1;
        for (int ofFile : kept.stream().toArray()) {
            left.set(ofFile, !skipped.get(layer++));
        }
        return views.computeIfAbsent(left, _ -> new LlamaModel(this, left));
    }
}
