package org.decant.runtime.vocabulary;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds tokens that are taken whole wherever their text stands, and leaves what is between them to a tokenizer.
final class SpecialTokenizer implements Tokenizer {
    private final Tokenizer plain;
    private final Map<String, Integer> whole;
    private final Pattern pattern;

    /// @param whole ids by text; where several fit at one place, the longest is taken
    SpecialTokenizer(Tokenizer plain, Map<String, Integer> whole) {
        this.plain = plain;
        this.whole = whole;
        List<String> longestFirst = whole.keySet().stream().filter(text -> !text.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed()).toList();
        this.pattern = longestFirst.isEmpty() ? null
                : Pattern.compile(longestFirst.stream().map(Pattern::quote).collect(Collectors.joining("|")));
    }

    @Override
    public int[] encode(String text) {
        if (pattern == null) {
            return plain.encode(text);
        }
        IdList out = new IdList(text.length() / 3);
        Matcher found = pattern.matcher(text);
        int from = 0;
        while (found.find()) {
            out.addAll(plain.encode(text.substring(from, found.start())));
            out.add(whole.get(found.group()));
            from = found.end();
        }
        out.addAll(plain.encode(text.substring(from)));
        return out.toArray();
    }
}
