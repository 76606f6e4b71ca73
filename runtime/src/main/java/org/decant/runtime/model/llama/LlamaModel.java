package org.decant.runtime.model.llama;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.AttentionWeights;
import org.decant.runtime.model.CachedModel;
import org.decant.runtime.model.ForeseeingModel;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.LayeredModel;
import org.decant.runtime.model.MixtureInput;
import org.decant.runtime.model.Retention;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.run.Session;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.tensor.program.Target;
import org.decant.runtime.vocabulary.GgufVocabulary;
import org.decant.runtime.vocabulary.Vocabulary;

/// A model of the Llama family from a GGUF file.
///
/// Its attention runs along the prefix tree: any set of contexts, whether a chain, a draft tree, beams or many
/// sequences, is one forward pass, and what contexts share is computed once.
public final class LlamaModel implements LayeredModel, CachedModel, ForeseeingModel, AttentionWeights, MixtureInput {
    private final String file;
    private final String name;
    private final LlamaModel whole;
    private final LlamaShape shape;
    private final GgufVocabulary tokens;
    private final Options options;
    private final KvLayout layout;
    private final LlamaExecutor executor;
    private final HeadScores heads;
    private final LlamaView view;
    private final LayerPlan plan;
    /// The models of the same file by what they do of it, as long as someone has them.
    private final Map<LlamaView, WeakReference<LlamaModel>> views;

    /// @param cacheBytes the most memory for keys and values of a session, in bytes, and never more than three quarters of
    ///                   what the process may take besides the weights; what does not fit is computed again
    /// @param numbers    how they are stored
    /// @param tokenizer  a `tokenizer.json` that cuts texts; null where the model file says how
    /// @param heads      its draft heads; null for none
    /// @param target     what runs it as tensor programs; null for the engine's own kernels
    public record Options(long cacheBytes, CacheNumbers numbers, Path tokenizer, DraftHeads heads, Target target) {
        public static final Options STANDARD = new Options(512L << 20, CacheNumbers.F32);

        /// With the model file's own way of cutting texts, without draft heads.
        public Options(long cacheBytes, CacheNumbers numbers) {
            this(cacheBytes, numbers, null, null, null);
        }

        /// The same on another target.
        public Options on(Target other) {
            return new Options(cacheBytes, numbers, tokenizer, heads, other);
        }
    }

    private LlamaModel(LoadedLlama loaded, Options options) {
        this.file = loaded.file();
        this.name = this.file;
        this.whole = this;
        this.shape = loaded.shape();
        this.tokens = loaded.tokens();
        this.options = new Options(loaded.memory().cache(options.cacheBytes), options.numbers, options.tokenizer,
                options.heads, options.target);
        this.layout = loaded.layout();
        this.executor = loaded.executor();
        this.heads = options.heads == null ? null : new HeadScores(options.heads, loaded.output());
        this.view = LlamaView.whole(shape.layers(), options.numbers);
        this.plan = LayerPlan.of(view, shape);
        this.views = new HashMap<>();
        views.put(view, new WeakReference<>(this));
    }

    /// A view of `whole`.
    private LlamaModel(LlamaModel whole, LlamaView view) {
        this.whole = whole;
        this.file = whole.file;
        this.shape = whole.shape;
        this.tokens = whole.tokens;
        this.options = whole.options;
        this.executor = whole.executor;
        this.heads = whole.heads;
        this.views = whole.views;
        this.view = view;
        this.name = view.name(file, LlamaView.whole(shape.layers(), options.numbers));
        this.plan = LayerPlan.of(view, shape);
        this.layout = new KvLayout(plan.layers().length, shape.keyHeads(), shape.headWidth(), view.numbers());
    }

    private LlamaModel as(LlamaView other) {
        synchronized (views) {
            WeakReference<LlamaModel> known = views.get(other);
            LlamaModel model = known == null ? null : known.get();
            if (model == null) {
                views.values().removeIf(reference -> reference.get() == null);
                model = new LlamaModel(whole, other);
                views.put(other, new WeakReference<>(model));
            }
            return model;
        }
    }

