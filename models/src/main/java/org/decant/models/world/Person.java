package org.decant.models.world;

/// Somebody, or the word for somebody of the family.
///
/// @param name    as in a sentence
/// @param pronoun `he` or `she`
public record Person(String name, String pronoun) {

    /// `him` or `her`.
    public String him() {
        return pronoun.equals("he") ? "him" : "her";
    }

    /// `his` or `her`.
    public String his() {
        return pronoun.equals("he") ? "his" : "her";
    }
}
