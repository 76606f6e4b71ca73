package org.decant.runtime.vocabulary;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How byte-level vocabularies of model files cut a text into the pieces that merges never join across.
public enum PreTokenizer {
    /// GPT-2 (Radford et al., 2019).
    GPT2("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+", false),
    /// Llama 3: digits in groups of up to three, a whole piece that is a token needs no merges.
    LLAMA3(piecesWithDigits("{1,3}"), true),
    /// Qwen 2: single digits.
    QWEN2(piecesWithDigits(""), false);

    private final Pattern pattern;
    private final boolean wholePieces;

    PreTokenizer(String pattern, boolean wholePieces) {
        this.pattern = Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS);
        this.wholePieces = wholePieces;
    }

    private static String piecesWithDigits(String count) {
        return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}" + count
                + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    }

    /// The one that a file names; null where it names one that is not known.
    public static PreTokenizer named(String name) {
        return switch (name) {
            case "gpt-2", "gpt2", "default" -> GPT2;
            case "llama-bpe", "llama3", "llama-v3", "smaug-bpe" -> LLAMA3;
            case "qwen2", "deepseek-r1-qwen" -> QWEN2;
            default -> null;
        };
    }

    /// Finds the pieces of a text, one after the other; together they are the whole text.
    public Matcher pieces(String text) {
        return pattern.matcher(text);
    }

    /// Whether a piece that is a token of its own is never made from merges.
    boolean wholePieces() {
        return wholePieces;
    }
}
