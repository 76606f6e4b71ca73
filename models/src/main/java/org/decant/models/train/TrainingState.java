package org.decant.models.train;

/// All that changes while a model is trained: with the recipe and the documents it says how the training goes on.
final class TrainingState {
    private final float[] parameters;
    private final float[] means;
    private final float[] squares;
    private final LossCurve curve;
    private long steps;
    private long tokens;
    private long documents;
    private double seconds;

    /// @param means   the optimizer's, as `squares`
    /// @param steps   taken so far, as the other numbers
    /// @param seconds spent
    TrainingState(float[] parameters, float[] means, float[] squares, LossCurve curve, long steps, long tokens,
            long documents, double seconds) {
        this.parameters = parameters;
        this.means = means;
        this.squares = squares;
        this.curve = curve;
        this.steps = steps;
        this.tokens = tokens;
        this.documents = documents;
        this.seconds = seconds;
    }

    /// The beginning of a training.
    static TrainingState start(Layout layout, long seed) {
        return new TrainingState(layout.start(seed), new float[layout.size()], new float[layout.size()],
                new LossCurve(), 0, 0, 0, 0);
    }

    float[] parameters() {
        return parameters;
    }

    float[] means() {
        return means;
    }

    float[] squares() {
        return squares;
    }

    LossCurve curve() {
        return curve;
    }

    long steps() {
        return steps;
    }

    /// Tokens seen.
    long tokens() {
        return tokens;
    }

    /// The number of the next document.
    long documents() {
        return documents;
    }

    /// The time spent, in seconds.
    double seconds() {
        return seconds;
    }

    void tookDocuments(int count) {
        documents += count;
    }

    void stepped(long tokens) {
        steps++;
        this.tokens += tokens;
    }

    void spent(double seconds) {
        this.seconds += seconds;
    }
}
