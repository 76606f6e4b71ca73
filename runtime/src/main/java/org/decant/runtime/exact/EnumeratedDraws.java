package org.decant.runtime.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.distribution.UndrawnNoise;
import org.decant.runtime.model.Model;
import org.decant.runtime.random.CodePoint;
import org.decant.runtime.random.Draws;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Random choices that are gone through one by one: a run makes the choices of a path, then the first possible ones, and
/// [#next] moves on to the next path, as an odometer does. Choices of probability 0 are skipped, certain ones cost nothing.
final class EnumeratedDraws implements Draws {
    private int[] path = new int[32];
    private double[][] weights = new double[32][];
    private double[] totals = new double[32];
    private int length;
    private int position;
    private int fixed;
    private List<Resumed> resumed = List.of();
    private int checkpoints;
    /// Whether the run holds, or held, something that stands for numbers which are not drawn.
    private boolean undrawn;
    private final Draws within = new Within();

    /// A loop of the way to a state, whose values are put in when the way comes there.
    ///
    /// @param choices how many choices lead to it
    record Resumed(StateReached.State state, int choices) {}

    /// A way to a state: choices from the beginning of the run, and the loops at which it goes on from values that were
    /// reached before. The last of them is the state itself.
    record Way(int[] choices, List<Resumed> resumed) {
        static final Way START = new Way(new int[0], List.of());
    }

    /// Starts over with paths that go a way first.
    void restart(Way way) {
        ensure(way.choices.length);
        System.arraycopy(way.choices, 0, path, 0, way.choices.length);
        Arrays.fill(weights, null);
        length = way.choices.length;
        fixed = way.choices.length;
        resumed = way.resumed;
        rewind();
    }

    private void rewind() {
        position = 0;
        checkpoints = 0;
        undrawn = false;
    }

    /// The way to the state that the run has just reached: where the way here went through the same loop already, that one
    /// with other values, so that ways stay short.
    Way wayTo(StateReached.State state) {
        List<Resumed> loops = new ArrayList<>();
        for (Resumed earlier : resumed) {
            if (earlier.state.place().equals(state.place())) {
                loops.add(new Resumed(state, earlier.choices));
                return new Way(Arrays.copyOf(path, earlier.choices), loops);
            }
            loops.add(earlier);
        }
        loops.add(new Resumed(state, position));
        return new Way(choices(), loops);
    }

    /// Moves on to the next path; false where all have been taken.
    boolean next() {
        length = Math.max(position, fixed);
        while (length > fixed) {
            int last = length - 1;
            int option = nextPossible(weights[last], path[last] + 1);
            if (option >= 0) {
                path[last] = option;
                rewind();
                return true;
            }
            length--;
            weights[length] = null;
        }
        return false;
    }

    /// The probability of the choices made since the way here.
    double probability() {
        double probability = 1;
        for (int i = fixed; i < position; i++) {
            probability *= weights[i][path[i]] / totals[i];
        }
        return probability;
    }

    /// The choices made so far.
    int[] choices() {
        return Arrays.copyOf(path, position);
    }

    @Override
    public int choose(double[] options) {
        double total = 0;
        int possible = 0;
        int only = -1;
        for (int i = 0; i < options.length; i++) {
            if (options[i] > 0) {
                total += options[i];
                possible++;
                only = i;
            }
        }
        if (possible == 0) {
            throw new IllegalArgumentException("no weight is positive");
        }
        if (possible == 1) {
            return only;
        }
        if (position == length) {
            ensure(position + 1);
            path[position] = nextPossible(options, 0);
            length++;
        } else if (weights[position] != null ? !Arrays.equals(weights[position], options)
                : path[position] >= options.length || !(options[path[position]] > 0)) {
            throw new DecantException("the run is not determined by its random choices: repeated with the same ones, it came"
                    + " to another choice", "a model or function that it uses gives different values for the same question");
        }
        weights[position] = options;
        totals[position] = total;
        return path[position++];
    }

    private static int nextPossible(double[] options, int from) {
        for (int i = from; i < options.length; i++) {
            if (options[i] > 0) {
                return i;
            }
        }
        return -1;
    }

