package org.decant.runtime.tensor.kernel;

/// Where something begins in its array: at a place that is known, or at one that each run computes and tells the kernels.
///
/// @param number the place; of those that are computed, its number among the [sizes][Sizes]
record Place(int number, boolean computed) {

    static Place of(int number) {
        return new Place(number, false);
    }

    Expression in(Body body, Sizes sizes) {
        return computed ? sizes.read(number, body) : Expression.whole(number);
    }
}
