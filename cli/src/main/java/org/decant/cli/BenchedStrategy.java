package org.decant.cli;

import java.util.List;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.models.task.Task;

/// A strategy to bench.
///
/// @param name     as it was given: of the library, or a script's path
/// @param family   its family in the library; empty for a script
/// @param strategy itself
/// @param line     how its header says that it is run
/// @param tasks    what it is run on; empty for one run without a task
record BenchedStrategy(String name, String family, LoadedStrategy strategy, BenchLine line, List<Task> tasks) {

    /// How many runs that is.
    int runs(int count) {
        return tasks.isEmpty() ? 1 : tasks.size() * count;
    }
}
