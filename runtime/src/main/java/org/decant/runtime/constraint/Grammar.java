package org.decant.runtime.constraint;

import java.util.ArrayList;
import java.util.List;

/// A context-free grammar whose terminals are finite automata: rules by number, each with alternatives, each a sequence of
/// symbols. Rule 0 is the start.
///
/// @param rules alternatives by rule; an empty sequence is the empty text
record Grammar(List<List<List<Grammar.Symbol>>> rules) {

    /// What alternatives are made of.
    sealed interface Symbol {}

    /// A text of a finite automaton.
    record Terminal(FiniteAutomaton texts) implements Symbol {}

    /// A text of another rule.
    record Reference(int rule) implements Symbol {}

    /// Builds a grammar rule by rule.
    static final class Builder {
        private final List<List<List<Symbol>>> rules = new ArrayList<>();

        /// A new rule, whose alternatives are given later.
        Reference declare() {
            rules.add(new ArrayList<>());
            return new Reference(rules.size() - 1);
        }

        void add(Reference rule, List<Symbol> alternative) {
            rules.get(rule.rule()).add(List.copyOf(alternative));
        }

        /// One of several sequences of symbols.
        Symbol choice(List<List<Symbol>> alternatives) {
            if (alternatives.size() == 1 && alternatives.getFirst().size() == 1) {
                return alternatives.getFirst().getFirst();
            }
            Reference rule = declare();
            alternatives.forEach(alternative -> add(rule, alternative));
            return rule;
        }

        /// One of several symbols.
        Symbol either(List<? extends Symbol> symbols) {
            return choice(symbols.stream().map(symbol -> List.<Symbol>of(symbol)).toList());
        }

        /// Symbols one after another.
        Symbol sequence(List<Symbol> symbols) {
            return choice(List.of(symbols));
        }

        /// The symbol or nothing.
        Symbol optional(Symbol symbol) {
            Reference rule = declare();
            add(rule, List.of(symbol));
            add(rule, List.of());
            return rule;
        }

        /// The symbol as often as one likes. The repetition comes last in its alternative, so that it takes no place on a stack.
        Symbol repeated(Symbol symbol) {
            Reference rule = declare();
            add(rule, List.of(symbol, rule));
            add(rule, List.of());
            return rule;
        }

        /// The symbol at least `least` times, at most `most` times.
        ///
        /// @param most [RegexParser.Count#UNLIMITED] for as often as one likes
        Symbol repeated(Symbol symbol, int least, int most) {
            Symbol rest = most == RegexParser.Count.UNLIMITED ? repeated(symbol) : sequence(List.of());
            for (int i = least; i < most; i++) {
                rest = optional(sequence(List.of(symbol, rest)));
            }
            for (int i = 0; i < least; i++) {
                rest = sequence(List.of(symbol, rest));
            }
            return rest;
        }

        int size() {
            return rules.size();
        }

        Grammar build() {
            return new Grammar(rules.stream().map(List::copyOf).toList());
        }
    }
}
