package org.decant.runtime.model.ngram;

import java.util.OptionalDouble;

/// What is taken from the counts 1, 2 and 3 or more of one order, to be given to the shorter contexts.
record Discounts(double one, double two, double more) {
    /// Where counts of counts say nothing, as in texts of a few lines.
    private static final double UNKNOWN = 0.75;

    /// The estimates of modified Kneser-Ney smoothing (Chen and Goodman, 1999): with Y = n1 / (n1 + 2 n2),
    /// D1 = 1 - 2 Y n2/n1, D2 = 2 - 3 Y n3/n2, D3+ = 3 - 4 Y n4/n3. Where a count of counts is 0 or an estimate leaves
    /// its range (0 to the count), all three are Y, or 0.75 where Y is not between 0 and 1.
    ///
    /// @param countOfCounts at index r, for r from 1 to 4, how many n-grams of the order have the count r
    static Discounts estimate(long[] countOfCounts, OptionalDouble given) {
        if (given.isPresent()) {
            return same(given.getAsDouble());
        }
        double n1 = countOfCounts[1];
        double n2 = countOfCounts[2];
        double n3 = countOfCounts[3];
        double n4 = countOfCounts[4];
        double y = n1 / (n1 + 2 * n2);
        double one = 1 - 2 * y * n2 / n1;
        double two = 2 - 3 * y * n3 / n2;
        double more = 3 - 4 * y * n4 / n3;
        // A count of counts of 0 makes an estimate not a number, infinite or the end of its range.
        boolean usable = one > 0 && one < 1 && two > 0 && two < 2 && more > 0 && more < 3;
        return usable ? new Discounts(one, two, more) : same(y > 0 && y < 1 ? y : UNKNOWN);
    }

    private static Discounts same(double discount) {
        return new Discounts(discount, discount, discount);
    }

    double of(int count) {
        return count == 1 ? one : count == 2 ? two : more;
    }
}
