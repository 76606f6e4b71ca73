package org.decant.models.world;

/// Something one can learn.
///
/// @param base plain: `ride a horse`
/// @param ing  as a noun: `riding a horse`
/// @param in   where one learns it: `in the meadow`
public record Activity(String base, String ing, String in) {
}
