package org.decant.models.world;

import java.util.HashMap;
import java.util.Map;

/// Sentences in Tavi, an invented language: regular endings instead of articles and helping verbs, the place in front,
/// the verb at the end, adjectives and numbers behind their nouns. Its dictionary and grammar are in `tavi.txt`.
///
/// @param english the sentence in English
/// @param tavi    the same in Tavi
public record Tavi(String english, String tavi) {
    private static final Map<String, Map<String, String>> DICTIONARY = new HashMap<>();

    static {
        WordFile.sections("tavi.txt").forEach((heading, lines) -> {
            Map<String, String> stems = DICTIONARY.computeIfAbsent(heading, _ -> new HashMap<>());
            for (String entry : WordFile.words(lines)) {
                String[] sides = entry.split("=");
                stems.put(sides[0], sides[1]);
            }
        });
    }

    /// When something happens.
    enum Tense {
        PAST, FUTURE
    }

    /// Makes a sentence up whose words the dictionary has.
    public static Tavi draw(Choices choices) {
        Clause clause = Clause.draw(choices);
        while (!covered(clause)) {
            clause = Clause.draw(choices);
        }
        return of(clause, choices.flip(0.65) ? Tense.PAST : Tense.FUTURE, choices.flip(0.2), choices.flip(0.7));
    }

    /// Both sentences of a clause whose words the dictionary has.
    ///
    /// @param negative whether it did not happen
    /// @param placed   whether the place is said
    static Tavi of(Clause clause, Tense tense, boolean negative, boolean placed) {
        return new Tavi(english(clause, tense, negative, placed), tavi(clause, tense, negative, placed));
    }

    private static boolean covered(Clause clause) {
        return stem("noun", clause.object().one()) != null && stem("verb", clause.verb().base()) != null
                && (clause.adjective().isEmpty() || stem("adjective", clause.adjective()) != null)
                && placeStem(clause.place()) != null;
    }

    private static String stem(String heading, String word) {
        return DICTIONARY.get(heading).get(word);
    }

    private static String placeStem(Place place) {
        String stem = stem("place", place.noun());
        return stem == null ? stem("noun", place.noun()) : stem;
    }

    private static String english(Clause clause, Tense tense, boolean negative, boolean placed) {
        String verb = tense == Tense.FUTURE ? "will " + (negative ? "not " : "") + clause.verb().base()
                : negative ? "did not " + clause.verb().base() : clause.verb().past();
        return clause.subject() + " " + verb + " " + clause.objectPhrase() + (placed ? " " + clause.place().in() : "") + ".";
    }

    private static String tavi(Clause clause, Tense tense, boolean negative, boolean placed) {
        String plural = clause.count() > 1 ? "i" : "";
        StringBuilder out = new StringBuilder();
        if (placed) {
            out.append(placeStem(clause.place())).append("o ")
                    .append(stem("preposition", clause.place().preposition())).append(' ');
        }
        out.append(clause.subject()).append(' ').append(stem("noun", clause.object().one())).append('o').append(plural)
                .append('n');
        if (!clause.adjective().isEmpty()) {
            out.append(' ').append(stem("adjective", clause.adjective())).append('a').append(plural);
        }
        if (clause.count() > 1) {
            out.append(' ').append(stem("number", Phrases.number(clause.count())));
        }
        out.append(negative ? " nu " : " ").append(stem("verb", clause.verb().base()))
                .append(tense == Tense.FUTURE ? "os" : "is").append('.');
        return Phrases.capital(out.toString());
    }
}
