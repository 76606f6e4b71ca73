package org.decant.runtime.model.table;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.context.Canvas;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Kernels;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// The exact distributions of a table at the holes of a canvas, given all the tokens that it has: the forward-backward
/// algorithm (Rabiner, 1989, A tutorial on hidden Markov models) over the last tokens that the table looks at.
///
/// Where the canvas's tokens are impossible together, as tokens filled in side by side may be, the fillings with the
/// fewest impossible steps count.
final class CanvasScores {
    /// The natural-log probability of an impossible step; far below any other, so that steps of the kind are counted.
    private static final double IMPOSSIBLE = -1e6;
    private static final int MOST_STATES = 1 << 16;

    private final TableModel.Rows rows;
    private final Canvas canvas;
    private final int order;
    private final Vocabulary vocabulary;
    /// What may stand before each place, by the last tokens that count; one more behind the last place.
    private final Map<List<Token>, State>[] states;

    /// What stands before a place, up to what the table does not look at.
    private static final class State {
        private final Context context;
        private final double[] logProbabilities;
        /// The log mass of what leads here, and of what follows.
        private double before = Double.NEGATIVE_INFINITY;
        private double behind = Double.NEGATIVE_INFINITY;

        State(Context context, double[] logProbabilities) {
            this.context = context;
            this.logProbabilities = logProbabilities;
        }
    }

    @SuppressWarnings("unchecked")
    CanvasScores(TableModel.Rows rows, Canvas canvas) {
        this.rows = rows;
        this.canvas = canvas;
        this.order = rows.order();
        this.vocabulary = canvas.context().vocabulary();
        this.states = new Map[canvas.size() + 1];
    }

    /// A row of natural-log probabilities for each hole.
    Tensor atHoles() {
        forward();
        backward();
        int[] holes = canvas.holes();
        double[] all = new double[holes.length * vocabulary.size()];
        for (int i = 0; i < holes.length; i++) {
            System.arraycopy(at(holes[i]), 0, all, i * vocabulary.size(), vocabulary.size());
        }
        return Tensor.of(new int[] {holes.length, vocabulary.size()}, all);
    }

    private void forward() {
        states[0] = new LinkedHashMap<>();
        state(0, canvas.context()).before = 0;
        for (int place = 0; place < canvas.size(); place++) {
            states[place + 1] = new LinkedHashMap<>();
            for (State from : states[place].values()) {
                for (int id = first(place); id <= last(place); id++) {
                    State to = state(place + 1, from.context.plus(vocabulary.token(id)));
                    to.before = add(to.before, from.before + from.logProbabilities[id]);
                }
            }
        }
    }

    private void backward() {
        states[canvas.size()].values().forEach(state -> state.behind = 0);
        for (int place = canvas.size() - 1; place >= 0; place--) {
            for (State from : states[place].values()) {
                for (int id = first(place); id <= last(place); id++) {
                    from.behind = add(from.behind, through(from, id, place));
                }
            }
        }
    }

    private double[] at(int hole) {
        double[] scores = new double[vocabulary.size()];
        Arrays.fill(scores, Double.NEGATIVE_INFINITY);
        for (State from : states[hole].values()) {
            for (int id = 0; id < scores.length; id++) {
                scores[id] = add(scores[id], from.before + through(from, id, hole));
            }
        }
        double sum = Kernels.logSumExp(scores);
        for (int id = 0; id < scores.length; id++) {
            scores[id] = scores[id] - sum < IMPOSSIBLE / 2 ? Double.NEGATIVE_INFINITY : scores[id] - sum;
        }
        return scores;
    }

    /// The log mass of a token after a state, and of what follows both.
    private double through(State from, int id, int place) {
        return from.logProbabilities[id] + state(place + 1, from.context.plus(vocabulary.token(id))).behind;
    }

    private int first(int place) {
        return canvas.isHole(place) ? 0 : canvas.token(place).id();
    }

    private int last(int place) {
        return canvas.isHole(place) ? vocabulary.size() - 1 : canvas.token(place).id();
    }

    private State state(int place, Context context) {
        State known = states[place].computeIfAbsent(context.lastTokens(order),
                _ -> new State(context, logProbabilities(context)));
        if (states[place].size() > MOST_STATES) {
            throw new DecantException("the canvas has too many fillings for a table that looks at "
                    + Math.min(order, context.length()) + " tokens", "give it fewer holes");
        }
        return known;
    }

    private double[] logProbabilities(Context context) {
        double[] row = rows.row(context).clone();
        double sum = Kernels.logSumExp(row);
        for (int id = 0; id < row.length; id++) {
            row[id] = Math.max(row[id] - sum, IMPOSSIBLE);
        }
        return row;
    }

    private static double add(double a, double b) {
        double most = Math.max(a, b);
        return most == Double.NEGATIVE_INFINITY ? most : most + Math.log1p(Math.exp(Math.min(a, b) - most));
    }
}
