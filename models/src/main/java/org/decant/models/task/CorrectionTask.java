package org.decant.models.task;

import java.util.ArrayList;
import java.util.List;
import org.decant.models.world.Choices;
import org.decant.models.world.Clause;

/// A passage with slips of the pen is to be written without them.
final class CorrectionTask extends GeneratedTask {
    private static final int SHORTEST_MISSPELT = 5;

    CorrectionTask() {
        super("correction", "write a passage without its mistakes; scored by the share of the mistakes that are gone");
    }

    /// What can be wrong with a word.
    private enum Slip {
        SWAPPED, MISSING, DOUBLED_LETTER, DOUBLED_WORD, SMALL
    }

    @Override
    Item draw(Choices choices) {
        List<Clause> scene = Clause.scene(choices, choices.between(1, 3));
        String text = Clause.text(scene);
        List<String> words = new ArrayList<>(List.of(text.split(" ")));
        int slips = choices.between(1, scene.size() + 1);
        while (slips > 0) {
            int at = choices.between(0, words.size() - 1);
            String wrong = slip(words.get(at), choices);
            if (wrong != null) {
                words.set(at, wrong);
                slips--;
            }
        }
        return new Item(text, "Text: " + String.join(" ", words) + "\nCorrect:", text);
    }

    /// The word with a slip; null where this one cannot happen in it or has happened.
    private static String slip(String word, Choices choices) {
        if (word.contains(" ")) {
            return null;
        }
        Slip slip = choices.any(List.of(Slip.values()));
        int letters = word.endsWith(".") ? word.length() - 1 : word.length();
        int at = choices.between(1, Math.max(1, letters - 2));
        boolean spelt = letters >= SHORTEST_MISSPELT && word.equals(word.toLowerCase());
        return switch (slip) {
            case SWAPPED -> spelt && word.charAt(at) != word.charAt(at + 1) ? word.substring(0, at) + word.charAt(at + 1)
                    + word.charAt(at) + word.substring(at + 2) : null;
            case MISSING -> spelt ? word.substring(0, at) + word.substring(at + 1) : null;
            case DOUBLED_LETTER -> spelt ? word.substring(0, at) + word.charAt(at) + word.substring(at) : null;
            case DOUBLED_WORD -> letters == word.length() ? word + " " + word : null;
            case SMALL -> Character.isUpperCase(word.charAt(0)) ? word.toLowerCase() : null;
        };
    }

    @Override
    double scoreStripped(TaskExample example, String output) {
        return Edits.score(example, output);
    }
}
