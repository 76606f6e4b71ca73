package org.decant.models.world;

/// A verb.
///
/// @param base plain: `see`
/// @param past `saw`
/// @param kind what it acts on: a heading of the word list
public record Verb(String base, String past, String kind) {
}
