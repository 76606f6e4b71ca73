package org.decant.runtime.metric;

import java.util.List;

/// The least number of insertions, deletions and replacements that make one sequence another (Levenshtein, 1966).
public final class EditDistance {

    private EditDistance() {
    }

    /// The distance of texts in characters (Unicode code points).
    public static int of(String left, String right) {
        return of(left.codePoints().boxed().toList(), right.codePoints().boxed().toList());
    }

    /// The distance of sequences in elements. Takes time in proportion to the product of their sizes.
    public static int of(List<?> left, List<?> right) {
        int[] above = new int[right.size() + 1];
        int[] row = new int[right.size() + 1];
        for (int j = 0; j <= right.size(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= left.size(); i++) {
            row[0] = i;
            Object element = left.get(i - 1);
            for (int j = 1; j <= right.size(); j++) {
                int replaced = above[j - 1] + (element.equals(right.get(j - 1)) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            int[] free = above;
            above = row;
            row = free;
        }
        return above[right.size()];
    }

    /// 1 minus the distance divided by the longer length: 1 for equal texts, 0 where nothing fits.
    public static double similarity(String left, String right) {
        int longer = Math.max(left.codePointCount(0, left.length()), right.codePointCount(0, right.length()));
        return longer == 0 ? 1 : 1 - (double) of(left, right) / longer;
    }
}
