package org.decant.runtime.tensor.program;

/// The extent of an axis: a number, or a symbol for one that is known only when the program runs, such as the size of a
/// vocabulary. Equal symbols of one program stand for equal numbers.
///
/// @param symbol null for a number
/// @param size   at least 0; -1 for a symbol
/// @param varies of a symbol: whether its number changes so often from run to run that a target had better not make code for each
public record Extent(String symbol, int size, boolean varies) {
    /// The extent of scalars and of axes that a reduction leaves.
    public static final Extent ONE = of(1);

    public static Extent of(int size) {
        return new Extent(null, size, false);
    }

    /// A number that is much the same in all runs, such as the size of a vocabulary.
    public static Extent symbol(String name) {
        return new Extent(name, -1, false);
    }

    /// A number that changes from run to run, such as the length of a context.
    public static Extent varying(String name) {
        return new Extent(name, -1, true);
    }

    /// Whether the number is known before the program runs.
    public boolean known() {
        return symbol == null;
    }

    boolean isOne() {
        return size == 1;
    }

    @Override
    public String toString() {
        return known() ? Integer.toString(size) : symbol;
    }
}
