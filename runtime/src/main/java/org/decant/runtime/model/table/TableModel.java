package org.decant.runtime.model.table;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.model.AttentionWeights;
import org.decant.runtime.model.CachedModel;
import org.decant.runtime.model.ForeseeingModel;
import org.decant.runtime.model.LayeredModel;
import org.decant.runtime.model.MaskedModel;
import org.decant.runtime.model.MixtureInput;
import org.decant.runtime.model.Retention;
import org.decant.runtime.run.Session;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// A model whose next-token distributions are written down: exact, small, for checking strategies.
///
/// Read from JSON:
///
///     {
///       "tokens": ["a", "b", "</s>"],
///       "end": "</s>",
///       "contexts": {
///         "":    {"a": 0.5, "b": 0.3, "</s>": 0.2},
///         "a b": [0.1, 0.2, 0.7]
///       }
///     }
///
/// A key is a sequence of tokens, read from the left with the longest token that matches; spaces between tokens are
/// left out. A context uses the row of the LONGEST key that it ends with; the empty key, which must be there, ends every
/// context. A row is an object (a token that it does not name has probability 0) or an array with one number per token.
/// Probabilities are 0 or more and sum to 1 within 1e-6; they are then normalised. `"end"` may be left out: then no
/// token ends an output. With `"values": "logits"` rows hold natural-log, unnormalised scores instead, and a token that
/// is not named, or `null` in an array, is impossible. `"name"` says how messages call the model.
///
/// So that strategies that look inside models can be checked, a table has simple insides; see [TableInsides]. A context
/// with mixtures has the mean of the distributions of all the sequences that it stands for, by their weights.
///
/// A table fills canvases too: given the tokens before and behind a hole it knows the exact distribution of the text
/// that its next-token distributions make, so that a strategy of masked models can be checked on it.
public final class TableModel
        implements LayeredModel, CachedModel, ForeseeingModel, AttentionWeights, MixtureInput, MaskedModel {
    /// How far from 1 a sum of probabilities may be.
    static final double TOLERANCE = 1e-6;

    private final String name;
    private final Vocabulary vocabulary;
    private final Rows rows;
    /// By the length of a context how many layers are run for it; the last entry for longer ones.
    private final int[] layers;
    private final TableModel whole;
    /// The models made of this one, by what they do otherwise.
    private final Map<Object, TableModel> views = new ConcurrentHashMap<>();

    /// Gives the natural-log scores of a context, minus infinity for impossible tokens; the array is not changed.
    @FunctionalInterface
    interface Rows {
        double[] row(Context context);

        /// How many last tokens of a context the row depends on at most.
        default int order() {
            return Integer.MAX_VALUE;
        }
    }

    TableModel(String name, Vocabulary vocabulary, Rows rows) {
        this.name = name;
        this.vocabulary = vocabulary;
        this.rows = rows;
        this.layers = new int[] {TableInsides.LAYERS};
        this.whole = this;
    }

    /// A view of `whole`.
    private TableModel(String name, TableModel whole, Rows rows, int[] layers) {
        this.name = name;
        this.vocabulary = whole.vocabulary;
        this.rows = rows;
        this.layers = layers;
        this.whole = whole;
    }

    /// Reads a table.
    ///
    /// @param name   how messages call the model where the table does not say
    /// @param shared the vocabulary to use, which must have the table's tokens; null to make one of the table's tokens
    /// @throws DecantException with the places of what is wrong in the text
    public static TableModel read(String name, SourceText json, Vocabulary shared) {
        return new TableReader(name, json, shared).read();
    }

    /// The model with the distributions that `probabilities` gives for the tokens of a context.
    ///
    /// @param probabilities numbers of 0 or more by token id that sum to 1 within 1e-6
    public static TableModel of(String name, Vocabulary vocabulary, Function<List<Token>, double[]> probabilities) {
        return of(name, vocabulary, Integer.MAX_VALUE, probabilities);
    }

    /// The same where only the last `order` tokens count.
    public static TableModel of(String name, Vocabulary vocabulary, int order,
                                Function<List<Token>, double[]> probabilities) {
        return new TableModel(name, vocabulary, new GivenRows(name, vocabulary.size(), order, probabilities));
    }

    private record GivenRows(String name, int size, int order, Function<List<Token>, double[]> probabilities)
            implements Rows {
        @Override
        public double[] row(Context context) {
            double[] row = probabilities.apply(context.tokens()).clone();
            if (row.length != size) {
                throw new DecantException("the table " + name + " gave " + row.length + " probabilities for " + size
                        + " tokens", "give one for each token");
            }
            String wrong = normalize(row);
            if (wrong != null) {
                throw new DecantException("in the table " + name + " " + wrong,
                        "probabilities are 0 or more and sum to 1");
            }
            return row;
        }
    }

    /// A model with random distributions, one for each sequence of at most `order` tokens that a context can end with.
    /// The same state of `random` gives the same model.
    ///
    /// @param order how many last tokens the distribution depends on, 0 or more
    public static TableModel random(RandomGenerator random, Vocabulary vocabulary, int order, TableShape shape) {
        String name = "random-" + shape.name().toLowerCase(Locale.ROOT);
        return new TableModel(name, vocabulary, new RandomRows(random.nextLong(), vocabulary.size(), order, shape));
    }

    /// Divides probabilities by their sum and takes logarithms, in place; says what is wrong with them, null if nothing.
    static String normalize(double[] row) {
        double sum = 0;
        for (double probability : row) {
            if (!(probability >= 0)) {
                return "a probability is " + probability;
            }
            sum += probability;
        }
        if (!(Math.abs(sum - 1) <= TOLERANCE)) {
            return "the probabilities sum to " + (float) sum + ", not 1";
        }
        for (int i = 0; i < row.length; i++) {
            row[i] = Math.log(row[i] / sum);
        }
        return null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public TableModel whole() {
        return whole;
    }

    @Override
    public double share(int length) {
        return layers[Math.min(length, layers.length - 1)] / (double) whole.layers();
    }

    @Override
    public Passes open(Session session) {
        return pass -> {
            for (int i = 0; i < pass.size(); i++) {
                if (pass.observation(i) == null) {
                    score(pass.context(i), pass.row(i));
                } else {
                    pass.show(i, TableInsides.observe(this, rows, pass.context(i), pass.observation(i)));
                }
            }
        };
    }

    /// Writes the next-token scores at `context` to `row`, which has one number per token.
    public void score(Context context, double[] row) {
        System.arraycopy(MixedRows.scores(rows, context), 0, row, 0, row.length);
    }

    @Override
    public int layers() {
        return layers[0];
    }

    /// Features are one for each token.
    @Override
    public int width() {
        return vocabulary.size();
    }

    @Override
    public int heads() {
        return 1;
    }

    @Override
    public int keyHeads() {
        return 1;
    }

    @Override
    public List<List<Double>> headAccuracy() {
        return TableInsides.HEAD_ACCURACY;
    }

    @Override
    public double[] foresee(int head, Tensor features) {
        return TableInsides.foresee(rows, vocabulary, head, features);
    }

    @Override
    public TableModel skipByPosition(List<BitSet> skipped) {
        LayeredModel.checkSkipped(this, skipped);
        int[] left = skipped.stream().mapToInt(some -> layers() - some.cardinality()).toArray();
        return views.computeIfAbsent(List.copyOf(skipped), _ -> new TableModel(name + " without layers " + skipped, whole,
                TableInsides.layers(rows, left, layers()), left));
    }

    @Override
    public TableModel keep(Retention what) {
        if (what.others() instanceof Retention.Projected projected) {
            projected.check(this, layers(), 1, vocabulary.size());
        }
        return views.computeIfAbsent(what, _ -> new TableModel(name + " seeing " + what.describe(), whole,
                TableInsides.keep(rows, what), layers));
    }

    @Override
    public TableModel cacheBits(int bits) {
        CachedModel.checkBits(bits);
        return views.computeIfAbsent(bits, _ -> new TableModel(name + " with a cache of " + bits + " bits", whole,
                TableInsides.round(rows, bits), layers));
    }
}
