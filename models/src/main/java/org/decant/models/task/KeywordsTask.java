package org.decant.models.task;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.decant.models.world.Choices;
import org.decant.models.world.Clause;

/// A sentence that has given words in it, as in CommonGen (Lin et al., 2020).
final class KeywordsTask extends GeneratedTask {
    private static final Pattern SENTENCE = Pattern.compile("\\p{Lu}[^.!?]*\\.");
    private static final int MOST_WORDS = 20;

    KeywordsTask() {
        super("keywords", "write a sentence with given words; scored by the share of words used, half where it is no sentence");
    }

    @Override
    Item draw(Choices choices) {
        Clause clause = Clause.draw(choices);
        List<String> words = new ArrayList<>(List.of(clause.subject(), clause.count() == 1 ? clause.object().one()
                : clause.object().many(), clause.place().noun()));
        if (!clause.adjective().isEmpty()) {
            words.add(clause.adjective());
        }
        String listed = String.join(", ", choices.shuffled(words));
        return new Item(String.join(" ", words.stream().sorted().toList()), "Words: " + listed + "\nSentence:",
                clause.brief());
    }

    @Override
    double scoreStripped(TaskExample example, String output) {
        String prompt = example.prompt();
        String[] wanted = prompt.substring("Words: ".length(), prompt.indexOf('\n')).split(", ");
        List<String> used = List.of(output.split("[^\\p{L}-]+"));
        long found = List.of(wanted).stream().filter(used::contains).count();
        boolean sentence = SENTENCE.matcher(output).matches() && used.size() <= MOST_WORDS;
        return (double) found / wanted.length * (sentence ? 1 : 0.5);
    }
}
