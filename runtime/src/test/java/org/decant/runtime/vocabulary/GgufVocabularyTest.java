package org.decant.runtime.vocabulary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufWriter;
import org.junit.jupiter.api.Test;

class GgufVocabularyTest {
    private static final String[] MERGES = {"t h", "th e", "Ġ the", "a n", "an d", "Ġ and", "h e", "1 2", "12 3"};

    private static GgufFile file(GgufWriter writer) {
        return GgufFile.read("v.gguf", MemorySegment.ofArray(writer.bytes()));
    }

    private static GgufWriter bytePairs(String pre, String... moreTokens) {
        List<String> tokens = new ArrayList<>();
        for (int value = 0; value < 256; value++) {
            tokens.add(String.valueOf(ByteLetters.letter(value)));
        }
        for (String merge : MERGES) {
            tokens.add(merge.replace(" ", ""));
        }
        int normal = tokens.size() + moreTokens.length;
        tokens.addAll(List.of(moreTokens));
        tokens.addAll(List.of("<|begin_of_text|>", "<|eot_id|>", "<|start_header_id|>", "<|end_header_id|>", "<tool>"));
        int[] types = new int[tokens.size()];
        java.util.Arrays.fill(types, 0, normal, 1);
        java.util.Arrays.fill(types, normal, types.length, 3);
        types[types.length - 1] = 4;
        return new GgufWriter().put("tokenizer.ggml.model", "gpt2").put("tokenizer.ggml.pre", pre)
                .put("tokenizer.ggml.tokens", tokens.toArray(String[]::new)).put("tokenizer.ggml.token_type", types)
                .put("tokenizer.ggml.merges", MERGES).put("tokenizer.ggml.bos_token_id", normal)
                .put("tokenizer.ggml.eos_token_id", normal + 1).put("tokenizer.ggml.add_bos_token", true);
    }

    private static GgufVocabulary read(GgufWriter writer) {
        GgufFile file = file(writer);
        return GgufVocabulary.read(file, file.metadata().texts("tokenizer.ggml.tokens").length, null);
    }

    private static List<String> encoded(GgufVocabulary tokens, String text) {
        return tokens.vocabulary().encode(text).stream().map(Token::text).toList();
    }

    @Test
    void mergesByRank() {
        GgufVocabulary tokens = read(bytePairs("qwen2"));
        // "he" is known but "th" comes first
        assertEquals(List.of("the", " the", " and", "x"), encoded(tokens, "the the andx").subList(0, 4));
        assertEquals(List.of("he", "a", "t"), encoded(tokens, "heat"));
        assertEquals(List.of("1", "2", "3"), encoded(tokens, "123")); // Qwen 2 cuts digits apart
        assertEquals(List.of("123", "4"), encoded(read(bytePairs("llama-bpe")), "1234"));
    }

    @Test
    void wholePiecesNeedNoMergesInLlama3() {
        assertEquals(List.of("xyz"), encoded(read(bytePairs("llama-bpe", "xyz")), "xyz"));
        assertEquals(List.of("x", "y", "z"), encoded(read(bytePairs("qwen2", "xyz")), "xyz"));
    }

    @Test
    void preTokenizersCutByTheirRules() {
        assertEquals(List.of("Hello", ",", " I", "'m", " ", " here", "!!\n", " ", "　é", "123", "45", "\n\n", "  ",
                " x"), pieces(PreTokenizer.LLAMA3, "Hello, I'm  here!!\n 　é12345\n\n   x"));
        assertEquals(List.of("don", "'t", " ", "1", "2", "３"), pieces(PreTokenizer.QWEN2, "don't 12３"));
        assertEquals(List.of(" 12345", " ...", "a"), pieces(PreTokenizer.GPT2, " 12345 ...a"));
    }

    private static List<String> pieces(PreTokenizer preTokenizer, String text) {
        List<String> pieces = new ArrayList<>();
        Matcher matcher = preTokenizer.pieces(text);
        while (matcher.find()) {
            pieces.add(matcher.group());
        }
        return pieces;
    }

