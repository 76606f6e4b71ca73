package org.decant.runtime.model;

import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.Tensor;

/// Which of the positions before it a context's attention sees: the first ones, which take the attention that nothing else
/// gets (attention sinks: Xiao et al., 2024), the last ones, its own among them, and some of the others.
///
/// Positions are counted from 0. Where a model puts a token before every text, that is position 0; the text's own tokens
/// follow.
///
/// @param sinks  how many of the first positions, 0 or more
/// @param recent how many of the last ones, 1 or more
/// @param others which of those between
public record Retention(int sinks, int recent, Choice others) {

    public Retention {
        if (sinks < 0) {
            throw DecantException.ofParameter("sinks", "`sinks` is " + sinks, "give 0 or more");
        }
        if (recent < 1) {
            throw DecantException.ofParameter("recent", "`recent` is " + recent,
                    "give 1 or more: a token sees at least itself");
        }
    }

    /// How some of the positions between are chosen; of equal ones the earlier. Each layer and each key head has its own.
    public sealed interface Choice {

        /// How many of them.
        int count();
    }

    /// None of them.
    public record None() implements Choice {

        @Override
        public int count() {
            return 0;
        }
    }

    /// Those whose keys reach furthest along a direction, which need not be asked again for each query (Q-Filters: Godey et
    /// al., 2025).
    ///
    /// @param filters the directions: for each layer a matrix with a row for each key head
    public record Projected(int count, List<Tensor> filters) implements Choice {

        public Projected {
            checkCount(count);
            filters = List.copyOf(filters);
        }

        /// @throws DecantException where there is not a direction for each key head of each layer
        public void check(ForwardModel model, int layers, int keyHeads, int width) {
            if (filters.size() != layers) {
                throw new DecantException("the model " + model.name() + " has " + layers + " layers, there are filters for "
                        + filters.size(), "give a tensor for each layer");
            }
            for (Tensor filter : filters) {
                int[] shape = filter.shape();
                if (shape.length != 2 || shape[0] != keyHeads || shape[1] != width) {
                    throw new DecantException("the keys of the model " + model.name() + " have the shape [" + keyHeads + ", "
                            + width + "] in a layer, a filter has " + java.util.Arrays.toString(shape),
                            "give a row for each key head, as wide as a key");
                }
            }
        }
    }

    /// Those that the positions just before have attended to most, by the sum of the weights (the sparse window attention
    /// of ALISA: Zhao et al., 2024). What they did not see themselves counts 0.
    ///
    /// @param queries how many positions before are asked, 1 or more
    public record Attended(int count, int queries) implements Choice {

        public Attended {
            checkCount(count);
            if (queries < 1) {
                throw DecantException.ofParameter("queries", "`queries` is " + queries, "give 1 or more");
            }
        }
    }

    private static void checkCount(int count) {
        if (count < 0) {
            throw DecantException.ofParameter("count", "`count` is " + count, "give 0 or more");
        }
    }

    /// Whether all that a position sees is the same for each layer and head.
    public boolean everywhereTheSame() {
        return others.count() == 0;
    }

    /// Whether position `seen` is among the first or last ones of `position`.
    public boolean always(int position, int seen) {
        return seen < sinks || seen > position - recent;
    }

    /// For people: `4 + 16 positions and 8 attended to`.
    public String describe() {
        return sinks + " + " + recent + " positions" + switch (others) {
            case None() -> "";
            case Projected(int count, _) -> " and " + count + " along filters";
            case Attended(int count, _) -> " and " + count + " attended to";
        };
    }
}
