package org.decant.runtime.constraint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;

/// A set of characters, as the classes of patterns and grammars write them; surrogates are none.
final class CodePoints {
    private record Range(int from, int to) {}

    private final List<Range> ranges;

    private CodePoints(List<Range> ranges) {
        this.ranges = ranges;
    }

    static CodePoints none() {
        return new CodePoints(List.of());
    }

    static CodePoints of(int character) {
        return range(character, character);
    }

    /// The characters from `from` to `to`, both included.
    static CodePoints range(int from, int to) {
        return new CodePoints(List.of(new Range(from, to)));
    }

    static CodePoints all() {
        return none().complement();
    }

    /// The only member; -1 where there are none or several.
    int only() {
        return ranges.size() == 1 && ranges.getFirst().from == ranges.getFirst().to ? ranges.getFirst().from : -1;
    }

    CodePoints plus(CodePoints other) {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.addAll(other.ranges);
        sorted.sort(Comparator.comparingInt(Range::from));
        List<Range> merged = new ArrayList<>();
        for (Range range : sorted) {
            Range last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && range.from <= last.to + 1) {
                merged.set(merged.size() - 1, new Range(last.from, Math.max(last.to, range.to)));
            } else {
                merged.add(range);
            }
        }
        return new CodePoints(merged);
    }

    /// All other characters.
    CodePoints complement() {
        List<Range> rest = new ArrayList<>();
        int next = 0;
        for (Range range : plus(range(Character.MIN_SURROGATE, Character.MAX_SURROGATE)).ranges) {
            if (range.from > next) {
                rest.add(new Range(next, range.from - 1));
            }
            next = Math.max(next, range.to + 1);
        }
        if (next <= Character.MAX_CODE_POINT) {
            rest.add(new Range(next, Character.MAX_CODE_POINT));
        }
        return new CodePoints(rest);
    }

    /// The texts of one of these characters.
    Automaton automaton() {
        CodePoints valid = complement().complement();
        int[] from = valid.ranges.stream().mapToInt(Range::from).toArray();
        int[] to = valid.ranges.stream().mapToInt(Range::to).toArray();
        return from.length == 0 ? Automata.makeEmpty() : Automata.makeCharClass(from, to);
    }
}
