package org.decant.models.world;

/// Something one can learn.
///
/// @param base plain: `ride a horse`
/// @param ing  as a noun: `riding a horse`
public record Activity(String base, String ing) {
}
