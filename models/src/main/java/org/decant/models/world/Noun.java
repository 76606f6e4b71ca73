package org.decant.models.world;

/// A thing, an animal or a food.
///
/// @param one  the singular
/// @param many the plural; the singular where it cannot be counted
/// @param kind the heading it stands under
/// @param used what one does with it, in the past (`wore`); empty where that is not known
/// @param use  the same, plain (`wear`)
public record Noun(String one, String many, String kind, String used, String use) {

    /// Whether one says `some bread`, not `a bread`.
    public boolean isMass() {
        return kind.equals("mass") || kind.equals("dish");
    }

    /// With its article and the adjective, which may be empty: `a red kite`, `some fresh bread`.
    public String indefinite(String adjective) {
        String phrase = described(adjective);
        return isMass() ? "some " + phrase : Phrases.article(phrase) + " " + phrase;
    }

    /// With the adjective in front, which may be empty.
    public String described(String adjective) {
        return adjective.isEmpty() ? one : adjective + " " + one;
    }
}
