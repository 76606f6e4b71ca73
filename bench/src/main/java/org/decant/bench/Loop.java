package org.decant.bench;

import java.util.Locale;

/// The strategies that are measured, by the names they have in the library.
public enum Loop {
    GREEDY, NUCLEUS, SPECULATIVE;

    public String strategy() {
        return name().toLowerCase(Locale.ROOT);
    }
}
