package org.decant.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

class OutputTest {
    /// 0 to 4 are texts, 5 is the end token.
    private final Vocabulary vocabulary = Vocabularies.of(5, "a", "b", "ST", "OP", "xSTOPy", "</s>");
    private final Context start = Context.root(vocabulary).plus(vocabulary.token(1));
    private final List<String> told = new ArrayList<>();

    private List<Token> tokens(int... ids) {
        return Vocabularies.tokens(vocabulary, ids);
    }

    private Output output(int budget, String... stops) {
        return new Output(null, start, budget, List.of(stops), told::add);
    }

    @Test
    void anEndTokenEndsTheOutputAndIsPartOfItButNotOfItsText() {
        Output output = output(10);
        output.append(tokens(0, 5, 1));
        assertEquals(tokens(0, 5), output.written());
        assertSame(start.plus(tokens(0, 5)), output.context());
        assertSame(start, output.start());
        assertEquals(Finish.END_TOKEN, output.finish());
        assertEquals("a", output.text());
        assertEquals(0, output.remaining());
        assertEquals("end token", output.finish().label());
    }

    @Test
    void theBudgetIsMetExactlyInsideAStep() {
        Output output = output(3);
        output.append(tokens(0, 1));
        assertEquals(1, output.remaining());
        assertNull(output.finish());
        output.append(tokens(0, 1, 0));
        assertEquals(tokens(0, 1, 0), output.written());
        assertEquals(Finish.TOKEN_BUDGET, output.finish());
        output.append(tokens(1));
        assertEquals(3, output.written().size());
    }

    @Test
    void anEndTokenAtTheBudgetIsAnEndToken() {
        Output output = output(2);
        output.append(tokens(0, 5));
        assertEquals(Finish.END_TOKEN, output.finish());
    }

    @Test
    void aBudgetOfNothingTakesNothing() {
        Output output = output(0);
        output.append(tokens(0));
        assertTrue(output.finished());
        assertEquals(Finish.TOKEN_BUDGET, output.finish());
        assertEquals(List.of(), output.written());
        assertEquals("", output.text());
    }

    @Test
    void aStopTextInsideATokenIsCut() {
        Output output = output(10, "STOP");
        output.append(tokens(0, 4, 1));
        assertEquals(tokens(0, 4), output.written());
        assertEquals("ax", output.text());
        assertEquals("ax", String.join("", told));
        assertEquals(Finish.STOP_TEXT, output.finish());
    }

    @Test
    void aStopTextAcrossTokensIsHeldBackUntilItIsCertain() {
        Output output = output(10, "STOP");
        output.append(tokens(0, 2));
        assertEquals(List.of("a"), told);
        output.append(tokens(1));
        assertEquals(List.of("a", "STb"), told);
        output.append(tokens(2, 3, 0));
        assertEquals("aSTb", output.text());
        assertEquals("aSTb", String.join("", told));
        assertEquals(tokens(0, 2, 1, 2, 3), output.written());
    }

    @Test
    void heldBackTextIsToldInTheEnd() {
        Output output = output(2, "STOP");
        output.append(tokens(0, 2));
        assertEquals("aST", String.join("", told));
        Output open = output(5, "STOP");
        told.clear();
        open.append(tokens(2));
        assertEquals(List.of(), told);
        open.close();
        assertEquals(List.of("ST"), told);
    }

    @Test
    void theStopThatIsCompleteFirstCounts() {
        Vocabulary letters = Vocabularies.of(-1, "abc");
        Output output = new Output(null, Context.root(letters), 5, List.of("abc", "b"), null);
        output.append(letters.token(0));
        assertEquals("a", output.text(), "as if it had come letter by letter");
    }

    @Test
    void anEmptyStopTextIsAnError() {
        assertThrows(DecantException.class, () -> output(5, "a", ""));
    }

    @Test
    void aCharacterComesWholeOrNotAtAll() {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        Vocabulary bytes = Vocabularies.of(-1, new byte[] {euro[0]}, new byte[] {euro[1]}, new byte[] {euro[2]},
                new byte[] {'!'});
        Output output = new Output(null, Context.root(bytes), 10, List.of(), told::add);
        output.append(Vocabularies.tokens(bytes, 0, 1));
        assertEquals(List.of(), told);
        output.append(Vocabularies.tokens(bytes, 2, 3, 0, 1));
        assertEquals(List.of("€", "!"), told);
        output.close();
        assertEquals("€!\uFFFD", output.text());
        assertEquals("€!\uFFFD", String.join("", told));
        output.close();
        assertEquals("€!\uFFFD", String.join("", told), "closing again tells nothing");
    }

