package org.decant.runtime.data;

import java.util.Arrays;
import java.util.stream.Collectors;

/// A few values side by side, of any types.
public record Tuple(Object... elements) {

    public Object get(int index) {
        return elements[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tuple tuple && Arrays.equals(elements, tuple.elements);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(elements);
    }

    @Override
    public String toString() {
        return Arrays.stream(elements).map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }
}
