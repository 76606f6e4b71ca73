package org.decant.models.task;

import java.util.List;
import org.decant.models.world.Choices;
import org.decant.models.world.Clause;

/// A passage is to be written without what only describes: how, what like and when.
final class ShorteningTask extends GeneratedTask {

    ShorteningTask() {
        super("shortening", "write a passage without adverbs, adjectives and times; scored by the share of changes made");
    }

    @Override
    Item draw(Choices choices) {
        List<Clause> scene = Clause.scene(choices, choices.between(1, 3));
        String text = Clause.text(scene);
        return new Item(text, "Text: " + text + "\nShort:", Clause.text(scene.stream().map(Clause::plain).toList()));
    }

    @Override
    double scoreStripped(TaskExample example, String output) {
        return Edits.score(example, output);
    }
}
