/// Models that are exact tables: read from JSON, given as functions, or drawn at random. They are what strategies are
/// checked on, since every probability of theirs is known. Uses the vocabulary, context, model and json packages.
package org.decant.runtime.model.table;
