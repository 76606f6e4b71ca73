package org.decant.models.train;

/// Sums over predicted tokens, and the means that are shown.
final class Scores {
    private double loss;
    private double weight;
    private long tokens;
    private long right;
    private long agreeing;

    /// @param agrees whether the most probable token is the teacher's most probable one too
    void token(double loss, boolean isRight, boolean agrees) {
        this.loss += loss;
        tokens++;
        right += isRight ? 1 : 0;
        agreeing += agrees ? 1 : 0;
    }

    /// Adds what a sum of losses is divided by.
    void weight(double weight) {
        this.weight += weight;
    }

    void add(Scores other) {
        loss += other.loss;
        weight += other.weight;
        tokens += other.tokens;
        right += other.right;
        agreeing += other.agreeing;
    }

    /// The mean loss of a token, in nats: its exponential is the perplexity.
    double loss() {
        return loss / weight;
    }

    /// The part of the tokens that were the most probable ones.
    double accuracy() {
        return (double) right / tokens;
    }

    /// The part of the tokens at which the teacher has the same most probable token.
    double agreement() {
        return (double) agreeing / tokens;
    }
}