    /// How this process multiplies with quantised weights, for people.
    public static String products() {
        return IntegerMatrix.supports(TensorType.Q8_0, 1, 1) ? "machine code (AVX2)" : "Java";
    }

    /// Loads a model.
    ///
    /// @param shared   the vocabulary it must have, so that it can draft for another model; null for its own
    /// @param progress told the part that is loaded, from 0 to 1, now and then
    /// @throws DecantException where the file is missing, damaged, not of this family, or does not fit into memory, its
    ///                         tokens see those behind them, the heads are another model's, or the Vector API is missing
    public static LlamaModel open(Path path, Options options, Vocabulary shared, DoubleConsumer progress) {
        return of(GgufFile.open(path), options, shared, progress);
    }

    /// Loads the model of an open file; see [#open].
    public static LlamaModel of(GgufFile file, Options options, Vocabulary shared, DoubleConsumer progress) {
        if (!Architecture.of(file).causal(file)) {
            throw new DecantException("the model file " + file.name() + " is a masked model: its tokens see those behind"
                    + " them, it does not predict the next one", "open it as one: `MaskedLlamaModel`");
        }
        if (options.heads != null) {
            options.heads.check(file);
        }
        return new LlamaModel(LoadedLlama.load(file, options, shared, progress, Forward.BLOCK), options);
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
    public LlamaModel whole() {
        return whole;
    }

    @Override
    public double share(int length) {
        return view.layers(length).cardinality() / (double) shape.layers();
    }

    @Override
    public ForwardModel.Passes open(Session session) {
        BlockForward forward = executor.open(layout);
        return new LlamaPasses(this, forward, new KvCache(forward, layout, options.cacheBytes), session);
    }

    /// @throws DecantException where it runs on a device
    private void requireEngine(String deviceDoes) {
        if (options.target != null) {
            throw DeviceLlama.refused(name, options.target, deviceDoes);
        }
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
        return executor.weightBytes();
    }

    LayerPlan plan() {
        return plan;
    }

    @Override
    public int layers() {
        return plan.layers().length;
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
    public int keyHeads() {
        return shape.keyHeads();
    }

    @Override
    public List<List<Double>> headAccuracy() {
        return options.heads == null ? List.of() : options.heads.accuracy();
    }

    @Override
    public double[] foresee(int head, Tensor features) {
        return heads.of(head, features);
    }

    @Override
    public LlamaModel skipByPosition(List<BitSet> skipped) {
        LayeredModel.checkSkipped(this, skipped);
        List<BitSet> kept = new ArrayList<>();
        for (int length = 0; length < Math.max(skipped.size(), view.layers().size()); length++) {
            BitSet now = skipped.get(Math.min(length, skipped.size() - 1));
            BitSet left = (BitSet) view.layers(length).clone();
            int layer = 1;
            for (int ofFile : view.anyLayers().stream().toArray()) {
                if (now.get(layer++)) {
                    left.clear(ofFile);
                }
            }
            kept.add(left);
        }
        while (kept.size() > 1 && kept.getLast().equals(kept.get(kept.size() - 2))) {
            kept.removeLast();
        }
        return as(view.withLayers(kept));
    }

    @Override
    public LlamaModel keep(Retention what) {
        requireEngine("whose attention sees all positions");
        if (what.others() instanceof Retention.Projected projected) {
            projected.check(this, layers(), shape.keyHeads(), shape.headWidth());
        }
        return as(view.withRetention(what));
    }

    @Override
    public LlamaModel cacheBits(int bits) {
        CachedModel.checkBits(bits);
        requireEngine("which keeps keys and values as they are");
        return as(view.withNumbers(bits == CacheNumbers.I8.bits() ? CacheNumbers.I8 : CacheNumbers.I4));
    }
}
