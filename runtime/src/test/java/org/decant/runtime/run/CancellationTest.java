package org.decant.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.decant.runtime.context.Context;
import org.decant.runtime.fixture.FunctionModel;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.model.Model;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Cancelling a session ends its branches wherever they are. A hang shows as a timeout, on a thread of its own because
/// waits cannot be interrupted.
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CancellationTest {
    private final ThreadFactory threads = Thread.ofVirtual().factory();
    private final Vocabulary vocabulary = Vocabularies.letters(8, false);
    private final FunctionModel forward = flat();
    private final Session session = new Session();
    private final Model model = session.bind(forward);
    private final Context root = session.root(vocabulary);

    private FunctionModel flat() {
        return new FunctionModel("flat", vocabulary, at -> new double[8]);
    }

    private Context context(int id) {
        return root.plus(vocabulary.token(id));
    }

    @Test
    void cancellingEndsABranchThatWaitsForABusyOne() throws InterruptedException {
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Thread canceller = threads.newThread(() -> {
            awaitQuietly(waits);
            sleep(20); // so that the branch is likely in its wait; the test holds either way
            session.cancel();
        });
        canceller.start();
        assertThrows(CancellationException.class, () -> session.branches(2, threads, i -> {
            if (i == 0) {
                waits.countDown();
                assertThrows(CancellationException.class, () -> model.logits(context(0)).values());
                cancelled.countDown();
            } else {
                awaitQuietly(cancelled); // busy until the other has been cancelled
                model.logits(context(1)).values();
            }
        }));
        assertEquals(List.of(), forward.passes());
        assertTrue(session.cancelled());
        assertThrows(CancellationException.class, () -> model.logits(context(4)).values());
        canceller.join();
    }

    @Test
    void cancellingDuringAPassEndsTheOthersAtOnce() throws InterruptedException {
        CountDownLatch inPass = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(2);
        Model slow = session.bind(new FunctionModel("slow", vocabulary, at -> {
            inPass.countDown();
            awaitQuietly(others); // the pass ends only when the other branches have been cancelled
            return new double[8];
        }));
        Thread canceller = threads.newThread(() -> {
            awaitQuietly(inPass);
            session.cancel();
        });
        canceller.start();
        AtomicInteger cancelled = new AtomicInteger();
        session.branches(3, threads, i -> {
            assertThrows(CancellationException.class, () -> slow.logits(context(i)).values());
            others.countDown();
            cancelled.incrementAndGet();
        });
        assertEquals(3, cancelled.get());
        canceller.join();
    }

    @Test
    void cancellingManyTimesNeverHangs() {
        for (int repetition = 0; repetition < 200; repetition++) {
            Session fresh = new Session();
            Model bound = fresh.bind(flat());
            Context from = fresh.root(vocabulary);
            int delay = repetition % 20;
            Thread canceller = threads.newThread(() -> {
                for (int i = 0; i < delay; i++) {
                    Thread.yield();
                }
                fresh.cancel();
            });
            canceller.start();
            assertThrows(CancellationException.class, () -> fresh.branches(3, threads, i -> {
                for (Context at = from.plus(vocabulary.token(i));; at = at.plus(vocabulary.token(0))) {
                    bound.logits(at).values();
                }
            }));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("waited too long");
            }
        } catch (InterruptedException interruption) {
            throw new AssertionError(interruption);
        }
    }

    private static void sleep(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException interruption) {
            throw new AssertionError(interruption);
        }
    }
}
