package org.decant.runtime.tensor.kernel;

import java.util.ArrayList;
import java.util.List;

/// What kernels are told of a run, in an array of whole numbers: extents that vary, and where things begin whose places depend on
/// them.
final class Sizes {
    private final List<Entry> entries = new ArrayList<>();

    /// One of the numbers.
    sealed interface Entry {

        record Extent(String symbol) implements Entry {}

        /// The place in an array of something of this size, behind others.
        record Room(KernelArray array, Count size) implements Entry {}
    }

    private record Number(int number) {}

    /// The number of the entry.
    int add(Entry entry) {
        entries.add(entry);
        return entries.size() - 1;
    }

    List<Entry> entries() {
        return entries;
    }

    /// What an entry is in this run, as a kernel reads it: at its beginning, since TornadoVM does not compile some kernels that read them
    /// further down, in front of a loop.
    Expression read(int number, Body body) {
        return body.atFirst(new Number(number), new Expression.Read(KernelArray.SIZES, Expression.whole(number)));
    }
}
