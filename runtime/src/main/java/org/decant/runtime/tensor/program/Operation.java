package org.decant.runtime.tensor.program;

import java.util.List;
import java.util.Locale;

/// The primitive operations of tensor programs. A [Value] is an operation with its operands.
///
/// Element-wise operations broadcast: shapes are aligned at their last axes, and extents are equal or one of them 1.
public sealed interface Operation {

    /// How the text form calls it, its attributes included.
    default String text() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /// What is given when the program runs.
    ///
    /// @param normalized whether it is a distribution's natural-log probabilities
    record Input(String name, boolean normalized) implements Operation {}

    /// One number, or one place.
    record Constant(double value, TensorType.Kind kind) implements Operation {}

    enum UnaryFunction { NEGATE, EXP, LOG, SQRT, ABS }

    /// A function of every element.
    record Unary(UnaryFunction function) implements Operation {
        @Override
        public String text() {
            return function.name().toLowerCase(Locale.ROOT);
        }
    }

    enum BinaryFunction {
        ADD, SUBTRACT, MULTIPLY, DIVIDE, MINIMUM, MAXIMUM,
        /// Of scores, the arithmetic in which what infinities leave undefined is minus infinity: a token that both sides
        /// leave out stays left out.
        SCORE_ADD, SCORE_SUBTRACT, SCORE_MULTIPLY,
        /// Scores divided by a positive number: their order stays, and what is left out stays left out.
        SCORE_DIVIDE,
        /// log(exp(a) + exp(b))
        LOG_ADD
    }

    /// A function of the elements of two operands: numbers, or indices, which can be added.
    record Binary(BinaryFunction function) implements Operation {
        @Override
        public String text() {
            return function.name().toLowerCase(Locale.ROOT);
        }
    }

    enum Comparison { LESS, LESS_OR_EQUAL, EQUAL }

    /// Of operands l, r, a, b: element by element a where l compares so to r, b elsewhere (also where one is not a number). a and b
    /// can be indices.
    record Where(Comparison comparison) implements Operation {
        @Override
        public String text() {
            return "where_" + comparison.name().toLowerCase(Locale.ROOT);
        }
    }

    /// The operand repeated along axes of extent 1 or missing axes.
    record Broadcast(List<Extent> shape) implements Operation {}

    /// The same elements in another shape.
    record Reshape(List<Extent> shape) implements Operation {}

    /// Axes in another order: axis i of the result is axis `axes[i]` of the operand.
    record Transpose(List<Integer> axes) implements Operation {
        /// Rows and columns exchanged.
        static final Transpose MATRIX = new Transpose(List.of(1, 0));

        @Override
        public String text() {
            return equals(MATRIX) ? "transpose" : "transpose" + axes;
        }
    }

    enum Reduction {
        /// 0 of no elements.
        SUM,
        /// Minus infinity of no elements; not a number where one is not.
        MAX,
        /// log(sum of exp(element)), without overflow; minus infinity of no elements.
        LOG_SUM_EXP
    }

    /// A number for each lane along an axis, whose extent becomes 1.
    ///
    /// @param finite whether it is an error, "no distribution", if a number is not finite
    record Reduce(Reduction reduction, int axis, boolean finite) implements Operation {
        @Override
        public String text() {
            return reduction.name().toLowerCase(Locale.ROOT) + "[axis " + axis + (finite ? ", finite]" : "]");
        }
    }

    /// The place of the largest element along the last axis, whose extent becomes 1; the first where several are equal.
    /// What is not a number is never the largest. 0 where nothing is above minus infinity.
    ///
    /// @param finite whether it is an error, "no distribution", if the log-sum-exp along the axis were not finite
    record ArgMax(boolean finite) implements Operation {
        @Override
        public String text() {
            return finite ? "arg_max[finite]" : "arg_max";
        }
    }

    /// Running sums along an axis.
    record CumulativeSum(int axis) implements Operation {
        @Override
        public String text() {
            return "cumulative_sum[axis " + axis + "]";
        }
    }

    /// `[…, n, k]` and `[…, k, m]` give `[…, n, m]`: products of matrices. The axes before them broadcast.
    record MatMul() implements Operation {}

    /// `[n, k]` and weights `[m, k]` give `[n, m]`: each row times the rows of the weights.
    record QuantizedMatMul() implements Operation {}

    /// `x[a…, n, b…]` and `indices[i…]` give `[a…, i…, b…]`: parts along an axis. Of the weights of several
    /// matrices, one.
    record Gather(int axis) implements Operation {
        @Override
        public String text() {
            return axis == 0 ? "gather" : "gather[axis " + axis + "]";
        }
    }

    /// `base[n, …]`, `indices[m]` and `updates[m, …]` give `[n, …]`: the base with parts along the first axis replaced. Where
    /// indices are equal, any of their parts counts.
    record Scatter() implements Operation {}

    /// `input[n, …]`, `indices[m]` and `rows[m, …]` give `[n, …]`: the input with rows replaced, where it is. The input must be
    /// given as a [Resident], which has the new rows after the run, and nothing else may read it but through this value. Where
    /// indices are equal, any of their rows counts.
    record Update() implements Operation {}

    /// Places of a vector, rising, as many as there are: an extent of its own.
    sealed interface Selection extends Operation {}

    /// Of `x[n]` and a count, the places of the largest elements, rising places; of equal elements the first ones. Places of
    /// minus infinity are never among them, so there may be fewer. Where the largest element is not finite, all places.
    record TopK() implements Selection {}

    /// Of `scores[n]` and the natural logarithm of a ratio, at most 0, the places of the elements that exp(score) makes at least
    /// that part of the largest, rising places: score - largest is not less than the logarithm. Places of minus infinity are never
    /// among them. Where the largest element is not finite, all places.
    record TopRatio() implements Selection {}

    /// Of `scores[n]` and a mass, the places of the largest elements, as few as hold that much of the probability in
    /// proportion to exp(score), rising places; the one that crosses the mass is among them; of equal elements the first
    /// ones come first. All places where the scores make no distribution or the mass is 1.
    record TopMass() implements Selection {
        /// A mass that is missed by no more than this part of it counts as reached: rounding alone is no reason to keep
        /// another one.
        public static final double ROUNDING = 1e-12;
    }

    /// Of `scores[n]` and a number u from [0, 1), the first place at which the running sum of exp(score) is above u times
    /// the whole: a draw from the distribution in proportion to exp(score), where u is drawn uniformly. An error, "no
    /// distribution", where the log-sum-exp is not finite.
    record Draw() implements Operation {}

    /// The same draw in proportion to `weights[n]` themselves, which are at least 0. An error, "no distribution", where their
    /// sum is 0 or not finite.
    record Choose() implements Operation {}
}
