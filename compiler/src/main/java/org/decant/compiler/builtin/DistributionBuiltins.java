package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.dist;
import static org.decant.compiler.builtin.Arguments.list;
import static org.decant.compiler.builtin.Arguments.logits;
import static org.decant.compiler.builtin.Arguments.notNegative;
import static org.decant.compiler.builtin.Arguments.number;
import static org.decant.compiler.builtin.Arguments.numbers;

import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Information;
import org.decant.runtime.distribution.Kernels;
import org.decant.runtime.distribution.LogitArithmetic;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.distribution.Ranking;
import org.decant.runtime.distribution.Reweighting;
import org.decant.runtime.vocabulary.NumberedVocabulary;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Logits (unnormalised natural-log scores) and distributions.
final class DistributionBuiltins {

    private DistributionBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Logits and distributions");
        addMaking(table);
        addReading(table);
        addArithmetic(table);
    }

    private static void addMaking(BuiltinTable table) {
        table.add("softmax(logits: Logits) -> Dist", "The distribution in proportion to exp(logit).",
                (run, a) -> logits(a[0]).softmax());
        table.add("log_softmax(logits: Logits) -> Logits", "The natural-log probabilities, as normalised logits.",
                (run, a) -> logits(a[0]).softmax().logits());
        table.add("log(dist: Dist) -> Logits", "The natural-log probabilities, as normalised logits.",
                (run, a) -> dist(a[0]).logits());
        table.add("normalize(weights: Logits) -> Dist", "The distribution in proportion to weights of 0 or more.",
                (run, a) -> Dist.ofWeights(logits(a[0]).vocabulary(), logits(a[0]).values().clone()));
        table.add("probabilities(dist: Dist) -> Logits", "The probabilities as plain numbers by token, to calculate with.",
                (run, a) -> new Logits(dist(a[0]).vocabulary(), dist(a[0]).probabilities()));
        table.add("dist(probabilities: List<Float>) -> Dist",
                "A distribution over as many numbered tokens, in proportion to the numbers.", (run, a) -> {
                    double[] weights = numbers(a[0]);
                    if (weights.length == 0) {
                        throw new DecantException("a distribution of no tokens", "give at least one number");
                    }
                    return Dist.ofWeights(NumberedVocabulary.of(weights.length), weights);
                });
        table.add("dist(weights: List<(Token, Float)>) -> Dist",
                "The distribution in proportion to the tokens' weights; those of a token that comes several times are added.",
                (run, a) -> weighted(list(a[0])));
        table.add("logits(scores: List<Float>) -> Logits", "Logits over as many numbered tokens.", (run, a) -> {
            double[] scores = numbers(a[0]);
            if (scores.length == 0) {
                throw new DecantException("logits of no tokens", "give at least one number");
            }
            return new Logits(NumberedVocabulary.of(scores.length), scores);
        });
        table.add("certain(token: Token) -> Dist", "All the mass on one token.", (run, a) -> Dist.certain((Token) a[0]));
        table.add("mix(a: Dist, b: Dist, weight: Float) -> Dist", "The mixture: (1 - weight) of a and weight of b.",
                (run, a) -> Reweighting.mixture(dist(a[0]), dist(a[1]), number(a[2])));
        table.add("residual(p: Dist, q: Dist) -> Dist", "max(p - q, 0), normalised: what rejection sampling draws from after a rejection.",
                (run, a) -> Reweighting.residual(dist(a[0]), dist(a[1])));
        table.add("without(dist: Dist, token: Token) -> Dist", "The distribution given that the token is not drawn.",
                (run, a) -> Reweighting.without(dist(a[0]), (Token) a[1]));
    }

    private static void addReading(BuiltinTable table) {
        table.add("argmax(logits: Logits) -> Token", "The token of the largest score, of the smallest id where several are equal.",
                (run, a) -> logits(a[0]).argmax());
        table.add("argmax(dist: Dist) -> Token", "The most likely token, of the smallest id where several are equal.",
                (run, a) -> dist(a[0]).argmax());
        table.add("max(logits: Logits) -> Float", "The largest score.", (run, a) -> Kernels.max(logits(a[0]).values()));
        table.add("max(dist: Dist) -> Float", "The largest probability.",
                (run, a) -> dist(a[0]).probability(dist(a[0]).argmax()));
        table.add("sum(logits: Logits) -> Float", "The sum of the scores.", (run, a) -> {
            double sum = 0;
            for (double value : logits(a[0]).values()) {
                sum += value;
            }
            return sum;
        });
        table.add("log_sum_exp(logits: Logits) -> Float", "log of the sum of exp(score).",
                (run, a) -> Kernels.logSumExp(logits(a[0]).values()));
        table.add("operator_index(logits: Logits, token: Token) -> Float", "The score of a token.",
                (run, a) -> logits(a[0]).score(of(logits(a[0]).vocabulary(), (Token) a[1])));
        table.add("operator_index(dist: Dist, token: Token) -> Float", "The probability of a token.",
                (run, a) -> dist(a[0]).probability(of(dist(a[0]).vocabulary(), (Token) a[1])));
        table.add("Dist.log_probability(token: Token) -> Float", "The natural-log probability of a token.",
                (run, a) -> dist(a[0]).logProbability(of(dist(a[0]).vocabulary(), (Token) a[1])));
        table.add("Logits.top(count: Int) -> List<(Token, Float)>", "The tokens of the largest scores, falling, with their scores.",
                (run, a) -> top(Ranking.top(logits(a[0]), notNegative("count", a[1])), logits(a[0]).vocabulary(),
                        logits(a[0]).values()));
        table.add("Dist.top(count: Int) -> List<(Token, Float)>",
                "The most likely tokens, falling, with their probabilities; none of probability 0.",
                (run, a) -> top(Ranking.top(dist(a[0]), notNegative("count", a[1])), dist(a[0]).vocabulary(),
                        dist(a[0]).probabilities()).stream().filter(pair -> (Double) pair.get(1) > 0).toList());
        table.add("Dist.support -> Tokens", "The tokens of positive probability.", (run, a) -> support(dist(a[0])));
        table.add("rank(dist: Dist, token: Token) -> Int", "How many tokens are more likely.",
                (run, a) -> (long) Ranking.rank(dist(a[0]), (Token) a[1]));
        table.add("entropy(dist: Dist) -> Float", "The entropy, in nats.", (run, a) -> Information.entropy(dist(a[0])));
        table.add("kl(p: Dist, q: Dist) -> Float", "The Kullback-Leibler divergence of p from q, in nats.",
                (run, a) -> Information.kl(dist(a[0]), dist(a[1])));
        table.add("jensen_shannon(p: Dist, q: Dist) -> Float", "The Jensen-Shannon divergence, in nats.",
                (run, a) -> Information.jensenShannon(dist(a[0]), dist(a[1])));
        table.add("total_variation(p: Dist, q: Dist) -> Float", "Half the sum of the differences.",
                (run, a) -> Information.totalVariation(dist(a[0]), dist(a[1])));
        table.add("cross_entropy(p: Dist, q: Dist) -> Float", "The cross entropy of q under p, in nats.",
                (run, a) -> Information.crossEntropy(dist(a[0]), dist(a[1])));
    }

    private static void addArithmetic(BuiltinTable table) {
        table.add("operator_add(a: Logits, b: Logits) -> Logits", "The sum, token by token.",
                (run, a) -> LogitArithmetic.add(logits(a[0]), logits(a[1])));
        table.add("sum(list: List<Logits>) -> Logits", "The sum of several, token by token; an error where the list is empty.",
                (run, a) -> LogitArithmetic.sum(list(a[0])));
        table.add("operator_subtract(a: Logits, b: Logits) -> Logits", "The difference, token by token.",
                (run, a) -> LogitArithmetic.subtract(logits(a[0]), logits(a[1])));
        table.add("operator_multiply(factor: Float, logits: Logits) -> Logits", "Every score times a number.",
                (run, a) -> LogitArithmetic.scale(logits(a[1]), number(a[0])));
        table.add("operator_multiply(logits: Logits, factor: Float) -> Logits", "Every score times a number.",
                (run, a) -> LogitArithmetic.scale(logits(a[0]), number(a[1])));
        table.add("operator_divide(logits: Logits, divisor: Float) -> Logits", "Every score divided by a number.",
                (run, a) -> LogitArithmetic.divide(logits(a[0]), number(a[1])));
        table.add("operator_negate(logits: Logits) -> Logits", "Every score with the opposite sign.",
                (run, a) -> LogitArithmetic.scale(logits(a[0]), -1));
        table.add("Logits.map(block: (Token, Float) -> Float) -> Logits", "Scores made one by one from token and score.",
                (run, a) -> {
                    double[] scores = logits(a[0]).values().clone();
                    for (int id = 0; id < scores.length; id++) {
                        scores[id] = (Double) ((FunctionValue) a[1]).call(run, logits(a[0]).vocabulary().token(id), scores[id]);
                    }
                    return new Logits(logits(a[0]).vocabulary(), scores);
                });
        table.add("mask(logits: Logits, tokens: Tokens) -> Logits", "The logits with all but these tokens excluded.",
                (run, a) -> {
                    double[] kept = new double[logits(a[0]).size()];
                    java.util.Arrays.fill(kept, Double.NEGATIVE_INFINITY);
                    for (Token token : Arguments.<Token>list(a[1])) {
                        kept[of(logits(a[0]).vocabulary(), token).id()] = logits(a[0]).score(token);
                    }
                    return new Logits(logits(a[0]).vocabulary(), kept);
                });
        table.add("exclude(logits: Logits, tokens: Tokens) -> Logits", "The logits with these tokens excluded.",
                (run, a) -> {
                    double[] kept = logits(a[0]).values().clone();
                    for (Token token : Arguments.<Token>list(a[1])) {
                        kept[of(logits(a[0]).vocabulary(), token).id()] = Double.NEGATIVE_INFINITY;
                    }
                    return new Logits(logits(a[0]).vocabulary(), kept);
                });
    }

    private static List<Tuple> top(int[] ids, Vocabulary vocabulary, double[] values) {
        List<Tuple> top = new ArrayList<>(ids.length);
        for (int id : ids) {
            top.add(new Tuple(vocabulary.token(id), values[id]));
        }
        return top;
    }

    private static Dist weighted(List<Tuple> pairs) {
        if (pairs.isEmpty()) {
            throw new DecantException("a distribution of no tokens", "give at least one token with its weight");
        }
        Vocabulary vocabulary = ((Token) pairs.getFirst().get(0)).vocabulary();
        double[] weights = new double[vocabulary.size()];
        for (Tuple pair : pairs) {
            weights[of(vocabulary, (Token) pair.get(0)).id()] += (Double) pair.get(1);
        }
        return Dist.ofWeights(vocabulary, weights);
    }

    private static List<Token> support(Dist dist) {
        List<Token> support = new ArrayList<>();
        double[] probabilities = dist.probabilities();
        for (int id = 0; id < probabilities.length; id++) {
            if (probabilities[id] > 0) {
                support.add(dist.vocabulary().token(id));
            }
        }
        return support;
    }

    /// The token, which must be of the vocabulary.
    private static Token of(Vocabulary vocabulary, Token token) {
        if (token.vocabulary() != vocabulary) {
            throw new DecantException("the token `" + token.text() + "` is of the vocabulary " + token.vocabulary().name()
                    + ", the scores are of " + vocabulary.name(), "convert through text: `model.encode(token.text)`");
        }
        return token;
    }
}
