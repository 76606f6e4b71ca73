package org.decant.runtime.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.run.ModelCost;
import org.decant.runtime.run.Session;

/// A forward model within a session. Calls stay pending until a value is read; then all pending calls run as one pass.
/// Results are remembered at their contexts, the oldest forgotten when a budget is passed.
public final class Batcher extends Model {
    /// Numbers remembered for one model, all contexts together: 64 MiB of float64.
    private static final long REMEMBERED_NUMBERS = 8L << 20;

    private final ForwardModel model;
    private final Session session;
    private final int slot;
    private final ModelCost cost;
    private final Pass pass = new Pass();
    private final ForwardModel.Passes passes;
    private final long rememberedLimit;
    /// Guarded by this.
    private List<ForwardCall> pending = new ArrayList<>();
    /// The calls of each pass that is remembered, the oldest pass first.
    private final ArrayDeque<List<ForwardCall>> remembered = new ArrayDeque<>();
    private long rememberedCalls;

    public Batcher(ForwardModel model, Session session) {
        super(model.name(), model.vocabulary());
        this.model = model;
        this.session = session;
        this.slot = session.newSlot();
        this.cost = new ModelCost(model.name());
        this.passes = model.open(session);
        this.rememberedLimit = Math.max(256, REMEMBERED_NUMBERS / model.vocabulary().size());
    }

    public ForwardModel forwardModel() {
        return model;
    }

    public ModelCost cost() {
        return cost;
    }

    @Override
    protected Logits call(Context context) {
        return forwardCall(context).logits;
    }

    @Override
    public void issue(Context context) {
        call(context);
    }

    private ForwardCall forwardCall(Context context) {
        if (context.length() > model.window()) {
            throw new DecantException("the context has " + context.length() + " tokens, the model " + name()
                    + " can look at " + model.window(), "shorten the prompt or write fewer tokens");
        }
        synchronized (context) {
            if (context.slot(slot) instanceof ForwardCall known) {
                return known;
            }
            ForwardCall made = new ForwardCall(context);
            context.setSlot(slot, made);
            synchronized (this) {
                pending.add(made);
            }
            return made;
        }
    }

    /// Runs every pending call as one pass, shorter contexts first. The session sees to it that one thread at a time
    /// does, and that none makes calls meanwhile.
    public void runPending() {
        List<ForwardCall> calls;
        synchronized (this) {
            calls = pending;
            pending = new ArrayList<>();
        }
        if (calls.isEmpty()) {
            return;
        }
        // Branches make their calls in the scheduler's order, which must not show: not even in how rounding falls out.
        calls.sort((a, b) -> compare(a.context, b.context));
        try {
            for (ForwardCall call : calls) {
                pass.add(call.context, new double[vocabulary().size()]);
            }
            passes.run(pass);
            cost.countPass(pass.size());
            for (int i = 0; i < calls.size(); i++) {
                calls.get(i).values = pass.row(i);
            }
            remember(calls);
        } catch (Throwable failure) {
            // The branches that wait for these calls throw it, each at the place in the script that asked.
            for (ForwardCall call : calls) {
                call.context.setSlot(slot, null);
                call.failure = failure;
            }
        } finally {
            pass.clear();
        }
    }

    /// By length, then by the first token that differs.
    private static int compare(Context a, Context b) {
        int order = Integer.compare(a.length(), b.length());
        if (order != 0) {
            return order;
        }
        while (a != b) {
            order = Integer.compare(a.last().id(), b.last().id());
            a = a.parent();
            b = b.parent();
        }
        return order;
    }

    /// Forgets whole passes, the oldest first, so that what is remembered depends on what was asked and not on who came
    /// first. The newest is kept whatever its size: it was run to be read.
    private void remember(List<ForwardCall> calls) {
        remembered.add(calls);
        rememberedCalls += calls.size();
        while (rememberedCalls > rememberedLimit && remembered.size() > 1) {
            List<ForwardCall> oldest = remembered.remove();
            rememberedCalls -= oldest.size();
            for (ForwardCall call : oldest) {
                call.context.setSlot(slot, null);
            }
        }
    }

    /// One call of the model, pending until its values are there.
    private final class ForwardCall implements Logits.Source {
        private final Context context;
        private final Logits logits;
        private volatile double[] values;
        private volatile Throwable failure;

        ForwardCall(Context context) {
            this.context = context;
            this.logits = new Logits(vocabulary(), this);
        }

        @Override
        public double[] values() {
            while (values == null) {
                if (failure != null) {
                    throw sneaky(failure);
                }
                session.force(Batcher.this, this::ready);
            }
            return values;
        }

        private boolean ready() {
            return values != null || failure != null;
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
            throw (T) failure;
        }
    }
}
