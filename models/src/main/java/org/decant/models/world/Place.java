package org.decant.models.world;

/// A place.
///
/// @param preposition `in`, `at`, `on`, `under` or `behind`
/// @param noun        its noun or, for a town, its name
/// @param kind        the heading it stands under
public record Place(String preposition, String noun, String kind) {

    /// `the kitchen`, `Oldport`.
    public String name() {
        return kind.equals("town") ? noun : "the " + noun;
    }

    /// `in the kitchen`.
    public String in() {
        return preposition + " " + name();
    }
}
