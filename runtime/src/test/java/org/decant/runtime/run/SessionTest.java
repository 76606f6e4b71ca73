package org.decant.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.decant.runtime.context.Context;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.fixture.FunctionModel;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.Model;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Branches and passes. A deadlock shows as a timeout, on a thread of its own because waits cannot be interrupted.
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SessionTest {
    private final ThreadFactory threads = Thread.ofVirtual().factory();
    private final Vocabulary vocabulary = Vocabularies.letters(8, false);
    private final FunctionModel forward = model("model");
    private final Session session = new Session();
    private final Model model = session.bind(forward);
    private final Context root = session.root(vocabulary);

    private FunctionModel model(String name) {
        return new FunctionModel(name, vocabulary, at -> {
            double[] scores = new double[8];
            Arrays.setAll(scores, id -> Math.sin(id + 3 * at.length()));
            return scores;
        });
    }

    private Context context(int... ids) {
        return root.plus(Vocabularies.tokens(vocabulary, ids));
    }

    /// Reads the model `steps` times, each time at a context one token longer.
    private void walk(Context from, int steps) {
        Context at = from;
        for (int i = 0; i < steps; i++) {
            at = at.plus(model.logits(at).argmax());
        }
    }

    private List<Integer> passSizes() {
        return forward.passes().stream().map(List::size).toList();
    }

    @Test
    void pendingCallsRunAsOnePass() {
        Logits first = model.logits(root);
        model.issue(context(1));
        model.logits(context(2, 3));
        model.issue(context(1));
        assertEquals(List.of(), passSizes());
        assertEquals(Math.sin(0), first.values()[0]);
        assertEquals(List.of(3), passSizes());
        assertEquals(Math.sin(6), model.logits(context(2, 3)).values()[0]);
        assertSame(first, model.logits(root));
        assertEquals(List.of(3), passSizes(), "remembered");
        assertEquals(1, session.costs().getFirst().passes());
        assertEquals(3, session.costs().getFirst().contexts());
    }

    @Test
    void shorterContextsComeFirstInAPass() {
        List<Context> order = List.of(root, context(1), context(4), context(0, 7), context(1, 2), context(4, 0));
        List<Context> issued = new ArrayList<>(order);
        Collections.reverse(issued);
        issued.forEach(model::issue);
        model.logits(root).values();
        assertEquals(List.of(order), forward.passes());
    }

    @Test
    void branchesThatAllWaitRunTogether() {
        session.branches(4, threads, i -> walk(context(i), 5));
        assertEquals(List.of(4, 4, 4, 4, 4), passSizes());
    }

    @Test
    void branchesAtOneContextShareItsCall() {
        session.branches(6, threads, i -> walk(root, 3));
        assertEquals(List.of(1, 1, 1), passSizes());
    }

    @Test
    void branchesOfUnequalLengthGoOnWithoutTheEndedOnes() {
        session.branches(4, threads, i -> walk(context(i), i));
        assertEquals(List.of(3, 2, 1), passSizes());
    }

    @Test
    void nestedBranchesJoinTheSamePasses() {
        session.branches(3, threads, i -> {
            if (i == 0) {
                session.branches(3, threads, j -> walk(context(0, j), 2));
                walk(context(0), 1);
            } else {
                walk(context(i), 4);
            }
        });
        assertEquals(List.of(5, 5, 3, 2), passSizes());
    }

    @Test
    void whatTheParentIssuedJoinsTheBranchesPass() {
        model.issue(context(7));
        session.branches(2, threads, i -> walk(context(i), 1));
        assertEquals(List.of(3), passSizes());
        walk(context(7), 1);
        assertEquals(List.of(3), passSizes());
    }

    @Test
    void eachModelThatIsWaitedForRunsOnce() {
        FunctionModel otherForward = model("other");
        Model other = session.bind(otherForward);
        session.branches(4, threads, i -> {
            for (int step = 0; step < 3; step++) {
                (i % 2 == 0 ? model : other).logits(context(i, step)).values();
            }
        });
        assertEquals(List.of(2, 2, 2), passSizes());
        assertEquals(3, otherForward.passes().size());
        assertEquals(List.of("model", "other"), session.costs().stream().map(ModelCost::model).toList());
    }

    @Test
    void theSessionIsAtRestAfterBranches() {
        session.branches(0, threads, i -> walk(context(i), 1));
        session.branches(1, threads, i -> walk(context(i), 2));
        for (int repetition = 0; repetition < 50; repetition++) {
            session.branches(5, threads, i -> { });
        }
        walk(context(5), 2); // would wait for ever if a branch were still counted as alive
        assertEquals(List.of(1, 1, 1, 1), passSizes());
    }

    @Test
    void branchesMayRunOnPlatformThreads() {
        session.branches(4, Thread.ofPlatform().factory(), i -> walk(context(i), 3));
        assertEquals(List.of(4, 4, 4), passSizes());
    }

    @Test
    void theFirstFailureInOrderIsThrownWhenAllHaveEnded() {
        AtomicInteger ended = new AtomicInteger();
        IllegalStateException failure = assertThrows(IllegalStateException.class,
                () -> session.branches(4, threads, i -> {
                    walk(context(i), i + 1);
                    if (i == 1 || i == 2) {
                        throw new IllegalStateException("branch " + i);
                    }
                    ended.incrementAndGet();
                }));
        assertEquals("branch 1", failure.getMessage());
        assertEquals(2, ended.get());
        assertEquals(List.of(4, 3, 2, 1), passSizes());
        walk(context(6), 1);
    }

    @Test
    void aFailingPassFailsEveryBranchThatWaitsAndCanBeTriedAgain() {
        boolean[] broken = {true};
        FunctionModel fragile = new FunctionModel("fragile", vocabulary, at -> {
            if (broken[0]) {
                throw new IllegalStateException("no memory");
            }
            return new double[8];
        });
        Model bound = session.bind(fragile);
        AtomicInteger failed = new AtomicInteger();
        session.branches(3, threads, i -> {
            Logits logits = bound.logits(context(i));
            assertThrows(IllegalStateException.class, logits::values);
            assertThrows(IllegalStateException.class, logits::values, "the call has failed for good");
            failed.incrementAndGet();
        });
        assertEquals(3, failed.get());
        assertEquals(0, session.costs().getLast().passes());
        broken[0] = false;
        assertEquals(0, bound.logits(context(1)).values()[0]);
        assertEquals(1, session.costs().getLast().passes());
    }

    @Test
    void aCheckedExceptionOfAModelEndsTheWaitToo() {
        Model bound = session.bind(new FunctionModel("sneaky", vocabulary, at -> {
            throw SessionTest.<RuntimeException>sneaky(new IOException("gone"));
        }));
        assertThrows(IOException.class, () -> bound.logits(root).values());
        AtomicInteger failed = new AtomicInteger();
        session.branches(2, threads, i -> {
            assertThrows(IOException.class, () -> bound.logits(context(i)).values());
            failed.incrementAndGet();
        });
        assertEquals(2, failed.get());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void aFailingPassOfOneModelLeavesTheOthersAlone() {
        Model broken = session.bind(new FunctionModel("broken", vocabulary, at -> {
            throw new IllegalStateException("broken");
        }));
        session.branches(2, threads, i -> {
            if (i == 0) {
                assertThrows(IllegalStateException.class, () -> broken.logits(root).values());
            }
            walk(context(i), 2);
        });
        assertEquals(List.of(1, 2, 1), passSizes());
    }

    @Test
    void aThreadThatCannotStartCountsAsAFailedBranch() {
        AtomicInteger made = new AtomicInteger();
        ThreadFactory scarce = task -> {
            if (made.incrementAndGet() == 2) {
                throw new OutOfMemoryError("no more threads");
            }
            return threads.newThread(task);
        };
        assertThrows(OutOfMemoryError.class, () -> session.branches(3, scarce, i -> walk(context(i), 2)));
        assertEquals(List.of(2, 2), passSizes());
        walk(context(5), 1);
    }

    @Test
    void aModelIsBoundOnceAndASlotIsNewEachTime() {
        Batcher bound = session.bind(forward);
        assertSame(model, bound);
        assertNotSame(model, session.bind(model("model")));
        assertSame(root, session.root(vocabulary));
        assertNotSame(root, session.root(Vocabularies.letters(8, false)));
        int slot = session.newSlot();
        assertTrue(session.newSlot() > slot);
        assertFalse(session.cancelled());
    }
}
