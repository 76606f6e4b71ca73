package org.decant.models.task;

import org.decant.runtime.metric.EditDistance;

/// Scores of tasks whose output is a changed copy of the prompt's text.
final class Edits {
    private static final String LABEL = "Text: ";

    private Edits() {
    }

    /// The share of the changes that were made: 1 for the reference, 0 for the text as it was or one that is further from
    /// the reference, in characters inserted, deleted or replaced (Levenshtein, 1966).
    static double score(TaskExample example, String output) {
        String prompt = example.prompt();
        String before = prompt.substring(LABEL.length(), prompt.indexOf('\n'));
        String reference = example.references().getFirst();
        int left = EditDistance.of(output, reference);
        if (left == 0) {
            return 1;
        }
        int wanted = EditDistance.of(before, reference);
        return wanted == 0 ? 0 : Math.max(0, 1 - (double) left / wanted);
    }
}
