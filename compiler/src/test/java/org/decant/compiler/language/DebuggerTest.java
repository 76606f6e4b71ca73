package org.decant.compiler.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.truffle.api.debug.Breakpoint;
import com.oracle.truffle.api.debug.DebugScope;
import com.oracle.truffle.api.debug.DebugStackFrame;
import com.oracle.truffle.api.debug.Debugger;
import com.oracle.truffle.api.debug.DebuggerSession;
import com.oracle.truffle.api.debug.SuspendedEvent;
import java.util.ArrayList;
import java.util.List;
import org.decant.compiler.host.RunRequest;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;

/// What debuggers see: lines to stop at, variables with readable values, callers.
class DebuggerTest {
    private static final String SCRIPT = """
            record Point(x: Int, y: Float)
            function scaled(p: Point, by: Int) -> Point {
              let x = p.x * by
              var words = ["a"]
              words = words + ["b"]
              Point(x, p.y)
            }
            function all(n: Int) -> Int {
              var sum = 0
              for i in 0 .. n {
                let moved = scaled(Point(i, 0.5), 10)
                sum += moved.x
              }
              sum
            }
            """;

    private static String frame(DebugStackFrame frame) {
        List<String> variables = new ArrayList<>();
        DebugScope scope = frame.getScope();
        scope.getDeclaredValues().forEach(value -> variables.add(value.getName() + " = " + value.toDisplayString()));
        return frame.getName() + ": " + String.join(", ", variables);
    }

    @Test
    void aBreakpointShowsVariablesAndCallers() throws Exception {
        List<String> seen = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        try (Context context = Context.newBuilder("decant").build()) {
            Source source = Source.newBuilder("decant", SCRIPT, "points.decode").build();
            Value all = context.eval(source).getMember("all");
            Debugger debugger = context.getEngine().getInstruments().get("debugger").lookup(Debugger.class);
            try (DebuggerSession session = debugger.startSession(event -> stop(event, seen, lines))) {
                session.install(Breakpoint.newBuilder(source.getURI()).lineIs(5).build());
                assertEquals(10, all.execute(2).asInt());
            }
        }
        assertEquals("scaled: p = Point(x: 0, y: 0.5), by = 10, x = 0, words = [\"a\"]", seen.get(0));
        assertEquals("all: n = 2, sum = 0, i = 0", seen.get(1));
        assertEquals(List.of(5, 6), lines.subList(0, 2), "stepping goes from statement to statement");
        assertTrue(seen.contains("scaled: p = Point(x: 1, y: 0.5), by = 10, x = 10, words = [\"a\"]"), seen.toString());
    }

    private static void stop(SuspendedEvent event, List<String> seen, List<Integer> lines) {
        lines.add(event.getSourceSection().getStartLine());
        for (DebugStackFrame frame : event.getStackFrames()) {
            seen.add(frame(frame));
        }
        if (event.getSourceSection().getStartLine() == 5) {
            event.prepareStepOver(1);
        } else {
            event.prepareContinue();
        }
    }

    @Test
    void aStrategyCanBeSteppedThrough() {
        List<Integer> lines = new ArrayList<>();
        try (Context context = Context.newBuilder("decant").allowCreateThread(true).build()) {
            Value strategy = context.eval("decant", "strategy s(n: Int) -> List<Int> {\n  let twice = n * 2\n"
                    + "  let all = [twice, n]\n  return all.map { x ->\n    let y = x + 1\n    y\n  }\n}").getMember("s");
            Debugger debugger = context.getEngine().getInstruments().get("debugger").lookup(Debugger.class);
            try (DebuggerSession session = debugger.startSession(event -> {
                lines.add(event.getSourceSection().getStartLine());
                event.prepareStepInto(1);
            })) {
                session.suspendNextExecution();
                strategy.execute(RunRequest.builder().argument("n", 3).build());
            }
        }
        assertEquals(List.of(2, 3, 4, 5, 6, 4, 5, 6, 4), lines, "into the block for each element, and back to the call");
    }
}
