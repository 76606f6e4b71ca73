package org.decant.models.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.decant.models.corpus.Corpus;
import org.decant.models.corpus.Document;
import org.decant.models.task.Split;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufWriter;
import org.decant.runtime.vocabulary.GgufVocabulary;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Learnt vocabularies against the algorithm as it is defined, and through the fields of a model file.
class LearntVocabularyTest {
    private static final List<String> TEXTS = Corpus.documents(Split.TRAINING, 1).limit(800).map(Document::text).toList();
    private static final LearntVocabulary LEARNT = LearntVocabulary.learn(TEXTS.stream(), 700);
    private static final Vocabulary VOCABULARY = LEARNT.vocabulary("learnt");
    /// The cut of Qwen 2, for the texts of these tests: ASCII without capitals in contractions.
    private static final Pattern PIECE = Pattern.compile("'(?:[stmd]|re|ve|ll)|[^\\r\\na-zA-Z0-9]?[a-zA-Z]+|[0-9]"
            + "| ?[^\\sa-zA-Z0-9]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(60),
                Arbitraries.strings().withCharRange(' ', '~').withChars('\n').ofMaxLength(80),
                Arbitraries.of(TEXTS));
    }

    @Property(tries = 400)
    void everyTextComesBack(@ForAll("texts") String text) {
        String well = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        List<Token> tokens = VOCABULARY.encode(well);
        assertEquals(well, Vocabulary.decode(tokens));
        assertTrue(tokens.stream().noneMatch(Token::isEnd));
    }

    @Provide
    Arbitrary<List<String>> fewLetters() {
        return Arbitraries.strings().withChars("aab c1.").ofMaxLength(40).list().ofMaxSize(6);
    }

    /// All pairs counted anew for every merge; encoding merges the earliest pair learnt, again and again.
    @Property(tries = 300)
    void learnsAndEncodesWhatTheDefinitionSays(@ForAll("fewLetters") List<String> texts) {
        int limit = 20;
        List<List<String>> pieces = new ArrayList<>();
        texts.forEach(text -> pieces.addAll(pieces(text)));
        List<List<String>> merges = new ArrayList<>();
        List<String> symbols = new ArrayList<>();
        while (merges.size() < limit) {
            Map<List<String>, Integer> counts = new HashMap<>();
            for (List<String> piece : pieces) {
                for (int i = 1; i < piece.size(); i++) {
                    counts.merge(List.of(piece.get(i - 1), piece.get(i)), 1, Integer::sum);
                }
            }
            List<String> best = null;
            for (Map.Entry<List<String>, Integer> pair : counts.entrySet()) {
                if (pair.getValue() >= 2 && (best == null || pair.getValue() > counts.get(best)
                        || pair.getValue().equals(counts.get(best)) && before(pair.getKey(), best, symbols))) {
                    best = pair.getKey();
                }
            }
            if (best == null) {
                break;
            }
            merges.add(best);
            symbols.add(best.get(0) + best.get(1));
            for (List<String> piece : pieces) {
                merge(piece, best);
            }
        }
        LearntVocabulary learnt = LearntVocabulary.learn(texts.stream(), 257 + limit);
        assertEquals(merges.stream().map(pair -> letters(pair.get(0)) + " " + letters(pair.get(1))).toList(),
                learnt.merges());
        assertEquals(symbols.stream().map(LearntVocabularyTest::letters).toList(), learnt.tokens().subList(257,
                learnt.size()));
        List<String> expected = new ArrayList<>();
        for (List<String> piece : pieces("abca aab 1a..")) {
            merges.forEach(pair -> merge(piece, pair));
            expected.addAll(piece);
        }
        assertEquals(expected, learnt.vocabulary("v").encode("abca aab 1a..").stream().map(Token::text).toList());
    }

    private static String letters(String symbol) {
        return symbol.replace(' ', 'Ġ');
    }

    private static List<List<String>> pieces(String text) {
        List<List<String>> pieces = new ArrayList<>();
        Matcher matcher = PIECE.matcher(text);
        while (matcher.find()) {
            pieces.add(new ArrayList<>(List.of(matcher.group().split(""))));
        }
        return pieces;
    }

    private static boolean before(List<String> one, List<String> other, List<String> symbols) {
        int left = Integer.compare(rank(one.get(0), symbols), rank(other.get(0), symbols));
        return left < 0 || left == 0 && rank(one.get(1), symbols) < rank(other.get(1), symbols);
    }

    private static int rank(String symbol, List<String> symbols) {
        return symbol.length() == 1 ? symbol.charAt(0) : 257 + symbols.indexOf(symbol);
    }

    private static void merge(List<String> piece, List<String> pair) {
        for (int i = 1; i < piece.size(); i++) {
            if (piece.get(i - 1).equals(pair.get(0)) && piece.get(i).equals(pair.get(1))) {
                piece.set(i - 1, pair.get(0) + pair.get(1));
                piece.remove(i);
            }
        }
    }

    @Test
    void theOrderOfTextsDoesNotMatter() {
        List<String> shuffled = new ArrayList<>(TEXTS);
        Collections.shuffle(shuffled, new Random(2));
        assertEquals(LEARNT, LearntVocabulary.learn(shuffled.stream(), 700));
        assertEquals(700, LEARNT.size());
        assertEquals(LEARNT.tokens().subList(0, 500), LearntVocabulary.learn(TEXTS.stream(), 500).tokens());
    }

    @Test
    void modelFilesHaveWhatIsNeeded() {
        GgufWriter writer = new GgufWriter();
        LEARNT.write(writer);
        GgufFile file = GgufFile.read("model.gguf", MemorySegment.ofArray(writer.bytes()));
        GgufVocabulary read = GgufVocabulary.read(file, LEARNT.size(), VOCABULARY);
        assertTrue(read.beginsTexts());
        assertEquals(LearntVocabulary.END, read.beginning());
        assertEquals(LearntVocabulary.END, read.vocabulary().end());
        assertTrue(read.vocabulary().isEnd(LearntVocabulary.END));
        assertFalse(VOCABULARY.encode("<|endoftext|>").stream().anyMatch(Token::isEnd));
        assertEquals(List.of("1", "2"), VOCABULARY.encode("12").stream().map(Token::text).toList());
    }

    /// A prompt's tokens are those that its document begins with.
    @Test
    void promptsAreCutAsInTheirDocuments() {
        Corpus.documents(Split.TRAINING, 2).limit(600).forEach(document -> {
            List<Token> prompt = VOCABULARY.encode(document.prompt());
            assertEquals(prompt, VOCABULARY.encode(document.text()).subList(0, prompt.size()), document.text());
        });
    }

    @Test
    void tooSmallIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> LearntVocabulary.learn(TEXTS.stream(), 256));
    }
}
