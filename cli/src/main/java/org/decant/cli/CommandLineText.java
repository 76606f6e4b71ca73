package org.decant.cli;

import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.diagnostic.Span;

/// The command line as a text that errors can point into: the words as given, in quotes where a shell would need them.
final class CommandLineText {
    private static final int LONGEST_WORD = 48;

    private final String name;
    private final String program;
    private final List<String> words;

    /// @param words what follows the program's name
    CommandLineText(List<String> words) {
        this("command line", "decant", words);
    }

    /// @param name    what errors call the line
    /// @param program what stands before the words
    CommandLineText(String name, String program, List<String> words) {
        this.name = name;
        this.program = program;
        this.words = List.copyOf(words);
    }

    List<String> words() {
        return words;
    }

    /// An error about word `index`.
    DecantException error(int index, String message, String hint) {
        return new DecantException(Diagnostic.error(word(index), message, hint));
    }

    /// An error about something that is missing at the end of the line.
    DecantException missing(String message, String hint) {
        SourceText source = render(-1, null);
        int end = source.text().length();
        return new DecantException(Diagnostic.error(new Span(source, end, end), message, hint));
    }

    /// The place of word `index`.
    Span word(int index) {
        return place(index, 0, words.get(index).length());
    }

    /// The place of an option's value: the next word, or what follows `=`. The option's own where it has none.
    ///
    /// @param optionIndex the option's word
    Span value(int optionIndex) {
        String option = words.get(optionIndex);
        int equals = option.indexOf('=');
        if (equals >= 0) {
            return place(optionIndex, equals + 1, option.length());
        }
        return optionIndex + 1 < words.size() ? word(optionIndex + 1) : word(optionIndex);
    }

    /// The word where the option is given for the `occurrence`th time, from 0; -1 where it is not.
    int option(List<String> names, int occurrence) {
        int seen = 0;
        for (int i = 0; i < words.size() && !words.get(i).equals("--"); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            if (names.contains(equals < 0 ? word : word.substring(0, equals)) && seen++ == occurrence) {
                return i;
            }
        }
        return -1;
    }

    /// The first word from `from` on that is `word`; -1 where there is none.
    int indexOf(String word, int from) {
        int found = words.subList(from, words.size()).indexOf(word);
        return found < 0 ? -1 : from + found;
    }

    private Span place(int index, int start, int end) {
        int[] begin = new int[1];
        SourceText source = render(index, begin);
        String word = words.get(index);
        int quote = source.text().startsWith("'", begin[0]) && !word.startsWith("'") ? 1 : 0;
        int from = begin[0] + quote + visible(word.substring(0, start)).length();
        int to = begin[0] + quote + visible(word.substring(0, end)).length();
        return new Span(source, from, Math.max(from, to));
    }

    /// The whole line; `begin` gets the offset of the word at `marked`, which is written in full.
    private SourceText render(int marked, int[] begin) {
        StringBuilder line = new StringBuilder(program);
        for (int i = 0; i < words.size(); i++) {
            line.append(' ');
            if (i == marked) {
                begin[0] = line.length();
            }
            line.append(quoted(words.get(i), i != marked));
        }
        return new SourceText(name, line.toString());
    }

    private static String quoted(String word, boolean shorten) {
        String shown = visible(word);
        if (shorten && shown.length() > LONGEST_WORD) {
            shown = shown.substring(0, LONGEST_WORD - 1) + "…";
        }
        boolean plain = !shown.isEmpty()
                && shown.chars().allMatch(c -> Character.isLetterOrDigit(c) || "-_./:=,+@%?&…~".indexOf(c) >= 0);
        return plain ? shown : "'" + shown + "'";
    }

    private static String visible(String text) {
        return text.replace("\n", "⏎").replace("\r", "⏎").replace('\t', ' ');
    }
}
