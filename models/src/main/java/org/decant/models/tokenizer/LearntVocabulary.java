package org.decant.models.tokenizer;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufWriter;
import org.decant.runtime.vocabulary.ByteLetters;
import org.decant.runtime.vocabulary.BytePairTrainer;
import org.decant.runtime.vocabulary.GgufVocabulary;
import org.decant.runtime.vocabulary.PreTokenizer;
import org.decant.runtime.vocabulary.Vocabulary;

/// A byte-level byte-pair vocabulary (Sennrich et al., 2016; Radford et al., 2019) as the fields of a model file.
///
/// Ids 0 to 255 are the single bytes, 256 is the end token, one token for each merge follows. Texts are cut as Qwen 2
/// cuts them: words with the blank before them, single digits, punctuation. Every text begins with the end token, so
/// that what stands before a document is the same as in a row of documents that each end with it.
///
/// @param tokens the tokens, bytes written in the letters that such files use for them
/// @param merges pairs of tokens, a blank between them, in the order of merging
public record LearntVocabulary(List<String> tokens, List<String> merges) {
    /// The id of the end token, which also begins every text.
    public static final int END = 256;
    private static final String END_TEXT = "<|endoftext|>";
    private static final String CUT = "qwen2";
    private static final String PREFIX = "tokenizer.ggml.";
    private static final int NORMAL = 1;
    private static final int CONTROL = 3;

    /// Learns a vocabulary from texts. The same texts, in whatever order, give the same one: of pairs that are equally
    /// frequent the one with the smaller left, then the smaller right symbol is merged first, bytes in their order
    /// before merged symbols in the order of learning.
    ///
    /// @param size how many tokens it is to have, 257 or more; it has fewer where no pair of symbols occurs twice
    public static LearntVocabulary learn(Stream<String> texts, int size) {
        if (size <= END) {
            throw new IllegalArgumentException("a vocabulary of " + size + " tokens cannot hold all bytes and the end token");
        }
        Map<String, int[]> counts = new HashMap<>();
        texts.forEach(text -> {
            Matcher pieces = PreTokenizer.named(CUT).pieces(text);
            while (pieces.find()) {
                counts.computeIfAbsent(pieces.group(), _ -> new int[1])[0]++;
            }
        });
        List<BytePairTrainer.Merge> learnt = BytePairTrainer.merges(counts, size - END - 1);
        String[] tokens = new String[END + 1 + learnt.size()];
        for (int value = 0; value < END; value++) {
            tokens[value] = String.valueOf(ByteLetters.letter(value));
        }
        tokens[END] = END_TEXT;
        String[] merges = new String[learnt.size()];
        for (int i = 0; i < merges.length; i++) {
            String left = letters(learnt.get(i).left());
            String right = letters(learnt.get(i).right());
            tokens[END + 1 + i] = left + right;
            merges[i] = left + " " + right;
        }
        return new LearntVocabulary(List.of(tokens), List.of(merges));
    }

    private static String letters(byte[] bytes) {
        StringBuilder letters = new StringBuilder(bytes.length);
        for (byte value : bytes) {
            letters.append(ByteLetters.letter(value & 0xFF));
        }
        return letters.toString();
    }

    /// How many tokens it has.
    public int size() {
        return tokens.size();
    }

    /// Adds the fields `tokenizer.ggml.*` to a model file.
    public void write(GgufWriter file) {
        int[] types = new int[size()];
        Arrays.fill(types, NORMAL);
        types[END] = CONTROL;
        file.put(PREFIX + "model", "gpt2").put(PREFIX + "pre", CUT)
                .put(PREFIX + "tokens", tokens.toArray(String[]::new)).put(PREFIX + "token_type", types)
                .put(PREFIX + "merges", merges.toArray(String[]::new))
                .put(PREFIX + "bos_token_id", END).put(PREFIX + "eos_token_id", END).put(PREFIX + "add_bos_token", true);
    }

    /// The vocabulary as a model file with these fields has it, which turns texts into ids and back.
    ///
    /// @param name how messages call it
    public Vocabulary vocabulary(String name) {
        GgufWriter writer = new GgufWriter();
        write(writer);
        GgufFile file = GgufFile.read(name, MemorySegment.ofArray(writer.bytes()));
        return GgufVocabulary.read(file, size(), null).vocabulary();
    }
}
