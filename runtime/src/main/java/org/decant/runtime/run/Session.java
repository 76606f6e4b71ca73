package org.decant.runtime.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.trace.Trace;
import org.decant.runtime.vocabulary.Vocabulary;

/// What runs share: one prefix tree per vocabulary, one batcher per model, and the branches that are alive.
///
/// A branch that reads the value of a pending model call waits. When every live branch waits, the pending calls of all
/// models that are waited for run, each model's as one pass, and the branches go on. With a single branch (no parallel
/// construct running) reading a value runs the pass at once.
public final class Session {
    private final Map<Vocabulary, Context> roots = new IdentityHashMap<>();
    private final Map<ForwardModel, Batcher> batchers = new IdentityHashMap<>();
    private final List<Batcher> order = new ArrayList<>();
    private final Map<Object, Integer> namedSlots = new HashMap<>();
    private int slots;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition passed = lock.newCondition();
    private final Set<Batcher> wanted = new HashSet<>();
    /// Branches that are neither finished nor joining branches of their own; at rest, the one main branch.
    private int live = 1;
    private int waiting;
    /// Counts completed rounds of passes, so that a waiting branch knows its round is over.
    private long round;
    private volatile boolean cancelled;
    private boolean inTurn;
    private final Trace trace;

    public Session() {
        this(null);
    }

    /// @param trace hears what happens in the runs of the session; null where nobody does
    public Session(Trace trace) {
        this.trace = trace;
    }

    /// Hears what happens; null where nobody does.
    public Trace trace() {
        return trace;
    }

    /// Makes branches run one after another, in order, on the thread that starts them: random choices then come in one
    /// order, as enumeration needs. Results stay the same; branches no longer share passes.
    public void runBranchesInTurn() {
        inTurn = true;
    }

    /// The batcher of a model here; the same forward model gives the same one.
    public synchronized Batcher bind(ForwardModel model) {
        Batcher known = batchers.get(model);
        if (known == null) {
            known = new Batcher(model, this);
            batchers.put(model, known);
            order.add(known);
        }
        return known;
    }

    /// The empty context of `vocabulary`.
    public synchronized Context root(Vocabulary vocabulary) {
        return roots.computeIfAbsent(vocabulary, Context::root);
    }

    /// A new number for what is remembered at contexts; see [Context#slot].
    public synchronized int newSlot() {
        return slots++;
    }

    /// The slot number for a purpose, the same for equal purposes.
    public synchronized int slotFor(Object purpose) {
        return namedSlots.computeIfAbsent(purpose, made -> newSlot());
    }

    /// What each model has cost so far, in the order the models were bound.
    public synchronized List<ModelCost> costs() {
        return order.stream().map(Batcher::cost).toList();
    }

    /// Makes every model call from now on, and every one waited for, end with a CancellationException. A pass that is
    /// running comes to its end, unless its model asks for [#cancelled].
    public void cancel() {
        lock.lock();
        try {
            cancelled = true;
            passed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public boolean cancelled() {
        return cancelled;
    }

    /// Called by a branch that reads a pending value of `batcher`: returns when a pass has run that may have made it.
    public void force(Batcher batcher, BooleanSupplier ready) {
        lock.lock();
        try {
            checkCancelled();
            if (ready.getAsBoolean()) {
                return;
            }
            wanted.add(batcher);
            waiting++;
            if (waiting == live) {
                runRound();
            } else {
                long mine = round;
                while (round == mine && !cancelled) {
                    passed.awaitUninterruptibly();
                }
            }
            checkCancelled();
        } finally {
            lock.unlock();
        }
    }

    private void checkCancelled() {
        if (cancelled) {
            throw new CancellationException();
        }
    }

    /// Runs the passes that all live branches wait for. The lock is let go meanwhile, so that a cancellation gets
    /// through: nobody else starts a round, because every branch waits, and after a cancellation none is started.
    private void runRound() {
        Set<Batcher> asked = Set.copyOf(wanted);
        wanted.clear();
        lock.unlock();
        try {
            inOrder(asked).forEach(Batcher::runPending);
        } finally {
            lock.lock();
            waiting = 0;
            round++;
            passed.signalAll();
        }
    }

    /// In the order the models were bound, not the one in which branches came to wait: that is up to the scheduler.
    private synchronized List<Batcher> inOrder(Set<Batcher> asked) {
        return order.stream().filter(asked::contains).toList();
    }

    /// Runs `count` branches side by side, each on a thread of `threads`, and returns when all have ended.
    ///
    /// If branches fail, the failure of the first in order is thrown.
    public void branches(int count, ThreadFactory threads, IntConsumer branch) {
        if (inTurn) {
            for (int i = 0; i < count; i++) {
                branch.accept(i);
            }
            return;
        }
        if (count == 0) {
            return;
        }
        Throwable[] failures = new Throwable[count];
        List<Thread> started = new ArrayList<>(count);
        // The parent gives its place to the first branch, and gets it back from the last one to end.
        AtomicInteger running = new AtomicInteger(count);
        changeLive(count - 1);
        for (int i = 0; i < count; i++) {
            int index = i;
            try {
                Thread thread = threads.newThread(() -> {
                    try {
                        branch.accept(index);
                    } catch (Throwable failure) {
                        failures[index] = failure;
                    } finally {
                        finishBranch(running);
                    }
                });
                thread.start();
                started.add(thread);
            } catch (RuntimeException | Error failure) { // it never ran, but its place is given
                failures[index] = failure;
                finishBranch(running);
            }
        }
        started.forEach(Session::join);
        for (Throwable failure : failures) {
            if (failure != null) {
                throw sneaky(failure);
            }
        }
    }

    private void changeLive(int change) {
        lock.lock();
        try {
            live += change;
        } finally {
            lock.unlock();
        }
    }

    private void finishBranch(AtomicInteger running) {
        if (running.decrementAndGet() == 0) {
            return; // its place is the parent's again
        }
        lock.lock();
        try {
            live--;
            if (waiting > 0 && waiting == live && !cancelled) {
                runRound();
            }
        } finally {
            lock.unlock();
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException interruption) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
        throw (T) failure;
    }
}
