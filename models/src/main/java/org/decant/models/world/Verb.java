package org.decant.models.world;

/// A verb.
///
/// @param base plain: `see`
/// @param past `saw`
/// @param kind what it acts on: `any`, `food`, `made`, `animal` or `none`
public record Verb(String base, String past, String kind) {
}
