package org.decant.runtime.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.decant.runtime.context.Canvas;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.run.ModelCost;
import org.decant.runtime.run.Session;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.trace.Answer;
import org.decant.runtime.trace.TraceEvent;

/// A forward model within a session. Calls stay pending until a value is read; then all pending calls run as one pass.
/// Results are remembered at their contexts, the oldest forgotten when a budget is passed.
public final class Batcher extends Model {
    /// Numbers remembered for one model, all contexts together: 64 MiB of float64.
    private static final long REMEMBERED_NUMBERS = 8L << 20;
    /// Logits of at least as many contexts are remembered.
    private static final long REMEMBERED_CONTEXTS = 256;

    private final ForwardModel model;
    private final Session session;
    private final int slot;
    /// Where observations are remembered; -1 as long as there was none.
    private int observedSlot = -1;
    private final ModelCost cost;
    private final Pass pass = new Pass();
    private final ForwardModel.Passes passes;
    private final long rememberedLimit;
    /// Guarded by this.
    private List<PendingCall> pending = new ArrayList<>();
    /// The calls of each pass that is remembered, the oldest pass first.
    private final ArrayDeque<List<PendingCall>> remembered = new ArrayDeque<>();
    private long rememberedNumbers;

    public Batcher(ForwardModel model, Session session) {
        super(model.name(), model.vocabulary());
        this.model = model;
        this.session = session;
        this.slot = session.newSlot();
        this.cost = model.whole() == model ? new ModelCost(model.name())
                : new ModelCost(model.name(), session.bind(model.whole()).cost());
        this.passes = model.open(session);
        this.rememberedLimit = Math.max(REMEMBERED_CONTEXTS * model.vocabulary().size(), REMEMBERED_NUMBERS);
    }

    public ForwardModel forwardModel() {
        return model;
    }

    public ModelCost cost() {
        return cost;
    }

    @Override
    public Batcher forward() {
        return this;
    }

    @Override
    public Model over(Batcher other) {
        return other;
    }

    /// The batcher of another forward model in the same session.
    public Batcher beside(ForwardModel other) {
        return session.bind(other);
    }

    @Override
    protected Logits call(Context context) {
        checkContext(context);
        synchronized (context) {
            if (context.slot(slot) instanceof ForwardCall known) {
                return known.logits;
            }
            ForwardCall made = new ForwardCall(context);
            context.setSlot(slot, made);
            await(made);
            return made.logits;
        }
    }

    @Override
    public void issue(Context context) {
        call(context);
    }

    /// What a pass shows at each of `contexts`, all of them of one pass with the calls that are pending. It stays
    /// remembered as logits do.
    ///
    /// @throws DecantException where the model lacks the capability, or has no such layer
    public List<Tensor> observe(List<Context> contexts, Observation observation) {
        List<Supplier<Tensor>> calls = contexts.stream().map(context -> observed(context, observation)).toList();
        return calls.stream().map(Supplier::get).toList();
    }

    /// What a pass shows at a context; pending until it is read.
    ///
    /// @throws DecantException as [#observe]
    Supplier<Tensor> observed(Context context, Observation observation) {
        switch (observation) {
            case Observation.HiddenState(int layer) -> Capability.checkLayer(model, layer, 0,
                    Capability.HIDDEN_STATES.of(model).layers());
            case Observation.FinalState() -> Capability.HIDDEN_STATES.of(model);
            case Observation.Attention(int layer) -> checkAttention(layer);
            case Observation.Queries(int layer) -> checkAttention(layer);
            case Observation.Holes ignored -> Capability.CANVASES.of(model);
        }
        checkVocabulary(context);
        checkContext(context);
        return observedCall(context, observation)::value;
    }

    /// The model's draft heads, the first one first.
    ///
    /// @throws DecantException where it has none
    public List<Model> draftHeads() {
        return IntStream.rangeClosed(1, headAccuracy().size())
                .<Model>mapToObj(number -> new DraftHead(this, Capability.FORESIGHT.of(model), number)).toList();
    }

    /// See [ForeseeingModel#headAccuracy].
    ///
    /// @throws DecantException where it has none
    public List<List<Double>> headAccuracy() {
        List<List<Double>> accuracy = Capability.FORESIGHT.of(model).headAccuracy();
        if (accuracy.isEmpty()) {
            throw Capability.FORESIGHT.lackedBy(model);
        }
        return accuracy;
    }

    private void checkAttention(int layer) {
        Capability.checkLayer(model, layer, 1, Capability.ATTENTION_WEIGHTS.of(model).layers());
    }

    /// Remembered as observations are.
    @Override
    public List<Logits> logits(Canvas canvas) {
        Capability.CANVASES.of(model);
        Context context = canvas.context();
        checkVocabulary(context);
        checkContext(context);
        if (context.length() + canvas.size() > model.window()) {
            throw new DecantException("the canvas has " + canvas.size() + " places behind " + context.length()
                    + " tokens, the model " + name() + " can look at " + model.window(),
                    "shorten the prompt or the canvas");
        }
        int holes = canvas.holes().length;
        if (holes == 0) {
            return List.of();
        }
        ObservedCall call = observedCall(context, new Observation.Holes(canvas));
        List<Logits> logits = new ArrayList<>(holes);
        for (int i = 0; i < holes; i++) {
            int hole = i;
            logits.add(new Logits(vocabulary(), () -> call.value().row(hole).values()));
        }
        return logits;
    }

    @SuppressWarnings("unchecked")
    private ObservedCall observedCall(Context context, Observation observation) {
        int observed = observedSlot();
        synchronized (context) {
            var known = (Map<Observation, ObservedCall>) context.slot(observed);
            if (known == null) {
                known = HashMap.newHashMap(2);
                context.setSlot(observed, known);
            }
            return known.computeIfAbsent(observation, _ -> {
                ObservedCall made = new ObservedCall(context, observation);
                await(made);
                return made;
            });
        }
    }

