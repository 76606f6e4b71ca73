package org.decant.models.world;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The words that fill a slot of a story, by form; the plain form is the empty string.
final class SlotWords {

    private SlotWords() {
    }

    /// The words of each slot; no two slots have the same.
    static Map<String, Map<String, String>> cast(List<StoryFrame.Slot> slots, Choices choices) {
        Map<String, Map<String, String>> cast = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (StoryFrame.Slot slot : slots) {
            String kind = choices.phrasing(slot.kinds());
            Map<String, String> forms = draw(kind, choices);
            while (!kind.equals("truth") && !taken.add(forms.get(""))) {
                forms = draw(kind, choices);
            }
            cast.put(slot.name(), forms);
        }
        return cast;
    }

    /// Draws the words for a slot of the kind.
    static Map<String, String> draw(String kind, Choices choices) {
        if (kind.equals("person")) {
            return person(choices.word(World.people()));
        }
        if (kind.equals("kin")) {
            return person(choices.word(World.kin()));
        }
        if (kind.equals("activity")) {
            Activity activity = choices.word(World.activities());
            return Map.of("", activity.base(), "ing", activity.ing(), "in", activity.in());
        }
        if (kind.equals("number")) {
            return Map.of("", Phrases.number(choices.between(2, 9)));
        }
        if (kind.equals("truth")) {
            boolean truth = choices.flip(0.5);
            return Map.of("", "" + truth, "not", truth ? "" : "not ");
        }
        if (Character.isDigit(kind.charAt(0))) {
            String[] range = kind.split("-");
            return Map.of("", "" + choices.between(Integer.parseInt(range[0]), Integer.parseInt(range[1])));
        }
        if (World.places(kind) != null) {
            Place place = choices.word(World.places(kind));
            return Map.of("", place.name(), "in", place.in(), "noun", place.noun());
        }
        if (World.nouns(kind) != null) {
            return noun(choices.word(World.nouns(kind)), choices);
        }
        String word = choices.word(World.words(kind));
        return Map.of("", word, "a", Phrases.article(word) + " " + word);
    }

    private static Map<String, String> person(Person person) {
        return Map.of("", person.name(), "he", person.pronoun(), "him", person.him(), "his", person.his());
    }

    private static Map<String, String> noun(Noun noun, Choices choices) {
        String adjective = World.adjective(noun, choices);
        Map<String, String> forms = new HashMap<>();
        forms.put("", noun.one());
        forms.put("one", noun.indefinite(""));
        forms.put("a", noun.indefinite(adjective));
        forms.put("full", noun.described(adjective));
        forms.put("many", noun.many());
        forms.put("used", noun.used());
        forms.put("use", noun.use());
        return forms;
    }
}
