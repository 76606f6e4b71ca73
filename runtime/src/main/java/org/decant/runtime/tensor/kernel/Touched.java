package org.decant.runtime.tensor.kernel;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/// What of the memory, and of what stays with the target, a piece of work reads and writes.
final class Touched {
    private final Set<Object> read = new HashSet<>();
    private final Set<Object> written = new HashSet<>();
    private boolean anything;

    /// @param what a [Place] in the memory, or a [KernelArray] that stays
    void reads(Object what) {
        read.add(what);
    }

    void writes(Object what) {
        written.add(what);
    }

    /// Says that it may read and write whatever there is.
    void anything() {
        anything = true;
    }

    /// Whether work that comes later has to wait for this one.
    boolean hinders(Touched later) {
        return anything || later.anything || !Collections.disjoint(written, later.read) || !Collections.disjoint(written, later.written)
                || !Collections.disjoint(read, later.written);
    }
}
