package org.decant.runtime.vocabulary;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.decant.runtime.diagnostic.DecantException;

/// The tokenizer of small, hand-made vocabularies: reads a text from the left, taking the longest symbol that matches.
public final class SymbolTokenizer implements Tokenizer {
    private static final int SHOWN_SYMBOLS = 12;

    private final Map<String, Integer> ids;
    private final int longest;

    private SymbolTokenizer(Map<String, Integer> ids) {
        this.ids = ids;
        this.longest = ids.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /// The tokenizer of symbols that are distinct and not empty, each given as UTF-8; their place is their id.
    public static SymbolTokenizer of(byte[][] symbols) {
        Map<String, Integer> ids = HashMap.newHashMap(symbols.length);
        for (int id = 0; id < symbols.length; id++) {
            ids.put(new String(symbols[id], StandardCharsets.UTF_8), id);
        }
        return new SymbolTokenizer(ids);
    }

    /// A vocabulary of `symbols`, their place in the list being their id.
    ///
    /// @param name    how messages call the vocabulary
    /// @param symbols distinct and not empty
    /// @param end     the one of `symbols` that ends an output, which is never read from a text; null for none
    /// @throws DecantException where there are no symbols, one is empty or there twice, or `end` is none of them
    public static Vocabulary vocabulary(String name, List<String> symbols, String end) {
        Map<String, Integer> ids = new HashMap<>();
        byte[][] bytes = new byte[symbols.size()][];
        BitSet ends = new BitSet();
        for (int id = 0; id < bytes.length; id++) {
            String symbol = symbols.get(id);
            if (symbol.isEmpty() || ids.put(symbol, id) != null) {
                throw new DecantException("the vocabulary " + name + " has "
                        + (symbol.isEmpty() ? "an empty symbol" : "the symbol `" + symbol + "` twice"),
                        "give each symbol once, with at least one character");
            }
            bytes[id] = symbol.getBytes(StandardCharsets.UTF_8);
        }
        if (bytes.length == 0) {
            throw new DecantException("the vocabulary " + name + " has no symbols", "give at least one");
        }
        if (end != null) {
            Integer id = ids.remove(end);
            if (id == null) {
                throw new DecantException("the end symbol `" + end + "` is not in the vocabulary " + name,
                        "add it to the symbols");
            }
            ends.set(id);
        }
        return new Vocabulary(name, bytes, ends, ends, new SymbolTokenizer(ids));
    }

    /// A vocabulary of `size` one-letter symbols `a`, `b`, …; the last is the end token `</s>` where `withEnd` says so.
    public static Vocabulary letters(String name, int size, boolean withEnd) {
        int letters = withEnd ? size - 1 : size;
        List<String> symbols = IntStream.concat(IntStream.rangeClosed('a', 'z'),
                        IntStream.iterate(0x100, c -> c + 1).filter(Character::isLetter))
                .limit(letters).mapToObj(Character::toString).collect(Collectors.toList());
        if (withEnd) {
            symbols.add(ByteTokens.END_TEXT);
        }
        return vocabulary(name, symbols, withEnd ? ByteTokens.END_TEXT : null);
    }

    @Override
    public int[] encode(String text) {
        IdList out = new IdList(text.length());
        for (int at = 0; at < text.length(); ) {
            int end = longestMatch(text, at);
            if (end == at) {
                throw noSymbol(text, at);
            }
            out.add(ids.get(text.substring(at, end)));
            at = end;
        }
        return out.toArray();
    }

    /// The end of the longest symbol that is in `text` at `start`; `start` where none is.
    private int longestMatch(String text, int start) {
        for (int end = Math.min(text.length(), start + longest); end > start; end--) {
            if (ids.containsKey(text.substring(start, end))) {
                return end;
            }
        }
        return start;
    }

    private DecantException noSymbol(String text, int at) {
        String character = Character.toString(text.codePointAt(at));
        String shown = ids.keySet().stream().sorted().limit(SHOWN_SYMBOLS).map(s -> "`" + s + "`")
                .collect(Collectors.joining(", "));
        String more = ids.size() > SHOWN_SYMBOLS ? " and " + (ids.size() - SHOWN_SYMBOLS) + " more" : "";
        return new DecantException("no token matches the text from `" + character
                + "`, its character " + (text.codePointCount(0, at) + 1),
                ids.isEmpty() ? "the vocabulary has no token that is text" : "write the text in the tokens " + shown + more
                        + (character.isBlank() ? ", without spaces between them" : ""));
    }
}
