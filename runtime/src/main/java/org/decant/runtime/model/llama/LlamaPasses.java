package org.decant.runtime.model.llama;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.Pass;
import org.decant.runtime.run.Session;

/// The passes of a model in one session, with the cache of the session's prefix tree.
///
/// A pass computes the contexts it is asked for, and before them those of their ancestors that are not in the cache:
/// a prompt, what was evicted. Position 0 is the token that begins a text, where the model wants one; a context that
/// begins with that token has it there and not twice.
final class LlamaPasses implements ForwardModel.Passes {
    private final LlamaModel model;
    private final BlockForward forward;
    private final KvCache cache;
    private final int slot;
    private long number;
    private KvNode[] queue = new KvNode[256];
    private int queued;
    private final List<Context> missing = new ArrayList<>();
    /// For each entry of a pass the next one that asks for the same of the same node, logits or observations; -1 for none.
    private int[] sameNode = new int[64];
    private double[][] rows = new double[64][];
    /// What the pass computed so far.
    private int positions;

    LlamaPasses(LlamaModel model, BlockForward forward, KvCache cache, Session session) {
        this.model = model;
        this.forward = forward;
        this.cache = cache;
        this.slot = session.newSlot();
    }

    KvCache cache() {
        return cache;
    }

    @Override
    public void run(Pass pass) {
        cache.release();
        if (rows.length < pass.size()) {
            rows = new double[2 * pass.size()][];
            sameNode = new int[2 * pass.size()];
        }
        for (int i = 0; i < pass.size(); i++) {
            rows[i] = pass.row(i);
        }
        positions = 0;
        Insides insides = pass.observes() ? new Insides(pass, model, sameNode) : null;
        try {
            run(pass, insides, 0, pass.size());
            pass.tellPositions(positions);
        } finally {
            Arrays.fill(rows, 0, pass.size(), null);
        }
    }

    /// Runs the contexts `from` to `to`, in two parts where the cache cannot hold all of them at once.
    private void run(Pass pass, Insides insides, int from, int to) {
        number++;
        queued = 0;
        try {
            for (int i = from; i < to; i++) {
                plan(pass.context(i), i, pass.observation(i) != null);
            }
            if (model.plan().byPosition()) {
                Arrays.sort(queue, 0, queued, Comparator.comparingInt(node -> node.length));
            }
            if (allocate()) {
                for (int first = 0; first < queued; first += forward.block()) {
                    forward.run(model.plan(), queue, first, Math.min(forward.block(), queued - first), rows,
                            insides);
                }
                positions += queued;
                copyToSameNodes();
                return;
            }
        } catch (RuntimeException | Error failure) {
            // Rows that were given but not filled must not be taken for keys and values.
            freeQueued();
            throw failure;
        } finally {
            for (int i = 0; i < queued; i++) {
                queue[i].request = -1;
                queue[i].observed = -1;
            }
            Arrays.fill(queue, 0, queued, null);
            queued = 0;
        }
        if (to - from == 1) {
            // Rows of other contexts, in pages that this one needs too, may be in the way.
            if (pass.context(from).length() < cache.capacity() && cache.clear()) {
                run(pass, insides, from, to);
                return;
            }
            throw new DecantException("the cache of the model " + model.name() + " holds " + cache.capacity()
                    + " tokens, the context has " + pass.context(from).length(), "give the cache more memory");
        }
        int middle = (from + to) >>> 1;
        run(pass, insides, from, middle);
        run(pass, insides, middle, to);
    }

    /// Puts the node of `context` into the queue, behind those of its ancestors that are not in the cache.
    private void plan(Context context, int entry, boolean observed) {
        Context at = context;
        while (true) {
            KvNode known = (KvNode) at.slot(slot);
            if (known != null && (known.seen == number || cache.holds(known, number))) {
                break;
            }
            missing.add(at);
            if (at.length() == 0 || at.length() == 1 && !model.beginsTexts()) {
                break;
            }
            at = at.parent();
        }
        for (int i = missing.size() - 1; i >= 0; i--) {
            KvNode node = node(missing.get(i));
            node.seen = number;
            if (node.page == null) {
                enqueue(node);
            } else {
                node.page.lastUsed = number;
            }
        }
        missing.clear();
        KvNode node = node(context);
        enqueue(node);
        if (observed) {
            sameNode[entry] = node.observed;
            node.observed = entry;
        } else {
            sameNode[entry] = node.request;
            node.request = entry;
        }
    }

    private void enqueue(KvNode node) {
        if (node.queued == number) {
            return;
        }
        node.queued = number;
        if (queued == queue.length) {
            queue = Arrays.copyOf(queue, 2 * queued);
        }
        queue[queued++] = node;
    }

    private KvNode node(Context context) {
        KvNode known = (KvNode) context.slot(slot);
        if (known != null) {
            return known;
        }
        KvNode made;
        if (context.length() == 0) {
            made = new KvNode(context, cache.gone(), null, model.beginning());
        } else {
            int token = context.last().id();
            boolean first = context.length() == 1;
            if (first && model.beginsTexts() && token == model.beginning() && context.mixture() == null) {
                made = node(context.parent());
            } else {
                KvNode parent = first && !model.beginsTexts() ? null : node(context.parent());
                made = new KvNode(context, cache.gone(), parent, token);
            }
        }
        context.setSlot(slot, made);
        return made;
    }

    private boolean allocate() {
        KeySelection selection = model.plan().selection();
        for (int i = 0; i < queued; i++) {
            if (queue[i].page == null && !cache.allocate(queue[i], number)) {
                freeQueued();
                return false;
            }
            if (selection != null) {
                selection.prepare(queue[i], model.layers());
            }
        }
        return true;
    }

    private void freeQueued() {
        for (int i = 0; i < queued; i++) {
            if (queue[i].placed == number && queue[i].page != null) {
                cache.free(queue[i]);
            }
        }
    }

    private void copyToSameNodes() {
        for (int i = 0; i < queued; i++) {
            int filled = queue[i].request;
            if (filled >= 0) {
                for (int row = sameNode[filled]; row >= 0; row = sameNode[row]) {
                    System.arraycopy(rows[filled], 0, rows[row], 0, rows[filled].length);
                }
            }
        }
    }
}
