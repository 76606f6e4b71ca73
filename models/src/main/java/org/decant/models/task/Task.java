package org.decant.models.task;

import java.util.List;

/// Something to do for a language model, with a way to tell how well it was done.
public interface Task {

    /// One word.
    String name();

    /// A sentence that says what is to be done.
    String description();

    /// The item that the numbers decide; always the same for the same ones.
    ///
    /// @param index the number of the item, from 0; different numbers may give the same item
    TaskExample example(Split split, long seed, long index);

    /// Items of a split that all have different prompts; the first ones are the same for every count.
    ///
    /// @param count how many, at least 0
    List<TaskExample> examples(Split split, int count, long seed);

    /// How good an output is, from 0 (nothing right) to 1 (as good as a reference). Blanks at its ends do not matter.
    double score(TaskExample example, String output);
}
