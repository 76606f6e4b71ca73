package org.decant.runtime.model.ngram;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.decant.runtime.collection.LongIntMap;

/// Interpolated modified Kneser-Ney probabilities (Chen and Goodman, 1999), worked out for every n-gram of the text.
///
/// With c the Kneser-Ney counts, T(h) their sum over the tokens after h, and h' the context h without its first token:
///
///     p(w | h) = (c(h w) - D(c(h w))) / T(h) + gamma(h) p(w | h')    where h w occurs
///     p(w | h) = gamma(h) p(w | h')                                  where it does not
///     gamma(h) = sum of D(c(h w)) over the w that follow h, / T(h)
///
/// Below the empty context stands the uniform distribution over the tokens of the text, of which a thousandth goes to
/// all tokens of the vocabulary alike: nothing is impossible, and what the text does not have stays rare.
///
/// So a row of scores is the empty context's row, lowered by the back-off weights of the path, in which only the
/// tokens that follow a context of the path are then overwritten.
final class NGramTables {
    /// Of the mass below the empty context, the share of all tokens, seen or not.
    static final double UNSEEN_SHARE = 1e-3;

    private final LongIntMap children;
    /// Natural-log probabilities after the empty context, by token id.
    private final double[] unigrams;
    /// Natural logs of gamma, by node.
    private final double[] backOff;
    /// The followers of node n are at indexes `starts[n]` to `starts[n + 1]` of the two arrays below.
    private final int[] starts;
    private final int[] followers;
    private final double[] scores;

    NGramTables(NGramCounts counts, int order, int vocabularySize, OptionalDouble discount) {
        children = counts.children();
        backOff = new double[counts.nodes()];
        starts = counts.starts();
        followers = new int[counts.size()];
        scores = new double[counts.size()];
        unigrams = new double[vocabularySize];

        long[][] countsOfCounts = counts.countsOfCounts();
        Discounts[] discounts = new Discounts[order];
        for (int depth = 0; depth < order; depth++) {
            discounts[depth] = Discounts.estimate(countsOfCounts[depth], discount);
        }
        int[] ngrams = counts.byContext(starts);
        double[] probabilities = new double[counts.size()];
        for (int node = 0; node < counts.nodes(); node++) {
            workOut(node, counts, ngrams, discounts[counts.depth(node)], probabilities);
        }
        fillUnigrams(vocabularySize);
    }

    /// Works out the probabilities after the context of `node`; those after the shorter one are there.
    private void workOut(int node, NGramCounts counts, int[] ngrams, Discounts discounts, double[] probabilities) {
        int from = starts[node];
        int to = starts[node + 1];
        double total = 0;
        double freed = 0;
        for (int i = from; i < to; i++) {
            int count = counts.count(ngrams[i]);
            total += count;
            freed += discounts.of(count);
        }
        double gamma = freed / total;
        double base = (1 - UNSEEN_SHARE) / (to - from) + UNSEEN_SHARE / unigrams.length;
        for (int i = from; i < to; i++) {
            int ngram = ngrams[i];
            int count = counts.count(ngram);
            double lower = node == 0 ? base : probabilities[counts.shorter(ngram)];
            probabilities[ngram] = (count - discounts.of(count)) / total + gamma * lower;
            followers[i] = counts.token(ngram);
            scores[i] = Math.log(probabilities[ngram]);
        }
        backOff[node] = Math.log(gamma);
    }

    private void fillUnigrams(int vocabularySize) {
        Arrays.fill(unigrams, backOff[0] + Math.log(UNSEEN_SHARE / vocabularySize));
        for (int i = starts[0]; i < starts[1]; i++) {
            unigrams[followers[i]] = scores[i];
        }
    }

    /// The node of the context with `token` in front of that of `node`, or -1 where the text has it nowhere.
    int child(int node, int token) {
        return children.get(LongIntMap.key(node, token));
    }

    /// Writes the natural-log probabilities after a context to `row`.
    ///
    /// @param path  the nodes of the context's suffixes that the text has, from one token on
    /// @param depth how many they are
    void fill(int[] path, int depth, double[] row) {
        double lowered = 0;
        for (int i = 0; i < depth; i++) {
            lowered += backOff[path[i]];
        }
        for (int token = 0; token < row.length; token++) {
            row[token] = unigrams[token] + lowered;
        }
        for (int i = 0; i < depth; i++) {
            int node = path[i];
            lowered -= backOff[node];
            for (int at = starts[node], end = starts[node + 1]; at < end; at++) {
                row[followers[at]] = scores[at] + lowered;
            }
        }
    }
}
