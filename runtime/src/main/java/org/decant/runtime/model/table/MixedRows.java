package org.decant.runtime.model.table;

import org.decant.runtime.context.Context;
import org.decant.runtime.context.Mixture;
import org.decant.runtime.distribution.Dist;

/// The rows of contexts in which mixtures stand: by the law of total probability, with each mixture a token that is drawn
/// from it.
final class MixedRows {
    private final TableModel.Rows rows;
    private final Context[] path;
    private double[] sum;

    private MixedRows(TableModel.Rows rows, Context context) {
        this.rows = rows;
        int counted = Math.min(rows.order(), context.length());
        this.path = context.path(context.length() - counted).toArray(Context[]::new);
    }

    /// The natural-log scores after any context.
    static double[] scores(TableModel.Rows rows, Context context) {
        return context.mixed() ? row(rows, context) : rows.row(context);
    }

    /// The natural-log probabilities after a context with mixtures.
    private static double[] row(TableModel.Rows rows, Context context) {
        MixedRows mixed = new MixedRows(rows, context);
        Context before = mixed.path.length == 0 ? context : mixed.path[0].parent();
        mixed.sum = new double[context.vocabulary().size()];
        // What stands before the tokens that count is of no consequence; the likeliest tokens will do.
        mixed.add(Context.root(context.vocabulary()).plus(before.tokens()), 0, 1);
        for (int id = 0; id < mixed.sum.length; id++) {
            mixed.sum[id] = Math.log(mixed.sum[id]);
        }
        return mixed.sum;
    }

    private void add(Context at, int place, double weight) {
        if (place == path.length) {
            double[] row = Dist.ofScores(at.vocabulary(), rows.row(at).clone()).probabilities();
            for (int id = 0; id < row.length; id++) {
                sum[id] += weight * row[id];
            }
            return;
        }
        Mixture mixture = path[place].mixture();
        if (mixture == null) {
            add(at.plus(path[place].last()), place + 1, weight);
            return;
        }
        for (int i = 0; i < mixture.size(); i++) {
            add(at.plus(mixture.vocabulary().token(mixture.id(i))), place + 1, weight * mixture.weight(i));
        }
    }
}