    private void ensure(int size) {
        if (size > path.length) {
            path = Arrays.copyOf(path, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
            totals = Arrays.copyOf(totals, 2 * size);
        }
    }

    @Override
    public Token sample(Dist dist) {
        return dist.vocabulary().token(choose(dist.probabilities()));
    }

    @Override
    public boolean flip(double p) {
        return choose(new double[] {p, 1 - p}) == 0;
    }

    @Override
    public double uniform() {
        throw new DecantException("`uniform()` has infinitely many outcomes, which cannot be enumerated",
                "write what the number decides: `flip(p)` for `uniform() < p`, `sample(weights)` for a choice among several");
    }

    @Override
    public double[] gumbel(int count) {
        throw new DecantException("Gumbel noise has infinitely many outcomes, which cannot be enumerated",
                "write what it decides: `sample(softmax(x))` for `argmax(x + gumbel(x))`, and a draw without replacement for"
                        + " the tokens of the largest sums");
    }

    @Override
    public Logits gumbel(Vocabulary vocabulary) {
        undrawn = true;
        return UndrawnNoise.of(vocabulary, this::sample);
    }

    @Override
    public Logits gumbel(Dist scores, Token largest) {
        undrawn = true;
        return UndrawnNoise.given(scores, largest, this::sample);
    }

    @Override
    public CodePoint[] codePoints(int count) {
        undrawn = true;
        return UndrawnShift.points(count, this::choose);
    }

    @Override
    public int[] shuffle(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        for (int i = 0; i < count - 1; i++) {
            double[] equal = new double[count - i];
            Arrays.fill(equal, 1);
            int j = i + choose(equal);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    @Override
    public boolean enumerated() {
        return true;
    }

    @Override
    public void checkpoint(Object place, Resumable loop) {
        if (undrawn && !loop.save().stream().allMatch(EnumeratedDraws::isDrawn)) {
            return;
        }
        if (checkpoints == resumed.size()) {
            throw new StateReached(new StateReached.State(place, loop.save()));
        }
        StateReached.State state = resumed.get(checkpoints++).state;
        if (!state.place().equals(place)) {
            throw new IllegalStateException("the way to a state leads elsewhere");
        }
        loop.restore(state.values());
    }

    /// Whether a value is as it was made, whatever is asked of it. What stands for numbers that are not drawn is not: the answers
    /// are part of it, so a state that held it would not be the same for every run that goes on from it.
    private static boolean isDrawn(Object value) {
        return switch (value) {
            case null -> true;
            case Number _, Boolean _, String _, Token _, Context _, Dist _, Tensor _, Model _ -> true;
            case Logits logits -> logits.drawn();
            case List<?> list -> list.stream().allMatch(EnumeratedDraws::isDrawn);
            case Tuple tuple -> Arrays.stream(tuple.elements()).allMatch(EnumeratedDraws::isDrawn);
            case RecordValue known -> Arrays.stream(known.values()).allMatch(EnumeratedDraws::isDrawn);
            default -> false;
        };
    }

    @Override
    public Draws within() {
        return within;
    }

    /// Branches run in turn under enumeration, so they share this one sequence of choices.
    @Override
    public Draws[] branches(int count) {
        return within.branches(count);
    }

    /// The choices of a branch, or of a strategy run by another: its loops are no checkpoints, since what goes on around them
    /// is not part of their state.
    private final class Within implements Draws {
        @Override
        public Token sample(Dist dist) {
            return EnumeratedDraws.this.sample(dist);
        }

        @Override
        public boolean flip(double p) {
            return EnumeratedDraws.this.flip(p);
        }

        @Override
        public int choose(double[] options) {
            return EnumeratedDraws.this.choose(options);
        }

        @Override
        public double uniform() {
            return EnumeratedDraws.this.uniform();
        }

        @Override
        public double[] gumbel(int count) {
            return EnumeratedDraws.this.gumbel(count);
        }

        @Override
        public Logits gumbel(Vocabulary vocabulary) {
            return EnumeratedDraws.this.gumbel(vocabulary);
        }

        @Override
        public Logits gumbel(Dist scores, Token largest) {
            return EnumeratedDraws.this.gumbel(scores, largest);
        }

        @Override
        public CodePoint[] codePoints(int count) {
            return EnumeratedDraws.this.codePoints(count);
        }

        @Override
        public int[] shuffle(int count) {
            return EnumeratedDraws.this.shuffle(count);
        }

        @Override
        public Draws[] branches(int count) {
            Draws[] branches = new Draws[count];
            Arrays.fill(branches, this);
            return branches;
        }

        @Override
        public boolean enumerated() {
            return true;
        }
    }
}
