package org.decant.runtime.context;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CanvasTest {
    private final Vocabulary letters = SymbolTokenizer.letters("letters", 4, true);
    private final Context context = Context.root(letters).plus(letters.encode("ab"));

    private Canvas filled(Canvas canvas, Object... placesAndTokens) {
        TreeMap<Integer, Token> tokens = new TreeMap<>();
        for (int i = 0; i < placesAndTokens.length; i += 2) {
            tokens.put((Integer) placesAndTokens[i], letters.encode((String) placesAndTokens[i + 1]).getFirst());
        }
        return canvas.fill(tokens);
    }

    @Test
    void holesAreFilledAndMadeAgain() {
        Canvas empty = Canvas.of(context, 4);
        Canvas some = filled(empty, 1, "b", 3, "a");
        assertEquals("▢b▢a", some.toString());
        assertEquals("▢▢▢▢", empty.toString());
        assertArrayEquals(new int[] {0, 2}, some.holes());
        assertNull(some.token(0));
        assertEquals("▢▢▢a", some.clear(Set.of(0, 1)).toString());
        assertEquals(letters.encode("cbca"), filled(some, 0, "c", 2, "c").tokens());
        assertEquals(some, filled(filled(empty, 3, "a"), 1, "b"));
        assertNotEquals(some, empty);
        assertEquals(some.hashCode(), filled(filled(empty, 3, "a"), 1, "b").hashCode());
    }

    @Test
    void placesComeAndGo() {
        Canvas some = filled(Canvas.of(context, 3), 1, "b");
        assertEquals("▢▢▢b▢", some.insertHoles(1, 2).toString());
        assertEquals("▢b▢ca", some.insert(3, letters.encode("ca")).toString());
        assertEquals("ca▢b▢", some.insert(0, letters.encode("ca")).toString());
        assertEquals("b", some.without(new TreeSet<>(List.of(0, 2))).toString());
    }

    @Test
    void mistakesAreTold() {
        Canvas some = filled(Canvas.of(context, 3), 1, "b");
        refused("place 0 of the canvas is a hole", some::tokens);
        refused("holds the token `b` already", () -> filled(some, 1, "a"));
        refused("has no place 3", () -> some.clear(Set.of(3)));
        refused("before place 4", () -> some.insertHoles(4, 1));
        Token other = SymbolTokenizer.letters("others", 4, true).token(0);
        refused("of the vocabulary others", () -> some.fill(new TreeMap<>(Map.of(0, other))));
    }

    private static void refused(String part, Executable what) {
        String message = assertThrows(DecantException.class, what).getMessage();
        assertTrue(message.contains(part), message);
    }
}
