package org.decant.models.task;

import org.decant.models.world.Choices;
import org.decant.models.world.Tavi;
import org.decant.runtime.metric.Chrf;

/// A sentence is to be translated into Tavi, an invented language.
final class TranslationTask extends GeneratedTask {

    TranslationTask() {
        super("translation", "translate a sentence into Tavi, a regular invented language; scored by chrF");
    }

    @Override
    Item draw(Choices choices) {
        Tavi pair = Tavi.draw(choices);
        return new Item(pair.english(), "English: " + pair.english() + "\nTavi:", pair.tavi());
    }

    @Override
    double scoreStripped(TaskExample example, String output) {
        return Chrf.score(output, example.references().getFirst());
    }
}