    @Test
    void everyTextComesBack() {
        Random random = new Random(5);
        for (String pre : new String[] {"llama-bpe", "qwen2", "gpt-2"}) {
            GgufVocabulary tokens = read(bytePairs(pre));
            for (int i = 0; i < 300; i++) {
                String text = randomText(random);
                assertEquals(text, Vocabulary.decode(tokens.vocabulary().encode(text)), pre);
            }
        }
        GgufVocabulary pieces = read(sentencePiece());
        for (int i = 0; i < 300; i++) {
            String text = " " + randomText(random);
            assertEquals(text, Vocabulary.decode(pieces.vocabulary().encode(text)));
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(30); length > 0; length--) {
            int codePoint = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(128);
                case 1 -> "the and 123 \n'".codePointAt(random.nextInt(14));
                case 2 -> random.nextInt(0xD800);
                default -> random.nextInt(0xE000, 0x110000);
            };
            text.appendCodePoint(codePoint);
        }
        return text.toString();
    }

    @Test
    void specialTokensAreOnlyReadWhereAsked() {
        GgufVocabulary tokens = read(bytePairs("llama-bpe"));
        int begin = 265;
        assertTrue(tokens.beginsTexts());
        assertEquals(begin, tokens.beginning());
        assertTrue(tokens.vocabulary().isEnd(begin + 1));
        assertFalse(tokens.vocabulary().isEnd(begin));
        assertTrue(tokens.vocabulary().encode("<|eot_id|>").size() > 1);
        assertArrayEquals(new int[] {'a', begin + 1, 'b'}, tokens.encodeWithControls("a<|eot_id|>b"));
        // tokens that users defined are part of texts
        assertEquals(List.of("a", "<tool>", "b"), encoded(tokens, "a<tool>b"));
        assertFalse(tokens.vocabulary().isSpecial(begin + 4));
    }

    private static GgufWriter sentencePiece() {
        List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
        for (int value = 0; value < 256; value++) {
            tokens.add(String.format("<0x%02X>", value));
        }
        tokens.addAll(List.of("▁", "a", "b", "c", "ab", "bc", "▁a", "abc", "▁ab"));
        float[] scores = new float[tokens.size()];
        float[] given = {-1, -2, -3, -4, -20, -10, -15, -30, -12};
        System.arraycopy(given, 0, scores, 259, given.length);
        int[] types = new int[tokens.size()];
        java.util.Arrays.fill(types, 1);
        types[0] = 2;
        types[1] = 3;
        types[2] = 3;
        java.util.Arrays.fill(types, 3, 259, 6);
        return new GgufWriter().put("tokenizer.ggml.model", "llama")
                .put("tokenizer.ggml.tokens", tokens.toArray(String[]::new)).put("tokenizer.ggml.scores", scores)
                .put("tokenizer.ggml.token_type", types).put("tokenizer.ggml.bos_token_id", 1)
                .put("tokenizer.ggml.eos_token_id", 2);
    }

    @Test
    void sentencePieceJoinsByScore() {
        GgufVocabulary tokens = read(sentencePiece());
        assertTrue(tokens.beginsTexts());
        // "bc" scores best, then "▁a"
        assertEquals(List.of(" a", "bc"), encoded(tokens, "abc"));
        assertEquals(List.of(" ab"), encoded(tokens, "ab"));
        assertEquals(List.of(" ab", " ab"), encoded(tokens, " ab ab"));
        assertEquals(List.of(), encoded(tokens, ""));
        // characters without a token are spelt in bytes
        assertArrayEquals("ä".getBytes(StandardCharsets.UTF_8), bytes(tokens, "ä", 1));
        assertEquals("<unk>", tokens.vocabulary().text(0));
    }

    private static byte[] bytes(GgufVocabulary tokens, String text, int from) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        List<Token> list = tokens.vocabulary().encode(text);
        for (Token token : list.subList(from, list.size())) {
            out.writeBytes(tokens.vocabulary().bytes(token.id()));
        }
        return out.toByteArray();
    }

    @Test
    void longPiecesAreNotSlow() {
        GgufVocabulary tokens = read(bytePairs("llama-bpe"));
        String text = "the".repeat(100_000);
        assertEquals(100_000, tokens.vocabulary().encode(text).size());
        assertEquals(100_000, read(sentencePiece()).vocabulary().encode(" ab".repeat(100_000)).size());
    }

    @Test
    void sharedVocabulariesMustBeTheSame() {
        GgufVocabulary one = read(bytePairs("llama-bpe"));
        GgufFile same = file(bytePairs("llama-bpe"));
        assertSame(one.vocabulary(), GgufVocabulary.read(same, one.vocabulary().size(), one.vocabulary()).vocabulary());
        GgufFile other = file(bytePairs("llama-bpe", "more"));
        String message = assertThrows(DecantException.class,
                () -> GgufVocabulary.read(other, one.vocabulary().size() + 1, one.vocabulary())).getMessage();
        assertTrue(message.contains("token 265 is `more`, not `<|begin_of_text|>`"), message);
    }

    @Test
    void otherKindsAreNamed() {
        String kind = assertThrows(DecantException.class,
                () -> read(bytePairs("llama-bpe").put("tokenizer.ggml.model", "bert"))).getMessage();
        assertTrue(kind.contains("the kind `bert`") && kind.contains("gpt2"), kind);
        String pre = assertThrows(DecantException.class, () -> read(bytePairs("command-r"))).getMessage();
        assertTrue(pre.contains("`command-r`") && pre.contains("qwen2"), pre);
    }

    @Test
    void chatTemplates() {
        assertEquals(ChatTemplate.LLAMA3, ChatTemplate.of("{{'<|start_header_id|>' + role}}"));
        assertEquals(ChatTemplate.CHATML, ChatTemplate.of("<|im_start|>"));
        assertEquals(null, ChatTemplate.of("{{ messages }}"));
        assertEquals(ChatTemplate.MISTRAL, ChatTemplate.named("mistral"));
        GgufVocabulary tokens = read(bytePairs("llama-bpe"));
        int[] ids = ChatTemplate.LLAMA3.encode(tokens, List.of(new ChatTemplate.Message("user", "hi <|eot_id|>")));
        StringBuilder text = new StringBuilder();
        int ends = 0;
        for (int id : ids) {
            text.append(tokens.vocabulary().text(id));
            ends += tokens.vocabulary().isEnd(id) ? 1 : 0;
        }
        assertEquals("<|start_header_id|>user<|end_header_id|>\n\nhi <|eot_id|><|eot_id|>"
                + "<|start_header_id|>assistant<|end_header_id|>\n\n", text.toString());
        assertEquals(1, ends); // the name in the message is plain text
    }
}
