package org.decant.cli;

import java.util.List;
import org.decant.runtime.trace.TraceEvent;

/// A run and what happened in it.
///
/// @param strategy its name
/// @param text     what was written
/// @param finish   how it ended
/// @param events   in order
record TracedRun(String strategy, long seed, String text, String finish, List<TraceEvent> events) {}
