package org.decant.models.task;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.decant.models.world.Choices;
import org.decant.models.world.Story;
import org.decant.models.world.World;

/// A story is to be told to its end. There are many good ways to do it; the score looks at what any of them has.
final class StoryTask extends GeneratedTask {
    private static final Pattern SENTENCE = Pattern.compile("[^.!?]+[.!?]+\"?");
    private static final Pattern WORD = Pattern.compile("\\p{L}+(-\\p{L}+)*");
    private static final int FEWEST_SENTENCES = 4;
    private static final int MOST_NEW_PEOPLE = 2;
    private static final Set<String> NAMES = new HashSet<>();
    private static final Set<String> NOUNS = new HashSet<>();

    static {
        World.people().forEach(person -> NAMES.add(person.name()));
        World.nouns().forEach(noun -> NOUNS.add(noun.one()));
        NOUNS.addAll(World.words("petname"));
        for (String kind : List.of("outdoor", "indoor", "shelter", "spot", "nook", "town")) {
            World.places(kind).forEach(place -> NOUNS.add(place.noun()));
        }
        NOUNS.addAll(World.words("job"));
        NOUNS.addAll(World.words("craft"));
    }

    StoryTask() {
        super("story", "tell a story to its end: its people and things go on, no sentence comes twice, it ends");
    }

    @Override
    Item draw(Choices choices) {
        Story story = Story.tell(choices);
        String opening = story.text(0, 1);
        return new Item(opening, "Story: " + opening, story.text(1, story.parts().size()));
    }

    /// A fifth each for: somebody of the prompt is named again; a thing, an animal or a place of the prompt is; not more
    /// than two people are new; four different sentences or more and none twice; the end of a sentence at the
    /// end.
    @Override
    double scoreStripped(TaskExample example, String output) {
        Set<String> before = words(example.prompt());
        Set<String> after = words(output);
        int points = carried(before, after, NAMES) ? 1 : 0;
        points += carried(before, after, NOUNS) ? 1 : 0;
        long fresh = after.stream().filter(NAMES::contains).filter(name -> !before.contains(name)).count();
        points += !output.isEmpty() && fresh <= MOST_NEW_PEOPLE ? 1 : 0;
        List<String> sentences = SENTENCE.matcher(output).results().map(found -> found.group().strip()).toList();
        points += sentences.size() >= FEWEST_SENTENCES && new HashSet<>(sentences).size() == sentences.size() ? 1 : 0;
        points += output.matches("(?s).*[.!?]\"?") ? 1 : 0;
        return points / 5.0;
    }

    private static boolean carried(Set<String> before, Set<String> after, Set<String> known) {
        List<String> there = before.stream().filter(known::contains).toList();
        return !after.isEmpty() && (there.isEmpty() || there.stream().anyMatch(after::contains));
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