    private synchronized int observedSlot() {
        if (observedSlot < 0) {
            observedSlot = session.newSlot();
        }
        return observedSlot;
    }

    private synchronized void await(PendingCall call) {
        pending.add(call);
    }

    private void checkContext(Context context) {
        if (context.length() > model.window()) {
            throw new DecantException("the context has " + context.length() + " tokens, the model " + name()
                    + " can look at " + model.window(), "shorten the prompt or write fewer tokens");
        }
        if (context.mixed()) {
            Capability.MIXTURE_INPUT.of(model);
        }
    }

    /// Runs every pending call as one pass, shorter contexts first. The session sees to it that one thread at a time
    /// does, and that none makes calls meanwhile.
    public void runPending() {
        List<PendingCall> calls;
        synchronized (this) {
            calls = pending;
            pending = new ArrayList<>();
        }
        if (calls.isEmpty()) {
            return;
        }
        // Branches make their calls in the scheduler's order, which must not show: not even in how rounding falls out.
        calls.sort((a, b) -> a.compareTo(b));
        try {
            for (PendingCall call : calls) {
                call.addTo(pass);
            }
            long start = System.nanoTime();
            passes.run(pass);
            long time = System.nanoTime() - start;
            // The shortest context runs all the layers that the others run.
            cost.countPass(pass.contexts(), pass.positions(), time, model.share(pass.context(0).length()));
            for (int i = 0; i < calls.size(); i++) {
                calls.get(i).take(pass, i);
            }
            if (session.trace() != null) {
                session.trace().tell(new TraceEvent.Passed(name(), pass.contexts(),
                        calls.stream().map(PendingCall::answer).toList(), time));
            }
            remember(calls);
        } catch (Throwable failure) {
            // The branches that wait for these calls throw it, each at the place in the script that asked.
            for (PendingCall call : calls) {
                call.forget();
                call.failure = failure;
            }
        } finally {
            pass.clear();
        }
    }

    /// Forgets whole passes, the oldest first, so that what is remembered depends on what was asked and not on who came
    /// first. The newest is kept whatever its size: it was run to be read.
    private void remember(List<PendingCall> calls) {
        remembered.add(calls);
        rememberedNumbers += numbers(calls);
        while (rememberedNumbers > rememberedLimit && remembered.size() > 1) {
            List<PendingCall> oldest = remembered.remove();
            rememberedNumbers -= numbers(oldest);
            oldest.forEach(PendingCall::forget);
        }
    }

    private static long numbers(List<PendingCall> calls) {
        long sum = 0;
        for (PendingCall call : calls) {
            sum += call.numbers();
        }
        return sum;
    }

    /// Something asked of a context, pending until its value is there.
    private abstract class PendingCall {
        final Context context;
        private volatile Throwable failure;

        PendingCall(Context context) {
            this.context = context;
        }

        abstract void addTo(Pass next);

        abstract void take(Pass done, int index);

        /// What it was answered, for a trace.
        abstract Answer answer();

        /// Lets the context know of it no more.
        abstract void forget();

        /// How many numbers it keeps.
        abstract long numbers();

        abstract boolean there();

        /// The order of a pass: shorter contexts first, canvases behind the same context by what stands in them.
        int compareTo(PendingCall other) {
            return context.compareByLength(other.context);
        }

        /// Returns when the value is there.
        final void force() {
            while (!there()) {
                if (failure != null) {
                    throw sneaky(failure);
                }
                session.force(Batcher.this, this::ready);
            }
        }

        private boolean ready() {
            return there() || failure != null;
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
            throw (T) failure;
        }
    }

    /// One call of the model.
    private final class ForwardCall extends PendingCall implements Logits.Source {
        private final Logits logits;
        private volatile double[] values;

        ForwardCall(Context context) {
            super(context);
            this.logits = new Logits(vocabulary(), this);
        }

        @Override
        public double[] values() {
            force();
            return values;
        }

        @Override
        void addTo(Pass next) {
            next.add(context, new double[vocabulary().size()]);
        }

        @Override
        void take(Pass done, int index) {
            values = done.row(index);
        }

        @Override
        Answer answer() {
            return Answer.Scores.of(context, values);
        }

        @Override
        void forget() {
            context.setSlot(slot, null);
        }

        @Override
        long numbers() {
            return values.length;
        }

        @Override
        boolean there() {
            return values != null;
        }
    }

    /// One observation.
    private final class ObservedCall extends PendingCall {
        private final Observation observation;
        private volatile Tensor value;

        ObservedCall(Context context, Observation observation) {
            super(context);
            this.observation = observation;
        }

        Tensor value() {
            force();
            return value;
        }

        @Override
        int compareTo(PendingCall other) {
            int order = super.compareTo(other);
            return order == 0 && observation instanceof Observation.Holes(Canvas mine)
                    && other instanceof ObservedCall call && call.observation instanceof Observation.Holes(Canvas its)
                    ? mine.compareTo(its) : order;
        }

        @Override
        void addTo(Pass next) {
            next.add(context, observation);
        }

        @Override
        void take(Pass done, int index) {
            value = done.seen(index);
        }

        @Override
        Answer answer() {
            return observation instanceof Observation.Holes(Canvas canvas) ? Answer.Filling.of(canvas, value)
                    : new Answer.Observed(context);
        }

        @Override
        void forget() {
            synchronized (context) {
                if (context.slot(observedSlot()) instanceof Map<?, ?> known) {
                    known.remove(observation);
                }
            }
        }

        @Override
        long numbers() {
            return value.size();
        }

        @Override
        boolean there() {
            return value != null;
        }
    }
}
