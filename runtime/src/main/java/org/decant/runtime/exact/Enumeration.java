package org.decant.runtime.exact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.decant.runtime.random.Draws;

/// The exact distribution of an experiment's outcomes, over all of its random choices.
///
/// The experiment is run again and again, each time along another path of choices. Where it tells of a checkpoint, the run
/// ends there: the state is followed from there on once, whichever ways lead to it (a representative path leads there
/// again), and the probabilities of all these ways are added before they are handed on. The number of branches is thus that
/// of distinct states times the choices between two checkpoints, not that of all paths.
///
/// @param <O> outcomes, compared by equality
public final class Enumeration<O> {
    /// Probability that goes round in loops is given up, and reported, when there is less of it than this.
    private static final double NEGLIGIBLE = 1e-18;

    /// Something random. Called many times; it must make the same choices in the same order where they come out the same.
    @FunctionalInterface
    public interface Experiment<O> {
        O run(Draws draws);
    }

    /// @param distribution the probability of each outcome, in the order they were first reached
    /// @param branches     how many runs were made
    /// @param states       how many distinct states were followed
    /// @param missing      the probability of what was not followed because the limit of branches was reached, else 0
    /// @param endless      the probability of runs that go round among states for ever
    public record Result<O>(Map<O, Double> distribution, long branches, long states, double missing, double endless) {

        public boolean complete() {
            return missing == 0;
        }
    }

    /// Where a state leads: what follows it, with which probability. The start is a state too.
    private final class Followed {
        private final EnumeratedDraws.Way way;
        private List<Step<O>> steps;
        /// The probability of the ways from here that were not followed because of the limit.
        private double missing;
        private double mass;

        Followed(EnumeratedDraws.Way way) {
            this.way = way;
        }
    }

    /// One of `outcome` and `next` is given.
    private record Step<O>(double probability, O outcome, StateReached.State next) {}

    private final Experiment<O> experiment;
    private final long branchLimit;
    private final EnumeratedDraws draws = new EnumeratedDraws();
    private final Map<StateReached.State, Followed> states = new HashMap<>();
    private final Map<O, Double> outcomes = new LinkedHashMap<>();
    private long branches;

    private Enumeration(Experiment<O> experiment, long branchLimit) {
        this.experiment = experiment;
        this.branchLimit = branchLimit;
    }

    /// Enumerates until all is followed or `branchLimit` runs have been made.
    public static <O> Result<O> of(Experiment<O> experiment, long branchLimit) {
        return new Enumeration<>(experiment, branchLimit).explore();
    }

    private Result<O> explore() {
        double missing = 0;
        double endless = 0;
        List<Followed> wave = new ArrayList<>();
        Followed start = new Followed(EnumeratedDraws.Way.START);
        start.mass = 1;
        wave.add(start);
        while (!wave.isEmpty()) {
            // Waves of states: probability is handed on from one to the next, so that a state reached in several ways
            // in the same wave is followed with all of its probability at once.
            LinkedHashMap<StateReached.State, Double> reached = new LinkedHashMap<>();
            boolean news = false;
            for (Followed state : wave) {
                news |= state.steps == null && branches < branchLimit;
                if (state.steps == null && branches >= branchLimit) {
                    missing += state.mass;
                } else {
                    follow(state);
                    missing += state.mass * state.missing;
                    for (Step<O> step : state.steps) {
                        double probability = state.mass * step.probability;
                        if (step.next == null) {
                            outcomes.merge(step.outcome, probability, Double::sum);
                        } else {
                            reached.merge(step.next, probability, Double::sum);
                        }
                    }
                }
                state.mass = 0;
            }
            // With nothing left to follow, what still goes round is not sent round for ever but calculated.
            List<Followed> known = news ? List.of() : knownFrom(reached.sequencedKeySet());
            if (!known.isEmpty()) {
                Absorption rest = absorb(known, reached);
                missing += rest.at(known.size());
                endless += rest.at(rest.nowhere());
                break;
            }
            wave = new ArrayList<>();
            for (Map.Entry<StateReached.State, Double> entry : reached.entrySet()) {
                if (entry.getValue() < NEGLIGIBLE) {
                    endless += entry.getValue();
                } else {
                    Followed next = states.get(entry.getKey());
                    next.mass = entry.getValue();
                    wave.add(next);
                }
            }
        }
        return new Result<>(outcomes, branches, states.size(), missing, endless);
    }

    /// The states that can be reached from some, in the order of a search; none where one of them is still to be followed.
    private List<Followed> knownFrom(Iterable<StateReached.State> first) {
        LinkedHashSet<Followed> found = new LinkedHashSet<>();
        first.forEach(state -> found.add(states.get(state)));
        List<Followed> search = new ArrayList<>(found);
        for (int i = 0; i < search.size(); i++) {
            Followed state = search.get(i);
            if (state.steps == null) {
                if (branches < branchLimit) {
                    return List.of();
                }
                continue;
            }
            for (Step<O> step : state.steps) {
                Followed next = step.next == null ? null : states.get(step.next);
                if (next != null && found.add(next)) {
                    search.add(next);
                }
            }
        }
        return search;
    }

    /// Moves the probability at states on to outcomes. The first end is for what the limit kept from being followed.
    private Absorption absorb(List<Followed> known, Map<StateReached.State, Double> reached) {
        Map<Followed, Integer> numbers = new HashMap<>();
        known.forEach(state -> numbers.put(state, numbers.size()));
        Map<O, Integer> ends = new LinkedHashMap<>();
        for (Followed state : known) {
            for (Step<O> step : state.steps == null ? List.<Step<O>>of() : state.steps) {
                if (step.next == null) {
                    ends.putIfAbsent(step.outcome, known.size() + 1 + ends.size());
                }
            }
        }
        Absorption rest = new Absorption(known.size(), ends.size() + 1);
        reached.forEach((state, mass) -> rest.start(numbers.get(states.get(state)), mass));
        for (Followed state : known) {
            int from = numbers.get(state);
            double left = state.steps == null ? 1 : state.missing;
            if (left > 0) {
                rest.step(from, known.size(), left);
            }
            for (Step<O> step : state.steps == null ? List.<Step<O>>of() : state.steps) {
                rest.step(from, step.next == null ? ends.get(step.outcome) : numbers.get(states.get(step.next)),
                        step.probability);
            }
        }
        rest.run();
        ends.forEach((outcome, end) -> outcomes.merge(outcome, rest.at(end), Double::sum));
        return rest;
    }

    private void follow(Followed state) {
        if (state.steps != null) {
            return;
        }
        Map<Object, Double> to = new LinkedHashMap<>();
        double followed = 0;
        boolean more = true;
        draws.restart(state.way);
        while (more && branches < branchLimit) {
            branches++;
            Object end;
            try {
                end = new Ended<>(experiment.run(draws));
            } catch (StateReached reached) {
                end = reached.state();
                states.computeIfAbsent(reached.state(), ignored -> new Followed(draws.wayTo(reached.state())));
            }
            double probability = draws.probability();
            followed += probability;
            to.merge(end, probability, Double::sum);
            more = draws.next();
        }
        state.missing = more ? Math.max(0, 1 - followed) : 0;
        List<Step<O>> steps = new ArrayList<>(to.size());
        to.forEach((end, probability) -> steps.add(end instanceof StateReached.State next
                ? new Step<>(probability, null, next) : new Step<>(probability, this.<O>outcome(end), null)));
        state.steps = steps;
    }

    private record Ended<O>(O outcome) {}

    @SuppressWarnings("unchecked")
    private <T> T outcome(Object end) {
        return ((Ended<T>) end).outcome();
    }
}
