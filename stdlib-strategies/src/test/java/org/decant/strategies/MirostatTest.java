package org.decant.strategies;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.junit.jupiter.api.Test;

/// Basu et al., 2021: mu starts at 2 tau and moves by eta times the error of the drawn token's surprise; version 2 keeps
/// the tokens of a surprise of at most mu, version 1 the k tokens that a Zipf distribution says.
class MirostatTest {
    private static final double BIT = Math.log(2);

    @Test
    void versionTwoCutsAtMu() {
        check(2);
    }

    @Test
    void versionOneKeepsTheTokensOfTheZipfFormula() {
        check(1);
    }

    private static void check(int version) {
        Random random = new Random(Library.seed("mirostat, version " + version));
        TableShape[] shapes = {TableShape.VARIED, TableShape.PEAKED, TableShape.FLAT};
        for (int round = 0; round < 36; round++) {
            TableModel target = TableModel.random(random, Library.letters(4 + random.nextInt(3)), 2, shapes[round % 3]);
            double tau = 0.2 + 1.5 * random.nextDouble();
            double eta = 0.05 + random.nextDouble();
            int estimated = 2 + random.nextInt(6);
            int horizon = 1 + random.nextInt(4);
            Context start = Oracle.start(target, "a");
            Oracle.assertSameDistribution(
                    Oracle.outputs(start, horizon, context -> {
                        double[] p = Oracle.probabilities(target, context);
                        double mu = mu(target, start, context, tau, eta);
                        return version == 1 ? mostLikely(p, zipfCutoff(p, mu, estimated)) : notMoreSurprising(p, mu);
                    }),
                    Library.distribution("mirostat", Map.of("target", target, "tau", tau, "eta", eta, "version", version,
                            "estimated", estimated), "a", horizon),
                    "round " + round + ", tau " + tau + ", eta " + eta + ", estimated " + estimated);
        }
    }

    /// Where mu is after the tokens that have been drawn.
    private static double mu(TableModel target, Context start, Context at, double tau, double eta) {
        double mu = 2 * tau;
        for (Context context : at.path(start.length())) {
            double surprise = -Math.log(Oracle.probabilities(target, context.parent())[context.last().id()]) / BIT;
            mu -= eta * (surprise - tau);
        }
        return mu;
    }

    /// The tokens of a surprise of at most mu, and always the most likely one.
    private static double[] notMoreSurprising(double[] p, double mu) {
        double most = Arrays.stream(p).max().orElseThrow();
        return normalized(Arrays.stream(p)
                .map(mass -> mass > 0 && (-Math.log(mass) / BIT <= mu || mass == most) ? mass : 0).toArray());
    }

    /// k of the paper's algorithm 1: ((e 2^mu) / (1 - N^-e))^(1/s), where e = s - 1 and s is estimated from the ratios of
    /// neighbouring probabilities, rounded and at least 1.
    private static int zipfCutoff(double[] p, double mu, int estimated) {
        double[] sorted = Arrays.stream(p).filter(mass -> mass > 0).map(mass -> -mass).sorted().map(mass -> -mass)
                .limit(estimated).toArray();
        double products = 0;
        double squares = 0;
        for (int i = 1; i < sorted.length; i++) {
            double t = Math.log((i + 1.0) / i);
            double b = Math.log(sorted[i - 1] / sorted[i]);
            products += t * b;
            squares += t * t;
        }
        double s = products / squares;
        double e = s - 1;
        double k = Math.pow(e * Math.pow(2, mu) / (1 - Math.pow(p.length, -e)), 1 / s);
        return (int) Math.clamp(Math.rint(k), 1, p.length);
    }

    private static double[] mostLikely(double[] p, int count) {
        Integer[] order = IntStream.range(0, p.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(id -> -p[id]));
        double[] kept = new double[p.length];
        Arrays.stream(order).limit(count).forEach(id -> kept[id] = p[id]);
        return normalized(kept);
    }

    private static double[] normalized(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
}
