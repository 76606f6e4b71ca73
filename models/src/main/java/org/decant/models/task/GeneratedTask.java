package org.decant.models.task;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.decant.models.world.Choices;

/// A task whose items are made up from random choices.
abstract class GeneratedTask implements Task {
    private final String name;
    private final String description;

    GeneratedTask(String name, String description) {
        this.name = name;
        this.description = description;
    }

    /// An item.
    ///
    /// @param content what decides the split: items with the same prompt have the same content
    record Item(String content, String prompt, String answer) {
    }

    /// Makes an item up.
    abstract Item draw(Choices choices);

    /// The score of an output without blanks at its ends.
    abstract double scoreStripped(TaskExample example, String output);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final TaskExample example(Split split, long seed, long index) {
        Choices choices = Choices.of(seed, name + "/" + split, index);
        while (true) {
            Item item = draw(choices);
            if (Split.of(name + "/" + item.content) == split) {
                return new TaskExample(item.prompt, List.of(item.answer));
            }
        }
    }

    @Override
    public final List<TaskExample> examples(Split split, int count, long seed) {
        List<TaskExample> examples = new ArrayList<>(count);
        Set<String> prompts = new HashSet<>();
        for (long index = 0; examples.size() < count; index++) {
            TaskExample example = example(split, seed, index);
            if (prompts.add(example.prompt())) {
                examples.add(example);
            }
        }
        return examples;
    }

    @Override
    public final double score(TaskExample example, String output) {
        return scoreStripped(example, output.strip());
    }

    @Override
    public String toString() {
        return name;
    }
}
