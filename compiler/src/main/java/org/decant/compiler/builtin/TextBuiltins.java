package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.list;
import static org.decant.compiler.builtin.Arguments.notNegative;
import static org.decant.compiler.builtin.Arguments.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Texts.
final class TextBuiltins {

    private TextBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Texts");
        table.add("text(value: A) -> Text",
                "The text of a value: of a token, tokens or a context what they stand for, without special tokens; of anything"
                        + " else how it is shown.", (run, a) -> shown(a[0]));
        table.add("operator_add(left: Text, right: Text) -> Text", "Texts joined.",
                (run, a) -> text(a[0]) + text(a[1]));
        table.add("Text.length -> Int", "The number of characters (UTF-16 code units).",
                (run, a) -> (long) text(a[0]).length());
        table.add("Text.lower -> Text", "In lower case.", (run, a) -> text(a[0]).toLowerCase(java.util.Locale.ROOT));
        table.add("Text.upper -> Text", "In upper case.", (run, a) -> text(a[0]).toUpperCase(java.util.Locale.ROOT));
        table.add("Text.trim -> Text", "Without white space at both ends.", (run, a) -> text(a[0]).strip());
        table.add("Text.contains(part: Text) -> Bool", "Whether a text stands in this one.",
                (run, a) -> text(a[0]).contains(text(a[1])));
        table.add("Text.starts_with(start: Text) -> Bool", "Whether this text begins so.",
                (run, a) -> text(a[0]).startsWith(text(a[1])));
        table.add("Text.ends_with(end: Text) -> Bool", "Whether this text ends so.",
                (run, a) -> text(a[0]).endsWith(text(a[1])));
        table.add("Text.split(separator: Text) -> List<Text>", "The parts between separators; empty parts are kept.",
                (run, a) -> split(text(a[0]), text(a[1])));
        table.add("Text.words -> List<Text>", "The parts between stretches of white space.",
                (run, a) -> text(a[0]).isBlank() ? List.of() : Arrays.asList(text(a[0]).strip().split("\\s+")));
        table.add("Text.replace(part: Text, by: Text) -> Text", "With every occurrence of a part replaced.",
                (run, a) -> text(a[0]).replace(text(a[1]), text(a[2])));
        table.add("Text.slice(from: Int, to: Int) -> Text", "The characters from one index up to another; cut to the text.",
                (run, a) -> {
                    String text = text(a[0]);
                    int to = Math.min(notNegative("to", a[2]), text.length());
                    return text.substring(Math.min(notNegative("from", a[1]), to), to);
                });
        table.add("Text.int -> Int?", "The whole number that the text writes; null where it writes none.",
                (run, a) -> wholeNumber(text(a[0])));
        table.add("Text.float -> Float?", "The number that the text writes; null where it writes none.",
                (run, a) -> decimal(text(a[0])));
        table.add("List<Text>.join(separator: Text = \"\") -> Text", "The texts joined, with a separator between.",
                (run, a) -> String.join(text(a[1]), Arguments.<String>list(a[0])));
    }

    @SuppressWarnings("unchecked")
    private static String shown(Object value) {
        return switch (value) {
            case Token token -> Vocabulary.decode(List.of(token));
            case Context context -> context.text();
            case List<?> all when !all.isEmpty() && all.getFirst() instanceof Token -> Vocabulary.decode((List<Token>) all);
            case List<?> all when all.isEmpty() -> "";
            case null -> "null";
            default -> value.toString();
        };
    }

    private static List<String> split(String text, String separator) {
        if (separator.isEmpty()) {
            throw new DecantException("the separator of `split` is empty", "give the text that stands between the parts");
        }
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
            parts.add(text.substring(start, at));
            start = at + separator.length();
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static Long wholeNumber(String text) {
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static Double decimal(String text) {
        try {
            return Double.valueOf(text.strip());
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
