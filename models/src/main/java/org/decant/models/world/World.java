package org.decant.models.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The word lists, read once. Words are ordered by how often they are drawn.
public final class World {
    private static final List<Person> PEOPLE = people("people.txt");
    private static final List<Person> KIN = people("kin.txt");
    private static final Map<String, List<Noun>> NOUNS = new HashMap<>();
    private static final Map<String, List<Place>> PLACES = new HashMap<>();
    private static final Map<String, List<Verb>> VERBS = new HashMap<>();
    private static final Map<String, List<String>> PHRASES = new HashMap<>();
    private static final List<Activity> ACTIVITIES = WordFile.lines("activities.txt").stream()
            .map(line -> line.split("\\|")).map(forms -> new Activity(forms[0], forms[1], forms[2])).toList();

    static {
        for (String file : List.of("animals.txt", "things.txt", "foods.txt")) {
            WordFile.sections(file).forEach((heading, lines) -> NOUNS.put(heading.split(":")[0], nouns(heading, lines)));
        }
        WordFile.sections("places.txt").forEach((heading, lines) -> PLACES.put(heading, places(heading, lines)));
        WordFile.sections("verbs.txt").forEach((heading, lines) -> VERBS.put(heading, WordFile.phrases(lines).stream()
                .map(verb -> verb.split(" ")).map(forms -> new Verb(forms[0], forms[1], heading)).toList()));
        for (String file : List.of("adjectives.txt", "feelings.txt", "jobs.txt")) {
            WordFile.sections(file).forEach((heading, lines) -> PHRASES.put(heading, WordFile.words(lines)));
        }
        WordFile.sections("times.txt").forEach((heading, lines) -> PHRASES.put(heading, WordFile.phrases(lines)));
        PHRASES.put("adverb", WordFile.words(WordFile.lines("adverbs.txt")));
        PHRASES.put("petname", WordFile.words(WordFile.lines("pets.txt")));
    }

    private World() {
    }

    public static List<Person> people() {
        return PEOPLE;
    }

    /// Mother, father and so on.
    public static List<Person> kin() {
        return KIN;
    }

    /// The nouns under a heading of the lists of animals, things and food; null for others.
    public static List<Noun> nouns(String kind) {
        return NOUNS.get(kind);
    }

    /// All animals, things and food.
    public static List<Noun> nouns() {
        return NOUNS.values().stream().flatMap(List::stream).toList();
    }

    /// The places under a heading of their list; null for others.
    public static List<Place> places(String kind) {
        return PLACES.get(kind);
    }

    /// The verbs that act on `any`, `food`, `animal`, `made`, `clothing`, `reading`, `instrument`.
    public static List<Verb> verbs(String kind) {
        return VERBS.get(kind);
    }

    /// The words under a heading of the lists of adjectives, feelings, jobs and times; `adverb` and `petname`; null for
    /// others.
    public static List<String> words(String kind) {
        return PHRASES.get(kind);
    }

    public static List<Activity> activities() {
        return ACTIVITIES;
    }

    /// An adjective that suits the noun.
    public static String adjective(Noun noun, Choices choices) {
        String kind = switch (noun.kind()) {
            case "pet", "small", "swift", "slow", "wild", "farm" -> "animal";
            case "plant", "count", "dish", "mass" -> "food";
            case "reading" -> choices.phrasing("quality", "colour", "size");
            case "toy", "vehicle" -> choices.phrasing("colour", "quality", "size");
            case "clothing" -> choices.phrasing("colour", "quality", "cloth");
            case "rescuing" -> choices.phrasing("quality", "size");
            default -> choices.phrasing("quality", "size", "material", "colour");
        };
        return choices.word(words(kind));
    }

    private static List<Person> people(String file) {
        List<Person> people = new ArrayList<>();
        Map<String, List<String>> sections = WordFile.sections(file);
        List<String> she = WordFile.words(sections.get("she"));
        List<String> he = WordFile.words(sections.get("he"));
        for (int i = 0; i < Math.max(she.size(), he.size()); i++) {
            if (i < she.size()) {
                people.add(new Person(she.get(i), "she"));
            }
            if (i < he.size()) {
                people.add(new Person(he.get(i), "he"));
            }
        }
        return List.copyOf(people);
    }

    /// @param heading the kind, and behind a colon what one does with such things: `clothing: wore, wear`
    private static List<Noun> nouns(String heading, List<String> lines) {
        String[] parts = heading.split(": ");
        String[] use = parts.length > 1 ? parts[1].split(", ") : new String[] {"", ""};
        return WordFile.words(lines).stream().map(word -> {
            String[] forms = word.split("/");
            String many = forms.length > 1 ? forms[1] : parts[0].equals("mass") ? word : plural(word);
            return new Noun(forms[0], many, parts[0], use[0], use[1]);
        }).toList();
    }

    private static String plural(String word) {
        return word.endsWith("y") && "aeiou".indexOf(word.charAt(word.length() - 2)) < 0
                ? word.substring(0, word.length() - 1) + "ies" : word + "s";
    }

    /// Each line begins with the preposition of its places and a colon.
    private static List<Place> places(String kind, List<String> lines) {
        List<List<String>> groups = lines.stream().map(line -> line.split(":")[0]).distinct()
                .map(preposition -> WordFile.words(lines.stream().filter(line -> line.startsWith(preposition + ":"))
                        .map(line -> line.substring(preposition.length() + 1)).toList()).stream()
                        .map(noun -> preposition + " " + noun).toList()).toList();
        List<Place> places = new ArrayList<>();
        int longest = groups.stream().mapToInt(List::size).max().orElseThrow();
        // The first of every preposition, then the second of each.
        for (int i = 0; i < longest; i++) {
            for (List<String> group : groups) {
                if (i < group.size()) {
                    String[] words = group.get(i).split(" ");
                    places.add(new Place(words[0], words[1], kind));
                }
            }
        }
        return List.copyOf(places);
    }
}