    @Test
    void aNestedOutputWritesToBoth() {
        Output outer = output(5);
        outer.append(tokens(0));
        Output inner = new Output(outer, outer.context(), 2, List.of(), null);
        inner.append(tokens(1, 1, 1));
        assertEquals(tokens(1, 1), inner.written());
        assertEquals(tokens(0, 1, 1), outer.written());
        assertTrue(inner.finished());
        assertFalse(outer.finished());
        assertEquals(2, outer.remaining());
    }

    @Test
    void aNestedOutputEndsWithTheEnclosingOne() {
        Output outer = output(2, "ST");
        Output inner = new Output(outer, start, 10, List.of(), told::add);
        assertEquals(2, inner.remaining());
        inner.append(tokens(0, 2, 1));
        assertEquals(tokens(0, 2), inner.written());
        assertEquals(Finish.STOP_TEXT, inner.finish());
        assertEquals("a", outer.text());
        assertEquals(0, inner.remaining());
    }

    @Test
    void aNestedOutputWithAnEndedEnclosingOneTellsAllItHas() {
        Output outer = new Output(null, start, 1, List.of(), null);
        Output inner = new Output(outer, start, 10, List.of("STOP"), told::add);
        inner.append(tokens(2));
        assertEquals(List.of("ST"), told);
    }

    @Test
    void aBranchGoesOnWithWhatIsLeftAndWritesNothingHere() {
        Output output = output(4, "STOP");
        output.append(tokens(0));
        Output branch = output.branch();
        assertEquals(3, branch.remaining());
        branch.append(tokens(1, 1, 1, 1));
        assertEquals(tokens(1, 1, 1), branch.written());
        assertEquals(tokens(0), output.written());
        assertEquals(List.of("a"), told);
        output.append(tokens(5));
        assertTrue(output.branch().finished(), "an ended output has nothing left");
    }

    /// However a text comes in tokens, the same is told and kept: what is before the stop that is complete first.
    @Property(tries = 300)
    void textDoesNotDependOnHowItCameInPieces(@ForAll @Size(max = 12) List<@IntRange(min = 0, max = 3) Integer> letters,
            @ForAll @IntRange(min = 0, max = 4) int stopSet, @ForAll long seed) {
        String alphabet = "ab€\uD83D\uDE00";
        StringBuilder whole = new StringBuilder();
        letters.forEach(letter -> whole.append(alphabet, letter, letter == 3 ? alphabet.length() : letter + 1));
        List<String> stops = List.of(List.<String>of(), List.of("aab"), List.of("ab", "b€"), List.of("€a", "aa", "a"),
                List.of("abab", "ba", "\uD83D\uDE00b")).get(stopSet);

        int end = Integer.MAX_VALUE;
        int cut = whole.length();
        for (String stop : stops) {
            int found = whole.indexOf(stop);
            if (found >= 0 && (found + stop.length() < end || found + stop.length() == end && found < cut)) {
                end = found + stop.length();
                cut = found;
            }
        }

        byte[] bytes = whole.toString().getBytes(StandardCharsets.UTF_8);
        List<byte[]> pieces = new ArrayList<>();
        Random random = new Random(seed);
        for (int at = 0; at < bytes.length;) {
            int size = Math.min(bytes.length - at, 1 + random.nextInt(5));
            pieces.add(Arrays.copyOfRange(bytes, at, at + size));
            at += size;
        }
        Vocabulary split = Vocabularies.of(-1, pieces.toArray(byte[][]::new));
        List<String> heard = new ArrayList<>();
        Output output = new Output(null, Context.root(split), 1000, stops, heard::add);
        for (int id = 0; id < pieces.size(); id++) {
            output.append(split.token(id));
            assertTrue(whole.toString().startsWith(String.join("", heard)));
        }
        output.close();
        assertEquals(whole.substring(0, cut), output.text());
        assertEquals(whole.substring(0, cut), String.join("", heard));
        assertEquals(end == Integer.MAX_VALUE ? null : Finish.STOP_TEXT, output.finish());
    }

    /// With and without a listener the text is the same, also of bytes that are no text.
    @Property(tries = 300)
    void textOfAnyBytesIsTheSameInPiecesAndWhole(
            @ForAll @Size(max = 10) List<@IntRange(min = 0, max = 255) Integer> values) {
        byte[][] single = new byte[256][];
        for (int value = 0; value < 256; value++) {
            single[value] = new byte[] {(byte) value};
        }
        Vocabulary bytes = Vocabularies.of(-1, single);
        Output heard = new Output(null, Context.root(bytes), 100, List.of(), told::add);
        Output whole = new Output(null, Context.root(bytes), 100, List.of(), null);
        for (int value : values) {
            heard.append(bytes.token(value));
            whole.append(bytes.token(value));
        }
        heard.close();
        assertEquals(whole.text(), heard.text());
    }
}
