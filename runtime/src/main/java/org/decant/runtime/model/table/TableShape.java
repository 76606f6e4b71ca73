package org.decant.runtime.model.table;

/// What the distributions of a random table look like. Each is there because a strategy may be right on the others and wrong on it.
public enum TableShape {
    /// Any distribution is as likely as any other.
    VARIED,
    /// All tokens nearly equal.
    FLAT,
    /// One token has most of the mass.
    PEAKED,
    /// Some tokens, about half, are impossible.
    ZEROS,
    /// Several tokens have exactly the same probability, the largest among them.
    TIES,
    /// One token has all of the mass.
    CERTAIN
}
