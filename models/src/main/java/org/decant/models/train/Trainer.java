package org.decant.models.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Changes parameters, step by step. Each thread has a network and a gradient of its own; which batches of a step it
/// takes, and the order in which gradients are added up, are fixed, so that a training can be repeated exactly.
final class Trainer implements AutoCloseable {
    /// The loss behind the first layers is taken of one batch in so many, as its output costs as much as two layers.
    private static final int EXIT_EVERY = 2;

    private final Recipe recipe;
    private final Layout layout;
    private final Teacher teacher;
    private final long seed;
    private final Worker[] workers;
    private final ExecutorService threads;

    /// A trained model that another one learns from.
    record Teacher(Layout layout, float[] parameters) {}

    /// The losses of a step.
    ///
    /// @param sums     behind the last layer
    /// @param exitSums behind the first half, null where they were not taken
    record Losses(Scores sums, Scores exitSums) {}

    private final class Worker {
        final Network network = new Network(layout, recipe.objective().causal(), recipe.passTokens());
        final Network teaching = teacher == null ? null
                : new Network(teacher.layout, recipe.objective().causal(), recipe.passTokens());
        final float[] gradient = new float[layout.size()];
        Scores sums;
        Scores exitSums;

        void begin() {
            sums = new Scores();
            exitSums = new Scores();
        }

        void forward(float[] parameters, Batch batch, BitSet skipped) {
            if (teaching != null) {
                teaching.forward(teacher.parameters, batch, new BitSet());
                teaching.beginScores();
            }
            network.forward(parameters, batch, skipped);
        }
    }

    /// @param teacher null where there is none
    Trainer(Recipe recipe, Layout layout, Teacher teacher, long seed, int threadCount) {
        this.recipe = recipe;
        this.layout = layout;
        this.teacher = teacher;
        this.seed = seed;
        workers = new Worker[threadCount];
        for (int i = 0; i < threadCount; i++) {
            workers[i] = new Worker();
        }
        threads = Executors.newFixedThreadPool(threadCount, Thread.ofPlatform().daemon().name("trainer-", 1).factory());
    }

    /// Changes the parameters of `state` by what is learnt from the batches.
    ///
    /// @param rate the size of the step
    Losses step(TrainingState state, AdamW optimizer, List<Batch> batches, double rate) {
        double factor = 1 / batches.stream().mapToDouble(Batch::weight).sum();
        OutputHead.Loss exitLoss = new OutputHead.Loss(factor * recipe.exitWeight() * EXIT_EVERY, null, 0);
        run(worker -> {
            Worker w = workers[worker];
            w.begin();
            Arrays.fill(w.gradient, 0);
            for (int i = worker; i < batches.size(); i += workers.length) {
                w.forward(state.parameters(), batches.get(i), skipped(state.steps(), i));
                w.network.learn(new OutputHead.Loss(factor, w.teaching, recipe.teacherShare()),
                        i % EXIT_EVERY == 0 ? recipe.exit() : 0, exitLoss, w.gradient, w.sums, w.exitSums);
            }
        });
        for (int i = 1; i < workers.length; i++) {
            Lanes.add(workers[i].gradient, 0, workers[0].gradient, 0, layout.size());
        }
        long tokens = batches.stream().mapToLong(Batch::size).sum();
        state.stepped(tokens);
        optimizer.step(state.parameters(), workers[0].gradient, rate, state.steps());
        return losses();
    }

    /// The losses of the batches with all layers.
    Losses evaluate(float[] parameters, List<Batch> batches) {
        run(worker -> {
            Worker w = workers[worker];
            w.begin();
            OutputHead.Loss loss = new OutputHead.Loss(1, w.teaching, 0);
            for (int i = worker; i < batches.size(); i += workers.length) {
                w.forward(parameters, batches.get(i), new BitSet());
                w.network.losses(layout.shape().layers(), loss, w.sums);
                if (recipe.exit() > 0) {
                    w.network.losses(recipe.exit(), loss, w.exitSums);
                }
            }
        });
        return losses();
    }

    private Losses losses() {
        Scores sums = new Scores();
        Scores exitSums = new Scores();
        for (Worker worker : workers) {
            sums.add(worker.sums);
            exitSums.add(worker.exitSums);
        }
        return new Losses(sums, recipe.exit() > 0 ? exitSums : null);
    }

    /// The layers that a pass leaves out (Huang et al., 2016).
    private BitSet skipped(long step, int pass) {
        BitSet skipped = new BitSet();
        if (recipe.layerDropout() > 0) {
            SplittableRandom random = new SplittableRandom(seed * 31 + step * 1_000_003 + pass);
            int last = layout.shape().layers() - 1;
            for (int layer = 1; layer <= last; layer++) {
                if (random.nextDouble() < recipe.layerDropout() * layer / last) {
                    skipped.set(layer);
                }
            }
        }
        return skipped;
    }

    private interface Work {
        void run(int worker);
    }

    private void run(Work work) {
        List<Callable<Void>> calls = new ArrayList<>();
        for (int i = 0; i < workers.length; i++) {
            int worker = i;
            calls.add(() -> {
                work.run(worker);
                return null;
            });
        }
        try {
            for (Future<Void> done : threads.invokeAll(calls)) {
                done.get();
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
