package org.decant.tokenizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufWriter;
import org.decant.runtime.vocabulary.GgufVocabulary;
import org.decant.runtime.vocabulary.JsonTokenizers;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same tokens and merges in a `tokenizer.json` and in a model file give the same ids.
class HuggingFaceTokenizersTest {
    private static final List<String> MERGES =
            List.of("t h", "th e", "a n", "i n", "e r", "Ġ t", "Ġt h", "Ġth e", "an d", "Ġ and", "Ã ¤", "' s", "1 2");
    private static final List<String> TOKENS = tokens();
    private static final int CONTROL = TOKENS.size() - 1;

    @TempDir
    Path folder;

    private static List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        for (int value = 0, other = 256; value < 256; value++) {
            boolean printable = value > ' ' && value < 0x7F || value > 0xA0 && value != 0xAD;
            tokens.add(Character.toString(printable ? value : other++));
        }
        MERGES.forEach(merge -> tokens.add(merge.replace(" ", "")));
        tokens.add("<|end|>");
        return tokens;
    }

    private static ObjectNode json() {
        ObjectNode root = new ObjectMapper().createObjectNode().put("version", "1.0");
        root.putArray("added_tokens").addObject().put("id", CONTROL).put("content", "<|end|>").put("special", true)
                .put("single_word", false).put("lstrip", false).put("rstrip", false).put("normalized", false);
        root.putObject("pre_tokenizer").put("type", "ByteLevel").put("add_prefix_space", false)
                .put("trim_offsets", true).put("use_regex", true);
        ObjectNode model = root.putObject("model").put("type", "BPE");
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < TOKENS.size(); id++) {
            vocabulary.put(TOKENS.get(id), id);
        }
        MERGES.forEach(model.putArray("merges")::add);
        return root;
    }

    private static GgufWriter model(String cutting) {
        int[] types = new int[TOKENS.size()];
        java.util.Arrays.fill(types, 1);
        types[CONTROL] = 3;
        return new GgufWriter().put("general.architecture", "llama").put("tokenizer.ggml.model", "gpt2")
                .put("tokenizer.ggml.pre", cutting).put("tokenizer.ggml.tokens", TOKENS.toArray(String[]::new))
                .put("tokenizer.ggml.token_type", types).put("tokenizer.ggml.merges", MERGES.toArray(String[]::new))
                .put("tokenizer.ggml.eos_token_id", CONTROL);
    }

    private static Vocabulary read(GgufWriter writer, Path tokenizer) {
        GgufFile file = GgufFile.read("m.gguf", MemorySegment.ofArray(writer.bytes()));
        return GgufVocabulary.read(file, TOKENS.size(), null, tokenizer).vocabulary();
    }

    private static int[] ids(Vocabulary vocabulary, String text) {
        return vocabulary.encode(text).stream().mapToInt(Token::id).toArray();
    }

    @Test
    void cutsAsTheModelFileDoes() throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), json().toString());
        Vocabulary own = read(model("gpt-2"), null);
        Vocabulary given = read(model("gpt-2"), file);
        Vocabulary inside = read(model("other").put("tokenizer.huggingface.json", json().toString()), null);
        String[] parts = {"the", " the", "and", " and", "in", "er", "ä", "日本", "🦆", " ", "  ", "\n", "12", "3", "'s", "!?",
            "<|end|>", "\t", "T"};
        long seed = 5;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            int[] expected = ids(own, text.toString());
            assertArrayEquals(expected, ids(given, text.toString()), () -> "seed " + seed + ": " + text);
            assertArrayEquals(expected, ids(inside, text.toString()));
            assertEquals(text.toString(), Vocabulary.decode(given.encode(text.toString())));
        }
        assertEquals(0, given.encode("").size());
        String longText = "the ".repeat(5000);
        assertArrayEquals(ids(own, longText), ids(given, longText), "texts are not cut off");
    }

    @Test
    void whatCannotBeReadIsSaid() throws IOException {
        for (String wrong : new String[] {"", "[]", "{", "{\"model\": {}}", "{\"model\": {\"type\": \"None\"}}"}) {
            String message = assertThrows(DecantException.class, () -> JsonTokenizers.open("t.json", wrong, 9)).getMessage();
            assertTrue(message.contains("the tokenizer t.json cannot be read"), message);
        }
        String message = assertThrows(DecantException.class,
                () -> JsonTokenizers.open("t.json", json().toString(), 9).encode("the")).getMessage();
        assertTrue(message.contains("the model has 9"), message);
        message = assertThrows(DecantException.class, () -> read(model("other"), null)).diagnostics().getFirst().render();
        assertTrue(message.contains("`?tokenizer=FILE`"), message);
    }
}
