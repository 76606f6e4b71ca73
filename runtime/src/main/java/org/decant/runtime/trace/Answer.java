package org.decant.runtime.trace;

import java.util.List;
import java.util.stream.IntStream;
import org.decant.runtime.context.Canvas;
import org.decant.runtime.context.Context;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Information;
import org.decant.runtime.distribution.Kernels;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.vocabulary.Token;

/// What a pass answered to one of the calls that it was made for. Of distributions the tokens of the largest probabilities are
/// kept, so that a trace does not grow with the vocabulary.
public sealed interface Answer {
    /// How many tokens of a distribution are kept.
    int KEPT = 10;

    Context context();

    /// The scores of the token after a context.
    ///
    /// @param next null where the model excludes every token
    record Scores(Context context, Kept next) implements Answer {

        /// @param logits one score for each token of the context's vocabulary; not changed
        public static Scores of(Context context, double[] logits) {
            return new Scores(context, Kept.of(context, logits));
        }
    }

    /// What may stand in the holes of places behind a context.
    ///
    /// @param cells the token in each place, null for a hole
    /// @param holes what may stand in each hole, in the order of places
    record Filling(Context context, List<Token> cells, List<Kept> holes) implements Answer {

        /// @param scores a row for each hole
        public static Filling of(Canvas canvas, Tensor scores) {
            List<Token> cells = IntStream.range(0, canvas.size()).mapToObj(canvas::token).toList();
            List<Kept> holes = IntStream.range(0, canvas.holes().length)
                    .mapToObj(hole -> Kept.of(canvas.context(), scores.row(hole).values())).toList();
            return new Filling(canvas.context(), cells, holes);
        }
    }

    /// Something inside the model that was looked at.
    record Observed(Context context) implements Answer {}

    /// What is kept of a distribution.
    ///
    /// @param entropy   of the whole distribution, in nats
    /// @param likeliest the largest probability first
    record Kept(double entropy, List<Likely> likeliest) {

        /// Null where every score is minus infinity.
        public static Kept of(Context context, double[] logits) {
            if (Kernels.max(logits) == Double.NEGATIVE_INFINITY) {
                return null;
            }
            Dist dist = Dist.ofScores(context.vocabulary(), logits.clone());
            return new Kept(Information.entropy(dist), Likely.of(dist, KEPT));
        }
    }
}
