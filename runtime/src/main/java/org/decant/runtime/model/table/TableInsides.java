package org.decant.runtime.model.table;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.decant.runtime.context.Canvas;
import org.decant.runtime.context.Context;
import org.decant.runtime.distribution.Kernels;
import org.decant.runtime.model.Observation;
import org.decant.runtime.model.Retention;
import org.decant.runtime.model.table.TableModel.Rows;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.vocabulary.Vocabulary;

/// The insides that a table has for strategies that look for some, so that these can be enumerated too. They are simple
/// and say nothing about transformers:
///
/// - A table has [#LAYERS] layers. With n of them it looks at the last n - 1 tokens, with all of them at the whole context.
/// - Its features behind a layer are the probabilities of the next token there, those of its embedding mark the last
///   token, or are the mixture's weights.
/// - It has one attention head, which attends alike to all positions that it sees; position 0 is the beginning. The query
///   and the key of a position are its features.
/// - What attention does not see is not looked at, as if it were not in the context; the first position that it does see
///   takes the place of the beginning, so that its token is not looked at either.
/// - It has two draft heads, which foresee as if every token after the next one depended on the one before it alone: from the
///   probabilities of a token, those of the one behind it are the mean of the rows of contexts of one token.
/// - A cache of b bits rounds probabilities to multiples of 1 / (2^b - 1).
final class TableInsides {
    static final int LAYERS = 3;
    /// Made up: what they are has no part in what is exact.
    static final List<List<Double>> HEAD_ACCURACY = List.of(List.of(0.5, 0.25, 0.125), List.of(0.4, 0.2, 0.1));

    private TableInsides() {
    }

    /// The rows of a table that runs some of its layers.
    ///
    /// @param left by the context's length how many layers; the last entry for longer ones
    static Rows layers(Rows rows, int[] left, int of) {
        return context -> {
            int layers = left[Math.min(context.length(), left.length - 1)];
            return rows.row(layers == of ? context : ending(context, layers - 1));
        };
    }

    private static Context ending(Context context, int tokens) {
        return Context.root(context.vocabulary()).plus(context.lastTokens(tokens));
    }

    /// The rows of a table that sees what is kept.
    static Rows keep(Rows rows, Retention what) {
        return context -> {
            Context seen = Context.root(context.vocabulary());
            BitSet positions = seen(rows, what, context);
            for (int position = 1; position <= context.length(); position++) {
                if (positions.get(position) && position > positions.nextSetBit(0)) {
                    seen = seen.plus(context.prefix(position).last());
                }
            }
            return rows.row(seen);
        };
    }

    /// The positions that the last one of a context sees.
    private static BitSet seen(Rows rows, Retention what, Context context) {
        BitSet seen = new BitSet();
        IntStream.rangeClosed(0, context.length()).filter(position -> what.always(context.length(), position))
                .forEach(seen::set);
        double[] scores = new double[context.length() + 1];
        if (what.others() instanceof Retention.Projected(_, List<Tensor> filters)) {
            double[] filter = filters.getLast().values();
            for (int position = 0; position < scores.length; position++) {
                double[] key = probabilities(rows.row(context.prefix(position)));
                scores[position] = IntStream.range(0, key.length).mapToDouble(i -> key[i] * filter[i]).sum();
            }
        }
        IntStream.rangeClosed(0, context.length()).filter(position -> !seen.get(position)).boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a])).limit(what.others().count()).toList()
                .forEach(seen::set);
        return seen;
    }

    /// The rows of a table that rounds.
    static Rows round(Rows rows, int bits) {
        double steps = (1 << bits) - 1;
        return context -> {
            double[] row = rows.row(context);
            double[] rounded = new double[row.length];
            double sum = 0;
            for (int i = 0; i < row.length; i++) {
                rounded[i] = Math.rint(Math.exp(row[i]) * steps);
                sum += rounded[i];
            }
            if (sum == 0) {
                return row;
            }
            for (int i = 0; i < row.length; i++) {
                rounded[i] = Math.log(rounded[i] / sum);
            }
            return rounded;
        };
    }

    /// What is observed at a context.
    static Tensor observe(TableModel model, Rows rows, Context context, Observation what) {
        Vocabulary vocabulary = model.vocabulary();
        return switch (what) {
            case Observation.FinalState() -> Tensor.of(probabilities(MixedRows.scores(rows, context)));
            case Observation.HiddenState(int layer) -> Tensor.of(features(model, rows, context, layer));
            case Observation.Queries(int layer) -> Tensor.of(new int[] {1, vocabulary.size()},
                    features(model, rows, context, layer));
            case Observation.Attention(int _) -> {
                double[] weights = new double[context.length() + 1];
                Arrays.fill(weights, 1.0 / weights.length);
                yield Tensor.of(new int[] {1, weights.length}, weights);
            }
            case Observation.Holes(Canvas canvas) -> new CanvasScores(rows, canvas).atHoles();
        };
    }

    /// The scores of draft head `head`.
    static double[] foresee(Rows rows, Vocabulary vocabulary, int head, Tensor features) {
        double[] probabilities = features.values();
        for (int step = 0; step < head; step++) {
            double[] next = new double[probabilities.length];
            for (int token = 0; token < next.length; token++) {
                if (probabilities[token] > 0) {
                    double[] row = probabilities(rows.row(Context.root(vocabulary).plus(vocabulary.token(token))));
                    for (int i = 0; i < next.length; i++) {
                        next[i] += probabilities[token] * row[i];
                    }
                }
            }
            probabilities = next;
        }
        return Arrays.stream(probabilities).map(Math::log).toArray();
    }

    private static double[] features(TableModel model, Rows rows, Context context, int layer) {
        if (layer == 0) {
            if (context.mixture() != null) {
                return context.mixture().toArray();
            }
            double[] embedding = new double[model.vocabulary().size()];
            if (context.last() != null) {
                embedding[context.last().id()] = 1;
            }
            return embedding;
        }
        return probabilities(MixedRows.scores(layers(rows, new int[] {layer}, model.layers()), context));
    }

    private static double[] probabilities(double[] row) {
        double normalizer = Kernels.logSumExp(row);
        return Arrays.stream(row).map(score -> Math.exp(score - normalizer)).toArray();
    }
}
