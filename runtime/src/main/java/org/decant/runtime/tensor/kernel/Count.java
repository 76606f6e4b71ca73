package org.decant.runtime.tensor.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How many there are of something: a number that is known, times extents that [vary][org.decant.runtime.tensor.program.Extent#varying]
/// from run to run.
public record Count(int factor, List<Term> terms) {

    /// An extent, or how many groups it makes.
    ///
    /// @param by how many of it are a group; the last one may have fewer
    record Term(String symbol, int by) {
        @Override
        public String toString() {
            return by == 1 ? symbol : symbol + "/" + by;
        }
    }

    public Count {
        terms = List.copyOf(terms);
    }

    static Count of(int number) {
        return new Count(number, List.of());
    }

    /// @param by see [Term]
    static Count groups(String symbol, int by) {
        return new Count(1, List.of(new Term(symbol, by)));
    }

    Count times(Count other) {
        List<Term> all = new ArrayList<>(terms);
        all.addAll(other.terms);
        return new Count(Math.multiplyExact(factor, other.factor), all);
    }

    Count times(int number) {
        return times(of(number));
    }

    /// Whether it is the same in all runs.
    boolean known() {
        return terms.isEmpty();
    }

    /// @throws IllegalStateException where it varies
    int number() {
        if (!known()) {
            throw new IllegalStateException(this + " is not known before the program runs");
        }
        return factor;
    }

    /// How many there are in a run.
    ///
    /// @param extents of the symbols
    int in(Map<String, Integer> extents) {
        int count = factor;
        for (Term term : terms) {
            int extent = extents.get(term.symbol);
            count = Math.multiplyExact(count, (extent + term.by - 1) / term.by);
        }
        return count;
    }

    @Override
    public String toString() {
        String varying = terms.stream().map(Term::toString).collect(Collectors.joining(" * "));
        return known() ? Integer.toString(factor) : factor == 1 ? varying : factor + " * " + varying;
    }
}
