package org.decant.runtime.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ContextTest {
    private final Vocabulary vocabulary = Vocabularies.letters(26, true);
    private final Context root = Context.root(vocabulary);

    private Context context(int... ids) {
        return root.plus(Vocabularies.tokens(vocabulary, ids));
    }

    /// Against a map from sequences to the contexts seen, all of which are held.
    @Property(tries = 50)
    void aSequenceHasOneNode(@ForAll long seed) {
        Random random = new Random(seed);
        Map<List<Token>, Context> known = new HashMap<>(Map.of(List.of(), root));
        List<Context> all = new ArrayList<>(List.of(root));
        for (int i = 0; i < 200; i++) {
            Context parent = all.get(random.nextInt(all.size()));
            Context child = parent.plus(vocabulary.token(random.nextInt(random.nextBoolean() ? 2 : 26)));
            Context before = known.putIfAbsent(child.tokens(), child);
            if (before == null) {
                all.add(child);
            } else {
                assertSame(before, child);
            }
            assertSame(parent, child.parent());
            assertEquals(parent.length() + 1, child.length());
        }
    }

    @Test
    void threadsThatGrowTheSameSequenceGetTheSameNode() throws Exception {
        for (int repetition = 0; repetition < 200; repetition++) {
            int count = 4;
            Context from = context(repetition % 25, repetition / 25);
            Context[] grown = new Context[count];
            CyclicBarrier together = new CyclicBarrier(count);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int index = i;
                threads.add(Thread.ofVirtual().start(() -> {
                    try {
                        together.await();
                    } catch (Exception failure) {
                        throw new AssertionError(failure);
                    }
                    grown[index] = from.plus(vocabulary.token(3)).plus(vocabulary.token(4));
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            for (Context one : grown) {
                assertSame(grown[0], one);
            }
        }
    }

    @Test
    void partsOfASequence() {
        Context at = context(0, 1, 2, 3);
        assertEquals(4, at.length());
        assertEquals("abcd", at.text());
        assertEquals(Vocabularies.tokens(vocabulary, 2, 3), at.lastTokens(2));
        assertEquals(at.tokens(), at.lastTokens(9));
        assertSame(context(0, 1), at.prefix(2));
        assertSame(root, at.prefix(0));
        assertTrue(at.startsWith(context(0)));
        assertTrue(at.startsWith(at));
        assertFalse(at.startsWith(context(1)));
        assertFalse(context(0).startsWith(at));
        assertEquals(Vocabularies.tokens(vocabulary, 2, 3), at.since(context(0, 1)));
        assertEquals(List.of(), at.since(at));
        assertThrows(DecantException.class, () -> at.since(context(1)));
        assertEquals(List.of(context(0, 1, 2), at), at.path(2));
        assertEquals(List.of(), at.path(4));
        assertNull(root.last());
        assertNull(root.parent());
        assertFalse(at.ended());
        assertTrue(context(0, 25).ended());
        assertEquals("a", context(0, 25).text());
        assertFalse(root.ended());
    }

    @Test
    void aTokenOfAnotherVocabularyIsAnError() {
        Vocabulary other = Vocabularies.letters(26, true);
        DecantException error = assertThrows(DecantException.class, () -> root.plus(other.token(0)));
        assertTrue(error.getMessage().contains("convert through text"), error.getMessage());
        assertNotSame(root, Context.root(vocabulary), "trees are apart");
        assertFalse(context(0).startsWith(Context.root(vocabulary)));
    }

    @Test
    void slotsKeepWhatIsRemembered() {
        Context at = context(7);
        assertNull(at.slot(3));
        at.setSlot(3, "three");
        at.setSlot(0, "zero");
        assertEquals("three", at.slot(3));
        assertEquals("zero", context(7).slot(0));
        assertNull(at.slot(1));
        assertNull(context(8).slot(0));
    }

    @Test
    @Timeout(20)
    void anUnreachableContextIsCollectedWithWhatIsRememberedThere() {
        Context held = context(1, 2);
        WeakReference<Object> remembered = abandon(1, 2, 3);
        WeakReference<Object> sibling = abandon(1, 4);
        for (WeakReference<Object> reference : List.of(remembered, sibling)) {
            while (reference.get() != null) {
                System.gc();
            }
        }
        assertNull(context(1, 2, 3).slot(0), "made anew");
        assertSame(held, context(1, 2), "what is held stays");
        Reference.reachabilityFence(held);
    }

    @Test
    @Timeout(20)
    void aHeldContextKeepsAllBeforeIt() {
        Context held = context(5, 6, 7);
        held.parent().setSlot(0, new Object());
        WeakReference<Object> remembered = new WeakReference<>(held.parent().slot(0));
        WeakReference<Object> gone = abandon(5, 6, 8);
        while (gone.get() != null) {
            System.gc();
        }
        assertSame(remembered.get(), context(5, 6).slot(0));
        assertSame(held, context(5, 6, 7));
        Reference.reachabilityFence(held);
    }

    private WeakReference<Object> abandon(int... ids) {
        Object value = new Object();
        context(ids).setSlot(0, value);
        return new WeakReference<>(value);
    }
}
