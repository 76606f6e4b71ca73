package org.decant.runtime.model;

import java.util.Arrays;
import org.decant.runtime.context.Canvas;
import org.decant.runtime.context.Context;
import org.decant.runtime.tensor.Tensor;

/// What one forward pass is asked for: entries, each of them a context and either a row to write its next-token logits
/// to or an observation to make. Contexts come in order of length; one may come several times.
public final class Pass {
    private Context[] contexts = new Context[16];
    private double[][] rows = new double[16][];
    /// Null as long as nothing is to be observed; so most passes are.
    private Observation[] observations;
    private Tensor[] seen;
    private int size;
    private int positions;

    /// The number of entries.
    public int size() {
        return size;
    }

    public Context context(int index) {
        return contexts[index];
    }

    /// The row of natural-log, unnormalised scores to fill, one for each token of the vocabulary; null where an
    /// observation is asked for.
    public double[] row(int index) {
        return rows[index];
    }

    /// What is to be observed; null where logits are asked for. Only models that have the capability are asked.
    public Observation observation(int index) {
        return observations == null ? null : observations[index];
    }

    /// Whether anything is to be observed.
    public boolean observes() {
        return observations != null;
    }

    /// Gives what was observed.
    public void show(int index, Tensor what) {
        seen[index] = what;
    }

    /// Tells how many positions the pass went through: the contexts, and what before them had to be computed too.
    public void tellPositions(int computed) {
        positions = computed;
    }

    void add(Context context, double[] row) {
        if (size == contexts.length) {
            contexts = Arrays.copyOf(contexts, 2 * size);
            rows = Arrays.copyOf(rows, 2 * size);
            if (observations != null) {
                observations = Arrays.copyOf(observations, 2 * size);
                seen = Arrays.copyOf(seen, 2 * size);
            }
        }
        contexts[size] = context;
        rows[size++] = row;
    }

    void add(Context context, Observation observation) {
        if (observations == null) {
            observations = new Observation[contexts.length];
            seen = new Tensor[contexts.length];
        }
        add(context, (double[]) null);
        observations[size - 1] = observation;
    }

    Tensor seen(int index) {
        return seen[index];
    }

    /// The number of different contexts; each hole of a canvas is one.
    int contexts() {
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (observation(i) instanceof Observation.Holes(Canvas canvas)) {
                count += canvas.holes().length;
            } else {
                count += i == 0 || contexts[i] != contexts[i - 1] ? 1 : 0;
            }
        }
        return count;
    }

    /// Positions that were computed: as many as contexts where the model does not tell.
    int positions() {
        return Math.max(positions, contexts());
    }

    void clear() {
        Arrays.fill(contexts, 0, size, null);
        Arrays.fill(rows, 0, size, null);
        observations = null;
        seen = null;
        size = 0;
        positions = 0;
    }
}
