package org.decant.runtime.run;

/// Why an output takes no more tokens.
public enum Finish {
    END_TOKEN("end token"), STOP_TEXT("stop text"), TOKEN_BUDGET("token budget");

    private final String label;

    Finish(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
