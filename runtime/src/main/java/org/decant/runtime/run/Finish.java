package org.decant.runtime.run;

/// Why an output takes no more tokens.
public enum Finish {
    END_TOKEN("end token"), STOP_TEXT("stop text"), TOKEN_BUDGET("token budget"),
    /// The run met a constraint that no token can satisfy, and nothing in the strategy saw to it.
    DEAD_END("dead end");

    private final String label;

    Finish(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
