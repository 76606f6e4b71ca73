package org.decant.runtime.exact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where the probability of a finite Markov chain ends: in which of its absorbing ends, or nowhere, among states that lead to no
/// end. States are taken out one after another, and what led to them leads on to where they lead. There is no subtraction in
/// it, so that chains that go round for very long keep their precision (Grassmann, Taksar and Heyman, 1985).
///
/// States are numbered from 0, ends after them, and one more end, the last, stands for nowhere.
final class Absorption {
    private final int states;
    private final double[] mass;
    private final List<Map<Integer, Double>> leadsTo = new ArrayList<>();
    private final List<Set<Integer>> comesFrom = new ArrayList<>();

    /// @param states how many states there are
    /// @param ends   how many ends
    Absorption(int states, int ends) {
        this.states = states;
        this.mass = new double[states + ends + 1];
        for (int i = 0; i < states; i++) {
            leadsTo.add(new LinkedHashMap<>());
            comesFrom.add(new LinkedHashSet<>());
        }
    }

    /// Puts probability at a state, besides what is there.
    void start(int state, double probability) {
        mass[state] += probability;
    }

    /// Tells of a step; those of a state sum to 1.
    ///
    /// @param to a state or an end
    void step(int from, int to, double probability) {
        leadsTo.get(from).merge(to, probability, Double::sum);
        if (to < states) {
            comesFrom.get(to).add(from);
        }
    }

    /// Moves all probability to the ends. States that were found last are taken out first: in a search they lead to few.
    void run() {
        for (int state = states - 1; state >= 0; state--) {
            Map<Integer, Double> next = leadsTo.get(state);
            next.remove(state);
            double leaving = next.values().stream().mapToDouble(Double::doubleValue).sum();
            if (leaving == 0) {
                next.clear();
                next.put(nowhere(), 1.0);
            } else {
                next.replaceAll((to, probability) -> probability / leaving);
            }
            for (int before : comesFrom.get(state)) {
                Double there = before < state ? leadsTo.get(before).remove(state) : null;
                if (there != null) {
                    next.forEach((to, probability) -> step(before, to, there * probability));
                }
            }
            double here = mass[state];
            next.forEach((to, probability) -> mass[to] += here * probability);
        }
    }

    /// The probability of an end, after [#run].
    double at(int end) {
        return mass[end];
    }

    /// The end that stands for states which lead to no other.
    int nowhere() {
        return mass.length - 1;
    }
}
