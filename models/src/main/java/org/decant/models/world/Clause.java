package org.decant.models.world;

import java.util.ArrayList;
import java.util.List;

/// Who did what, where and when: what simple sentences are made of.
///
/// @param subject   the name of a person
/// @param adverb    how it was done; empty where that is not said
/// @param verb      what was done
/// @param object    what it was done to
/// @param adjective of the object; empty for none
/// @param count     how many of the object, from 1 to 5; 1 where it cannot be counted
/// @param place     where
/// @param time      when; empty where that is not said
public record Clause(String subject, String adverb, Verb verb, Noun object, String adjective, int count,
        Place place, String time) {
    private static final List<String> THINGS = List.of("toy", "clothing", "treasure", "tool", "reading", "plant", "instrument",
            "rescuing", "digging", "vehicle");
    private static final List<String> MADE = List.of("toy", "tool", "instrument", "digging", "rescuing", "vehicle");
    private static final List<String> ANIMALS = List.of("small", "pet", "farm", "wild", "swift", "slow");
    private static final List<String> FOODS = List.of("plant", "count", "mass", "dish");

    /// Something that a person did to a thing or an animal somewhere.
    public static Clause draw(Choices choices) {
        String kind = choices.phrasing("any", "animal", "food", "made", "clothing", "reading", "instrument");
        Verb verb = choices.word(World.verbs(kind));
        Noun object = choices.word(World.nouns(switch (kind) {
            case "any" -> choices.phrasing(THINGS);
            case "animal" -> choices.phrasing(ANIMALS);
            case "food" -> choices.phrasing(FOODS);
            case "made" -> choices.phrasing(MADE);
            default -> kind;
        }));
        int count = !object.isMass() && choices.flip(0.15) ? choices.between(2, 5) : 1;
        String adjective = choices.flip(0.6) ? World.adjective(object, choices) : "";
        Place place = choices.word(World.places(choices.phrasing("outdoor", "indoor", "shelter")));
        String time = choices.flip(0.4) ? choices.word(World.words(choices.phrasing("part", "day"))) : "";
        String adverb = choices.flip(0.3) ? choices.word(World.words("adverb")) : "";
        return new Clause(choices.word(World.people()).name(), adverb, verb, object, adjective, count, place, time);
    }

    /// Several clauses that share no subject, object or place.
    public static List<Clause> scene(Choices choices, int length) {
        List<Clause> scene = new ArrayList<>();
        while (scene.size() < length) {
            Clause next = draw(choices);
            if (scene.stream().noneMatch(next::shares)) {
                scene.add(next);
            }
        }
        return scene;
    }

    private boolean shares(Clause other) {
        return subject.equals(other.subject) || object.equals(other.object) || place.noun().equals(other.place.noun());
    }

    /// The sentences of a scene, one after the other.
    public static String text(List<Clause> scene) {
        return String.join(" ", scene.stream().map(Clause::sentence).toList());
    }

    /// The object with all that is said of it: `two red kites`.
    public String objectPhrase() {
        String described = adjective.isEmpty() ? object.many() : adjective + " " + object.many();
        return count == 1 ? object.indefinite(adjective) : Phrases.number(count) + " " + described;
    }

    /// The whole sentence.
    public String sentence() {
        String how = adverb.isEmpty() ? "" : " " + adverb;
        String when = time.isEmpty() ? "" : " " + time;
        return Phrases.capital(subject + how + " " + verb.past() + " " + objectPhrase() + " " + place.in() + when + ".");
    }

    /// The sentence without what describes: no adverb, no adjective, no time.
    public Clause plain() {
        return new Clause(subject, "", verb, object, "", count, place, "");
    }

    /// The sentence without adverb and time.
    public String brief() {
        return new Clause(subject, "", verb, object, adjective, count, place, "").sentence();
    }

    /// The object as something known: `the kite`, `the kites`.
    public String knownObject() {
        return "the " + (count == 1 ? object.one() : object.many());
    }

    /// The questions that the sentence answers; the answers stand in it word for word.
    public List<Story.Question> questions() {
        List<Story.Question> questions = new ArrayList<>();
        questions.add(new Story.Question("Who " + verb.past() + " " + knownObject() + "?", subject));
        questions.add(new Story.Question("What did " + subject + " " + verb.base() + "?", objectPhrase()));
        questions.add(new Story.Question("Where did " + subject + " " + verb.base() + " " + knownObject() + "?", place.in()));
        if (!time.isEmpty()) {
            questions.add(new Story.Question("When did " + subject + " " + verb.base() + " " + knownObject() + "?", time));
        }
        return questions;
    }
}
