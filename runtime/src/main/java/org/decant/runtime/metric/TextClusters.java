package org.decant.runtime.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.decant.runtime.diagnostic.DecantException;

/// Groups texts by the words that they use: k-means (Lloyd, 1982) of their TF-IDF vectors, which have length 1. The first
/// centre is the first text, each further one the text farthest from those before, so that nothing is drawn.
public final class TextClusters {
    private static final int MOST_ROUNDS = 100;

    private TextClusters() {
    }

    /// The number of each text's cluster, from 0 to `count` (exclusive), in the order in which they were begun; of fewer
    /// texts than that each is its own at most.
    ///
    /// @param count how many clusters, at least 1
    public static int[] of(List<String> texts, int count) {
        if (count < 1) {
            throw DecantException.ofParameter("count", "the number of clusters is " + count, "give 1 or more");
        }
        double[][] vectors = vectors(texts);
        List<double[]> centres = new ArrayList<>();
        double[] nearest = new double[vectors.length];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        while (centres.size() < Math.min(count, vectors.length)) {
            int farthest = 0;
            for (int i = 1; i < nearest.length; i++) {
                farthest = nearest[i] > nearest[farthest] ? i : farthest;
            }
            centres.add(vectors[farthest]);
            for (int i = 0; i < nearest.length; i++) {
                nearest[i] = Math.min(nearest[i], distance(vectors[i], vectors[farthest]));
            }
        }
        int[] clusters = assigned(vectors, centres);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            move(centres, vectors, clusters);
            int[] next = assigned(vectors, centres);
            if (Arrays.equals(next, clusters)) {
                break;
            }
            clusters = next;
        }
        return clusters;
    }

    /// Occurrences times ln((1 + texts) / (1 + texts with the word)) + 1, over the vector's length.
    private static double[][] vectors(List<String> texts) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        List<Map<Integer, Integer>> counts = new ArrayList<>();
        for (String text : texts) {
            Map<Integer, Integer> own = new LinkedHashMap<>();
            for (String word : Words.of(text.toLowerCase(Locale.ROOT))) {
                own.merge(columns.computeIfAbsent(word, ignored -> columns.size()), 1, Integer::sum);
            }
            counts.add(own);
        }
        double[] weights = new double[columns.size()];
        counts.forEach(own -> own.keySet().forEach(column -> weights[column]++));
        for (int column = 0; column < weights.length; column++) {
            weights[column] = Math.log((1 + texts.size()) / (1 + weights[column])) + 1;
        }
        double[][] vectors = new double[texts.size()][columns.size()];
        for (int i = 0; i < vectors.length; i++) {
            double[] vector = vectors[i];
            counts.get(i).forEach((column, number) -> vector[column] = number * weights[column]);
            double length = Math.sqrt(distance(vector, new double[vector.length]));
            for (int column = 0; length > 0 && column < vector.length; column++) {
                vector[column] /= length;
            }
        }
        return vectors;
    }

    private static int[] assigned(double[][] vectors, List<double[]> centres) {
        int[] clusters = new int[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            for (int centre = 1; centre < centres.size(); centre++) {
                if (distance(vectors[i], centres.get(centre)) < distance(vectors[i], centres.get(clusters[i]))) {
                    clusters[i] = centre;
                }
            }
        }
        return clusters;
    }

    /// Moves each centre to the mean of its texts; one without any stays.
    private static void move(List<double[]> centres, double[][] vectors, int[] clusters) {
        for (int centre = 0; centre < centres.size(); centre++) {
            double[] mean = new double[centres.get(centre).length];
            int members = 0;
            for (int i = 0; i < vectors.length; i++) {
                if (clusters[i] == centre) {
                    members++;
                    for (int column = 0; column < mean.length; column++) {
                        mean[column] += vectors[i][column];
                    }
                }
            }
            for (int column = 0; members > 0 && column < mean.length; column++) {
                mean[column] /= members;
            }
            if (members > 0) {
                centres.set(centre, mean);
            }
        }
    }

    /// Squared.
    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
