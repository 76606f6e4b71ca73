package org.decant.models.world;

import java.util.List;

/// The small rules of English that the world's sentences need.
public final class Phrases {
    private static final List<String> NUMBERS = List.of("zero", "one", "two", "three", "four", "five", "six", "seven",
            "eight", "nine", "ten", "eleven", "twelve");

    private Phrases() {
    }

    /// `a` or `an`, as the phrase needs.
    public static String article(String phrase) {
        boolean vowel = "aeio".indexOf(phrase.charAt(0)) >= 0 || phrase.startsWith("u") && !phrase.startsWith("uni");
        return vowel ? "an" : "a";
    }

    /// A number from 0 to 12 in words.
    public static String number(int number) {
        return NUMBERS.get(number);
    }

    /// With a capital letter in front, also where a quotation mark stands before it.
    public static String capital(String text) {
        int first = 0;
        while (first < text.length() && !Character.isLetterOrDigit(text.charAt(first))) {
            first++;
        }
        return first == text.length() ? text
                : text.substring(0, first) + Character.toUpperCase(text.charAt(first)) + text.substring(first + 1);
    }

    /// The same text with single blanks and a capital letter at the beginning of each sentence and quotation.
    public static String sentences(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean begins = true;
        boolean quoted = false;
        char before = ' ';
        for (String part : text.strip().split("")) {
            char character = part.charAt(0);
            if (character == ' ' && (before == ' ' || out.isEmpty())) {
                continue;
            }
            if (".,!?".indexOf(character) >= 0 && before == ' ') {
                out.setLength(out.length() - 1);
            }
            if (begins && Character.isLetterOrDigit(character)) {
                character = Character.toUpperCase(character);
                begins = false;
            } else if (character == '.' || character == '!' || character == '?') {
                begins = true;
            } else if (character == '"') {
                // What is said begins with a capital letter unless it goes on after `said Mira,`.
                quoted = !quoted;
                begins = quoted ? before == ' ' && !endsWith(out, ", ") || begins : begins && endsWith(out, ".");
            }
            out.append(character);
            before = character;
        }
        return out.toString();
    }

    private static boolean endsWith(StringBuilder text, String end) {
        return text.length() >= end.length() && text.substring(text.length() - end.length()).equals(end);
    }
}
