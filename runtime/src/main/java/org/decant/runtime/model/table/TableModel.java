package org.decant.runtime.model.table;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.model.HiddenStates;
import org.decant.runtime.model.MixtureInput;
import org.decant.runtime.model.Observation;
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
/// A table can stand in for a transformer where its insides are looked at. It has one layer: behind it, the hidden state of a
/// context is its next-token probabilities, before it (layer 0) the mass of each token at the context's last place. A
/// context with mixtures has the mean of the distributions of all the sequences that it stands for, by their weights.
public final class TableModel implements HiddenStates, MixtureInput {
    /// How far from 1 a sum of probabilities may be.
    static final double TOLERANCE = 1e-6;

    private final String name;
    private final Vocabulary vocabulary;
    private final Rows rows;

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
    public Passes open(Session session) {
        return pass -> {
            for (int i = 0; i < pass.size(); i++) {
                if (pass.observation(i) == null) {
                    score(pass.context(i), pass.row(i));
                } else {
                    pass.show(i, Tensor.of(state(pass.context(i), pass.observation(i))));
                }
            }
        };
    }

    /// Writes the next-token scores at `context` to `row`, which has one number per token.
    public void score(Context context, double[] row) {
        double[] scores = context.mixed() ? MixedRows.row(rows, context) : rows.row(context);
        System.arraycopy(scores, 0, row, 0, row.length);
    }

    @Override
    public int layers() {
        return 1;
    }

    @Override
    public int width() {
        return vocabulary.size();
    }

    private double[] state(Context context, Observation observation) {
        double[] state = new double[width()];
        if (!observation.equals(new Observation.HiddenState(0))) {
            score(context, state);
            return Dist.ofScores(vocabulary, state).probabilities();
        }
        if (context.mixture() != null) {
            return context.mixture().toArray();
        }
        if (context.last() != null) {
            state[context.last().id()] = 1;
        }
        return state;
    }
}
