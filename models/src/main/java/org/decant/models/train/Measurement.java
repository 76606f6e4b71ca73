package org.decant.models.train;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// How fast products and whole steps are on this machine.
final class Measurement {
    private static final int DOCUMENT = 250;
    private static final long PRODUCT_NANOS = 400_000_000;
    private static final long STEP_NANOS = 8_000_000_000L;
    private static final int PARTS = 4;

    private Measurement() {
    }

    static void run(Recipe recipe, int threads, PrintWriter out) {
        Layout layout = new Layout(recipe.shape());
        out.println(recipe.name() + ": " + layout.size() + " parameters");
        for (Layout.Slot slot : layout.slots()) {
            if (slot.rows() > 1 && (slot == layout.embedding() || slot.name().startsWith("layer 0 "))) {
                products(slot, recipe.passTokens(), out);
            }
        }
        steps(recipe, layout, threads, out);
    }

    private static void products(Layout.Slot slot, int tokens, PrintWriter out) {
        Product product = new Product();
        View in = View.of(new float[tokens * slot.columns()], 0, tokens, slot.columns());
        View weights = slot.of(new float[slot.at() + slot.size()]);
        View result = View.of(new float[tokens * slot.rows()], 0, tokens, slot.rows());
        double operations = 2.0 * tokens * slot.size();
        out.println(String.format(Locale.ROOT, "%s, %d x %d: forward %.1f, back %.1f, weights %.1f GFLOP/s",
                slot.name(), slot.rows(), slot.columns(),
                operations / nanos(() -> product.multiply(in, weights.transposed(), result, false)),
                operations / nanos(() -> product.multiply(result, weights, in, false)),
                operations / nanos(() -> product.multiply(result.transposed(), in, weights, true))));
    }

    /// The least time of some repetitions.
    private static double nanos(Runnable work) {
        double least = Double.POSITIVE_INFINITY;
        for (int part = 0; part < PARTS; part++) {
            long begun = System.nanoTime();
            int times = 0;
            while (System.nanoTime() - begun < PRODUCT_NANOS) {
                work.run();
                times++;
            }
            least = Math.min(least, (double) (System.nanoTime() - begun) / times);
        }
        return least;
    }

    private static void steps(Recipe recipe, Layout layout, int threads, PrintWriter out) {
        Random random = new Random(1);
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < recipe.passes(); i++) {
            Batch batch = new Batch(recipe.passTokens(), recipe.shape().window());
            while (batch.add(Row.even(random.ints(DOCUMENT, 0, recipe.shape().vocabulary()).toArray()),
                    new Objective.NextToken())) {
                // until there is no room for another
            }
            batches.add(batch);
        }
        TrainingState state = TrainingState.start(layout, 1);
        AdamW optimizer = new AdamW(layout.slots(), recipe.decay(), state.means(), state.squares());
        try (Trainer trainer = new Trainer(recipe, layout, null, 1, threads)) {
            double most = 0;
            for (int part = 0; part < PARTS; part++) {
                long tokens = state.tokens();
                long begun = System.nanoTime();
                while (System.nanoTime() - begun < STEP_NANOS / PARTS) {
                    trainer.step(state, optimizer, batches, 1e-4);
                }
                most = Math.max(most, (state.tokens() - tokens) * 1e9 / (System.nanoTime() - begun));
            }
            out.println(String.format(Locale.ROOT, "steps with %d threads: %.0f tokens/s", threads, most));
        }
    }
}
