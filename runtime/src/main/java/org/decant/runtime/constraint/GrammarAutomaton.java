package org.decant.runtime.constraint;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.decant.runtime.constraint.Grammar.Reference;
import org.decant.runtime.constraint.Grammar.Symbol;
import org.decant.runtime.constraint.Grammar.Terminal;
import org.decant.runtime.diagnostic.DecantException;

/// Reads the texts of a context-free grammar byte by byte: all stacks that a pushdown automaton could have, at once. A stack
/// holds what is still to come after the terminal that is being read; what comes last in an alternative leaves nothing
/// behind, so that repetitions take no depth.
///
/// The grammar is not left-recursive and each of its rules has texts (see [GrammarRules]), so there are finitely many
/// stacks, and each of them can be completed.
final class GrammarAutomaton implements ByteAutomaton<GrammarAutomaton.State> {
    /// Stacks followed at once; more come of grammars that are ambiguous in ever more ways.
    private static final int MOST_READINGS = 10_000;

    private final List<List<List<Symbol>>> rules;
    private final State start;

    GrammarAutomaton(Grammar grammar) {
        this.rules = grammar.rules();
        Closure closure = new Closure();
        closure.expand(new Reference(0), null);
        this.start = closure.state();
    }

    /// All readings of what was read.
    ///
    /// @param readings terminals begun, each with what comes after
    /// @param whole    whether the text may end here
    record State(Set<Reading> readings, boolean whole) {}

    /// A terminal on the way.
    ///
    /// @param at   the state of its automaton
    /// @param rest what comes after it, null for the end
    record Reading(FiniteAutomaton terminal, int at, Stack rest) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Reading reading && reading.terminal == terminal && reading.at == at
                    && (reading.rest == null ? rest == null : reading.rest.equals(rest));
        }

        @Override
        public int hashCode() {
            return 31 * (31 * System.identityHashCode(terminal) + at) + (rest == null ? 0 : rest.hash);
        }
    }

    /// The symbols of `alternative` from `position` on, at least one, then what is below.
    private static final class Stack {
        private final List<Symbol> alternative;
        private final int position;
        private final Stack below;
        private final int hash;

        Stack(List<Symbol> alternative, int position, Stack below) {
            this.alternative = alternative;
            this.position = position;
            this.below = below;
            this.hash = 31 * (31 * System.identityHashCode(alternative) + position) + (below == null ? 7 : below.hash);
        }

        @Override
        public boolean equals(Object other) {
            Stack a = this;
            Stack b = other instanceof Stack stack ? stack : null;
            while (a != b) {
                if (a == null || b == null || a.hash != b.hash || a.alternative != b.alternative || a.position != b.position) {
                    return false;
                }
                a = a.below;
                b = b.below;
            }
            return true;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /// Collects the terminals that can be next.
    private final class Closure {
        private final Set<Reading> readings = new LinkedHashSet<>();
        private final Set<Expansion> expanded = new LinkedHashSet<>();
        private boolean whole;

        private record Expansion(int rule, Stack rest) {}

        /// What may be read where `symbol` comes next, and `rest` after it.
        void expand(Symbol symbol, Stack rest) {
            switch (symbol) {
                case Terminal(FiniteAutomaton texts) -> read(texts, texts.start(), rest);
                case Reference(int rule) -> {
                    if (expanded.add(new Expansion(rule, rest))) {
                        for (List<Symbol> alternative : rules.get(rule)) {
                            go(alternative, 0, rest);
                        }
                    }
                }
            }
        }

        /// What may be read within and after a terminal at the state `at`.
        void read(FiniteAutomaton texts, int at, Stack rest) {
            if (texts.goesOn(at) && readings.add(new Reading(texts, at, rest)) && readings.size() > MOST_READINGS) {
                throw new DecantException("the grammar can be read in more than " + MOST_READINGS + " ways at once",
                        "write it so that a text has one reading");
            }
            if (texts.accepts(at)) {
                pop(rest);
            }
        }

        private void pop(Stack rest) {
            if (rest == null) {
                whole = true;
            } else {
                go(rest.alternative, rest.position, rest.below);
            }
        }

        private void go(List<Symbol> alternative, int position, Stack below) {
            if (position == alternative.size()) {
                pop(below);
            } else {
                expand(alternative.get(position), position + 1 == alternative.size() ? below
                        : new Stack(alternative, position + 1, below));
            }
        }

        State state() {
            return new State(readings, whole);
        }
    }

    @Override
    public State start() {
        return start;
    }

    @Override
    public State step(State state, int value) {
        Closure closure = new Closure();
        for (Reading reading : state.readings) {
            Integer next = reading.terminal.step(reading.at, value);
            if (next != null) {
                closure.read(reading.terminal, next, reading.rest);
            }
        }
        State next = closure.state();
        return next.readings.isEmpty() && !next.whole ? null : next;
    }

    @Override
    public boolean accepts(State state) {
        return state.whole;
    }
}
