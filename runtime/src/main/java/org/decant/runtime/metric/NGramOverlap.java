package org.decant.runtime.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How many n-grams of one length a hypothesis and a reference have, and share.
///
/// @param shared     n-grams of both, each counted as often as it is in the one that has it less often
/// @param hypothesis n-grams of the hypothesis
/// @param reference  n-grams of the reference
record NGramOverlap(int shared, int hypothesis, int reference) {

    static NGramOverlap of(List<?> hypothesis, List<?> reference, int n) {
        Map<List<?>, Integer> counts = new HashMap<>();
        for (int end = n; end <= reference.size(); end++) {
            counts.merge(reference.subList(end - n, end), 1, Integer::sum);
        }
        int shared = 0;
        for (int end = n; end <= hypothesis.size(); end++) {
            List<?> ngram = hypothesis.subList(end - n, end);
            Integer left = counts.get(ngram);
            if (left != null && left > 0) {
                counts.put(ngram, left - 1);
                shared++;
            }
        }
        return new NGramOverlap(shared, Math.max(0, hypothesis.size() - n + 1), Math.max(0, reference.size() - n + 1));
    }
}
