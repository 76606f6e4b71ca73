package org.decant.runtime.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.fixture.FunctionModel;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatcherTest {
    /// Of so many numbers a row, 64 MiB hold no more than the least that is remembered.
    private static final int WIDE = 1 << 15;
    private static final int REMEMBERED = 256;

    private static Vocabulary wide() {
        byte[][] bytes = new byte[WIDE][];
        Arrays.fill(bytes, new byte[] {'x'});
        return Vocabularies.of(-1, bytes);
    }

    private final Vocabulary vocabulary = wide();
    private final FunctionModel forward = new FunctionModel("wide", vocabulary, at -> {
        double[] scores = new double[WIDE];
        scores[0] = at.length();
        return scores;
    });
    private final Session session = new Session();
    private final Batcher model = session.bind(forward);
    private final Context root = session.root(vocabulary);

    private Context child(int id) {
        return root.plus(vocabulary.token(id));
    }

    @Test
    void theOldestAreForgotten() {
        int more = 50;
        for (int id = 0; id < REMEMBERED + more; id++) {
            model.logits(child(id)).values();
        }
        int passes = REMEMBERED + more;
        model.logits(child(more)).values();
        model.logits(child(REMEMBERED + more - 1)).values();
        assertEquals(passes, forward.passes().size(), "the newest are remembered");
        for (int id = 0; id < more; id++) {
            model.issue(child(id));
        }
        assertEquals(1, model.logits(child(0)).values()[0]);
        assertEquals(more, forward.passes().getLast().size(), "the oldest were forgotten and are computed again");
    }

    @Test
    void logitsThatAreHeldStayWhenForgotten() {
        Logits held = model.logits(child(0));
        held.values();
        for (int id = 1; id <= REMEMBERED; id++) {
            model.logits(child(id)).values();
        }
        int passes = forward.passes().size();
        assertEquals(1, held.values()[0]);
        assertEquals(passes, forward.passes().size());
        assertNotSame(held, model.logits(child(0)));
    }

    @Test
    void aPassIsForgottenAsAWholeAndTheNewestNever() {
        int large = REMEMBERED + 50;
        List<Logits> first = new ArrayList<>();
        for (int id = 0; id < large; id++) {
            first.add(model.logits(child(id)));
        }
        first.getLast().values();
        for (int id = 0; id < large; id++) {
            assertSame(first.get(id), model.logits(child(id)));
            model.logits(child(id)).values();
        }
        assertEquals(1, forward.passes().size());
        model.logits(root).values();
        for (int id = 0; id < large; id++) {
            model.issue(child(id));
        }
        model.logits(child(0)).values();
        assertEquals(List.of(large, 1, large), forward.passes().stream().map(List::size).toList());
    }

    @Test
    void aContextLongerThanTheWindowIsAnError() {
        Vocabulary letters = Vocabularies.letters(2, false);
        FunctionModel all = new FunctionModel("narrow", letters, at -> new double[2]);
        ForwardModel narrow = new ForwardModel() {
            @Override
            public String name() {
                return "narrow";
            }

            @Override
            public Vocabulary vocabulary() {
                return letters;
            }

            @Override
            public int window() {
                return 1;
            }

            @Override
            public Passes open(Session session) {
                return all.open(session);
            }
        };
        Model bound = session.bind(narrow);
        Context one = session.root(letters).plus(letters.token(0));
        bound.logits(one).values();
        DecantException error = assertThrows(DecantException.class, () -> bound.logits(one.plus(letters.token(0))));
        assertTrue(error.getMessage().contains("can look at 1"), error.getMessage());
        assertThrows(DecantException.class, () -> bound.issue(one.plus(letters.token(0))));
    }

    @Test
    void aContextOfAnotherVocabularyIsAnError() {
        assertThrows(DecantException.class, () -> model.logits(Context.root(Vocabularies.letters(2, false))));
    }
}
