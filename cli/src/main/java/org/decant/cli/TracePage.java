package org.decant.cli;

import java.util.Map;

/// A run as a page on which one can go through it step by step.
final class TracePage {
    private static final String TEMPLATE = "trace.html";

    private TracePage() {
    }

    static String of(TracedRun run) {
        String title = Page.escaped(run.strategy());
        // Nothing in a text ends the element that the data stands in.
        String data = Json.compact(json -> TraceJson.write(json, run)).replace("<", "\\u003c");
        return Page.of(TEMPLATE, Map.of("title", title, "data", data,
                "lanes", Page.resource("trace-lanes.js"), "replay", Page.resource("trace-replay.js"),
                "drawing", Page.resource("trace-drawing.js"), "panels", Page.resource("trace-panels.js"),
                "control", Page.resource("trace-control.js")));
    }
}
