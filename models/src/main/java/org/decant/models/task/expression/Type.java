package org.decant.models.task.expression;

/// The types of values: whole numbers, texts, lists of whole numbers, truth values.
public enum Type {
    INT("Int"), TEXT("Text"), LIST("List"), BOOL("Bool");

    private final String written;

    Type(String written) {
        this.written = written;
    }

    /// The type that is written so; null where none is.
    public static Type named(String written) {
        for (Type type : values()) {
            if (type.written.equals(written)) {
                return type;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return written;
    }
}
