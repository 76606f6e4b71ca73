package org.decant.runtime.constraint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.apache.lucene.util.automaton.Transition;
import org.apache.lucene.util.automaton.UTF32ToUTF8;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.TokenTrie;

/// A regular set of texts: a deterministic automaton over bytes without dead states.
record FiniteAutomaton(Automaton automaton) implements ByteAutomaton<Integer> {
    /// What making an automaton deterministic may cost, in states visited: about a second.
    private static final int WORK_LIMIT = 300_000;

    /// The automaton of any automaton over bytes.
    ///
    /// @throws DecantException where making it deterministic takes too many states
    static FiniteAutomaton ofBytes(Automaton bytes) {
        return new FiniteAutomaton(Operations.removeDeadStates(determinized(Operations.removeDeadStates(bytes))));
    }

    /// The automaton of any automaton over code points, none of them a surrogate.
    ///
    /// @throws DecantException where making it deterministic takes too many states
    static FiniteAutomaton ofCodePoints(Automaton codePoints) {
        Automaton smaller = determinized(Operations.removeDeadStates(codePoints));
        return ofBytes(new UTF32ToUTF8().convert(Operations.removeDeadStates(smaller)));
    }

    /// The texts that are not among those excluded; all three are automata over characters.
    static Automaton without(Automaton texts, Automaton excluded) {
        return Operations.minus(texts, excluded, WORK_LIMIT);
    }

    private static Automaton determinized(Automaton automaton) {
        try {
            return Operations.determinize(automaton, WORK_LIMIT);
        } catch (TooComplexToDeterminizeException tooComplex) {
            throw new DecantException("the constraint takes too many states to follow",
                    "write it with fewer choices that begin alike, or smaller counts in `{…}`");
        }
    }

    /// The texts of both.
    FiniteAutomaton and(FiniteAutomaton other) {
        return ofBytes(Operations.intersection(automaton, other.automaton));
    }

    /// The texts of either.
    FiniteAutomaton or(FiniteAutomaton other) {
        return ofBytes(Operations.union(List.of(automaton, other.automaton)));
    }

    boolean isEmpty() {
        return Operations.isEmpty(automaton);
    }

    @Override
    public Integer start() {
        return 0;
    }

    @Override
    public Integer step(Integer state, int value) {
        int next = automaton.step(state, value);
        return next < 0 ? null : (Integer) next;
    }

    /// Whether anything can follow in a state.
    boolean goesOn(int state) {
        return automaton.getNumTransitions(state) > 0;
    }

    @Override
    public boolean accepts(Integer state) {
        return automaton.isAccept(state);
    }

    @Override
    public Predicate<Integer> completable(TokenTrie tokens) {
        if (tokens.hasAllBytes() || hasOwnBytes(tokens)) {
            return state -> true;
        }
        return completableStates(tokens)::get;
    }

    /// Whether every byte that a text may have is a token, so that every text can be spelt from any state.
    private boolean hasOwnBytes(TokenTrie tokens) {
        Transition transition = new Transition();
        for (int state = 0; state < automaton.getNumStates(); state++) {
            int count = automaton.initTransition(state, transition);
            for (int i = 0; i < count; i++) {
                automaton.getNextTransition(transition);
                for (int value = transition.min; value <= transition.max; value++) {
                    if (!tokens.hasByte(value)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /// The states from which tokens lead to an accepting one.
    private BitSet completableStates(TokenTrie tokens) {
        List<List<Integer>> before = new ArrayList<>();
        for (int state = 0; state < automaton.getNumStates(); state++) {
            before.add(new ArrayList<>());
        }
        BitSet completable = new BitSet();
        List<Integer> open = new ArrayList<>();
        for (int state = 0; state < automaton.getNumStates(); state++) {
            int from = state;
            TokenWalk.of(tokens, this, state, (id, to) -> before.get(to).add(from));
            if (automaton.isAccept(state)) {
                completable.set(state);
                open.add(state);
            }
        }
        while (!open.isEmpty()) {
            for (int from : before.get(open.removeLast())) {
                if (!completable.get(from)) {
                    completable.set(from);
                    open.add(from);
                }
            }
        }
        return completable;
    }
}
