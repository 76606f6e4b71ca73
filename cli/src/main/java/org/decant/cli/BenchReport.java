package org.decant.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `decant bench` found.
///
/// @param model     the name of the model that was measured
/// @param drafter   that of the one that drafts for it
/// @param protocol  how the strategies were run
/// @param count     items of each task
/// @param engine    which tier ran the strategies
/// @param processor what they ran on
/// @param rows      one for each strategy and task, in the order of strategies
record BenchReport(String model, String drafter, TaskProtocol protocol, int count, String engine, String processor,
                   List<BenchRow> rows) {

    /// The rows by strategy.
    Map<String, List<BenchRow>> byStrategy() {
        Map<String, List<BenchRow>> strategies = new LinkedHashMap<>();
        rows.forEach(row -> strategies.computeIfAbsent(row.strategy(), _ -> new ArrayList<>()).add(row));
        return strategies;
    }

    /// One row for each strategy, its tasks together.
    List<BenchRow> together() {
        return byStrategy().values().stream().map(BenchRow::all).toList();
    }

    boolean failed() {
        return rows.stream().anyMatch(row -> !row.failures().isEmpty());
    }

    /// How it was measured, in a line.
    String conditions() {
        return count + (count == 1 ? " item" : " items") + " of each task, at most " + protocol.maxTokens() + " tokens · " + model
                + " · drafter " + drafter + " · seed " + protocol.seed() + " · " + engine + " · " + processor;
    }
}
