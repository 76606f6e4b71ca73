package org.decant.runtime.tensor.cpu;

import java.util.List;
import java.util.function.ToIntFunction;
import org.decant.runtime.tensor.program.Extent;

/// A product of extents: a number times symbols.
record Size(int factor, int[] symbols) {

    static Size of(List<Extent> extents, ToIntFunction<String> symbols) {
        int factor = 1;
        for (Extent extent : extents) {
            factor *= extent.known() ? extent.size() : 1;
        }
        return new Size(factor, extents.stream().filter(e -> !e.known()).mapToInt(e -> symbols.applyAsInt(e.symbol())).toArray());
    }

    static int[] of(Size[] sizes, int[] extents) {
        int[] all = new int[sizes.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = sizes[i].of(extents);
        }
        return all;
    }

    int of(int[] extents) {
        int size = factor;
        for (int symbol : symbols) {
            size *= extents[symbol];
        }
        return size;
    }
}
