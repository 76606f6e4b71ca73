package org.decant.models.task;

import java.util.List;
import org.decant.models.world.Choices;
import org.decant.models.world.Clause;
import org.decant.runtime.metric.EditDistance;

/// A passage is to be copied.
final class CopyTask extends GeneratedTask {

    CopyTask() {
        super("copy", "copy a passage; scored by the similarity of characters");
    }

    @Override
    Item draw(Choices choices) {
        List<Clause> scene = Clause.scene(choices, choices.between(1, 4));
        String text = Clause.text(scene);
        return new Item(text, "Text: " + text + "\nCopy:", text);
    }

    @Override
    double scoreStripped(TaskExample example, String output) {
        return EditDistance.similarity(output, example.references().getFirst());
    }
}
