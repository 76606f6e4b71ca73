package org.decant.models.train;

/// How far a training is, and how large its steps are: they grow linearly at the beginning, then fall with a cosine to
/// a twentieth (Loshchilov and Hutter, 2017).
///
/// @param steps   the steps of the whole training; 0 where it is limited by time
/// @param seconds the time of the whole training; 0 where it is limited by steps
/// @param warmUp  the steps that grow
record Schedule(long steps, double seconds, long warmUp) {
    /// The steps that grow in the trainings of built-in models.
    static final long WARM_UP = 150;
    private static final double LEAST = 0.05;

    /// From 0 to 1.
    double progress(long step, double elapsed) {
        return Math.min(1, steps > 0 ? (double) step / steps : elapsed / seconds);
    }

    /// The part of the largest rate for the step after `step` steps.
    double rate(long step, double elapsed) {
        double growing = Math.min(1, (step + 1.0) / warmUp);
        return growing * (LEAST + (1 - LEAST) * 0.5 * (1 + Math.cos(Math.PI * progress(step, elapsed))));
    }
}
