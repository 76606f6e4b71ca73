package org.decant.runtime.tensor.program;

/// The extent of an axis: a number, or a symbol for one that is known only when the program runs, such as the size of a
/// vocabulary. Equal symbols of one program stand for equal numbers.
///
/// @param symbol null for a number
/// @param size   at least 0; -1 for a symbol
public record Extent(String symbol, int size) {
    /// The extent of scalars and of axes that a reduction leaves.
    public static final Extent ONE = of(1);

    public static Extent of(int size) {
        return new Extent(null, size);
    }

    public static Extent symbol(String name) {
        return new Extent(name, -1);
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
