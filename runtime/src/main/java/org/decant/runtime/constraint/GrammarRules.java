package org.decant.runtime.constraint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.decant.runtime.constraint.Grammar.Reference;
import org.decant.runtime.constraint.Grammar.Symbol;
import org.decant.runtime.constraint.Grammar.Terminal;

/// Makes a grammar fit to be read: rules that call themselves first are rewritten or found, alternatives without texts
/// removed.
final class GrammarRules {
    private final List<List<List<Symbol>>> rules;

    private GrammarRules(Grammar grammar) {
        this.rules = new ArrayList<>();
        for (List<List<Symbol>> alternatives : grammar.rules()) {
            rules.add(new ArrayList<>(alternatives));
        }
    }

    /// What came of the preparation.
    ///
    /// @param grammar    equal in its texts; null where a cycle is left
    /// @param cycle      the rules, by number, through which one calls itself before any text is read
    /// @param empty      whether the grammar has no text at all
    record Prepared(Grammar grammar, List<Integer> cycle, boolean empty) {}

    static Prepared prepare(Grammar grammar) {
        GrammarRules rules = new GrammarRules(grammar);
        rules.removeUnproductive();
        if (rules.rules.getFirst().isEmpty()) {
            return new Prepared(null, List.of(), true);
        }
        rules.rewriteDirectRecursion();
        List<Integer> cycle = rules.leftRecursion();
        return new Prepared(cycle.isEmpty() ? new Grammar(List.copyOf(rules.rules)) : null, cycle, false);
    }

    /// Removes the alternatives from which no text ever comes.
    private void removeUnproductive() {
        BitSet productive = closure(symbol -> symbol instanceof Terminal(FiniteAutomaton texts) && !texts.isEmpty());
        for (List<List<Symbol>> alternatives : rules) {
            alternatives.removeIf(alternative -> !alternative.stream().allMatch(symbol -> symbol instanceof Reference(int rule)
                    ? productive.get(rule) : !((Terminal) symbol).texts().isEmpty()));
        }
    }

    /// The rules that have an alternative all of whose symbols pass, or are rules that do.
    private BitSet closure(Predicate<Symbol> passes) {
        BitSet found = new BitSet();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int rule = 0; rule < rules.size(); rule++) {
                if (!found.get(rule) && rules.get(rule).stream().anyMatch(alternative -> alternative.stream().allMatch(symbol ->
                        symbol instanceof Reference(int other) ? found.get(other) : passes.test(symbol)))) {
                    found.set(rule);
                    changed = true;
                }
            }
        }
        return found;
    }

    /// `a ::= a x | y` is `a ::= y more`, `more ::= x more |`.
    private void rewriteDirectRecursion() {
        int count = rules.size();
        for (int rule = 0; rule < count; rule++) {
            Reference self = new Reference(rule);
            List<List<Symbol>> recursive = new ArrayList<>();
            List<List<Symbol>> others = new ArrayList<>();
            for (List<Symbol> alternative : rules.get(rule)) {
                if (alternative.isEmpty() || !alternative.getFirst().equals(self)) {
                    others.add(alternative);
                } else if (alternative.size() > 1) {
                    recursive.add(alternative.subList(1, alternative.size()));
                }
            }
            if (recursive.isEmpty()) {
                rules.set(rule, others);
                continue;
            }
            Reference more = new Reference(rules.size());
            List<List<Symbol>> repetition = new ArrayList<>();
            recursive.forEach(tail -> repetition.add(followed(tail, more)));
            repetition.add(List.of());
            rules.add(repetition);
            rules.set(rule, new ArrayList<>(others.stream().map(alternative -> followed(alternative, more)).toList()));
        }
    }

    private static List<Symbol> followed(List<Symbol> symbols, Symbol last) {
        List<Symbol> all = new ArrayList<>(symbols);
        all.add(last);
        return List.copyOf(all);
    }

    /// A cycle of rules that call one another before reading anything, one of them with something to come after; empty where
    /// there is none. Without anything to come after, a cycle leads back to the same stack and does no harm.
    private List<Integer> leftRecursion() {
        BitSet nullable = closure(symbol -> symbol instanceof Terminal(FiniteAutomaton texts) && texts.accepts(texts.start()));
        List<BitSet> calls = new ArrayList<>();
        List<BitSet> growing = new ArrayList<>();
        for (List<List<Symbol>> alternatives : rules) {
            BitSet called = new BitSet();
            BitSet grows = new BitSet();
            for (List<Symbol> alternative : alternatives) {
                for (int i = 0; i < alternative.size(); i++) {
                    if (alternative.get(i) instanceof Reference(int rule)) {
                        called.set(rule);
                        if (i + 1 < alternative.size()) {
                            grows.set(rule);
                        }
                    }
                    if (!nullable(alternative.get(i), nullable)) {
                        break;
                    }
                }
            }
            calls.add(called);
            growing.add(grows);
        }
        for (int rule = 0; rule < rules.size(); rule++) {
            for (int called = growing.get(rule).nextSetBit(0); called >= 0; called = growing.get(rule).nextSetBit(called + 1)) {
                List<Integer> back = path(called, rule, calls);
                if (back != null) {
                    back.addFirst(rule);
                    return back;
                }
            }
        }
        return List.of();
    }

    private static boolean nullable(Symbol symbol, BitSet nullable) {
        return switch (symbol) {
            case Reference(int rule) -> nullable.get(rule);
            case Terminal(FiniteAutomaton texts) -> texts.accepts(texts.start());
        };
    }

    /// The rules on a way from one to another, both included; null where there is none.
    private static List<Integer> path(int from, int to, List<BitSet> calls) {
        int[] before = new int[calls.size()];
        Arrays.fill(before, -1);
        List<Integer> open = new ArrayList<>(List.of(from));
        before[from] = from;
        for (int i = 0; i < open.size() && before[to] < 0; i++) {
            int at = open.get(i);
            for (int next = calls.get(at).nextSetBit(0); next >= 0; next = calls.get(at).nextSetBit(next + 1)) {
                if (before[next] < 0) {
                    before[next] = at;
                    open.add(next);
                }
            }
        }
        if (before[to] < 0) {
            return null;
        }
        List<Integer> path = new ArrayList<>(List.of(to));
        for (int at = to; at != from; at = before[at]) {
            path.addFirst(before[at]);
        }
        return path;
    }
}
