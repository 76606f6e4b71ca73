package org.decant.runtime.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Finds the known names that a misspelled one probably meant, by edit distance with transpositions.
public final class NearestName {

    private NearestName() {
    }

    /// Known names close to `name`, nearest first, at most three; empty where nothing is close.
    public static List<String> of(String name, Collection<String> known) {
        int allowed = Math.max(1, name.length() / 3);
        return known.stream().distinct()
                .filter(candidate -> distance(name, candidate) <= allowed)
                .sorted(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(3).toList();
    }

    /// `did you mean …?`, or null where nothing is close.
    public static String hint(String name, Collection<String> known) {
        List<String> near = of(name, known);
        return near.isEmpty() ? null : "did you mean `" + String.join("` or `", near) + "`?";
    }

    static int distance(String a, String b) {
        String left = a.toLowerCase();
        String right = b.toLowerCase();
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int same = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + same);
                if (i > 1 && j > 1 && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[left.length()][right.length()];
    }
}
