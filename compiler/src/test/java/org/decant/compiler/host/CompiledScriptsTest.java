package org.decant.compiler.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Compiled code gives what interpreted code gives: scripts whose routines are compiled before their first call. A node
/// that Truffle cannot compile, or only badly, is a failure.
class CompiledScriptsTest {
    /// Together they have every kind of node.
    private static final List<String> SCRIPTS = List.of("both_branches", "constants", "dependent_calls_share_passes",
            "draft_exact", "draft_tree", "fork_shares_passes", "functions_as_values", "generate_with_break", "loops",
            "maps_and_records", "match_arms", "null_values", "numbers", "overflow", "parallel_for", "run_options",
            "strategy_values", "tree_call_shares_pass");

    @Test
    void compiledScriptsGiveTheSame() throws IOException {
        try (Decant decant = Decant.builder().option("engine.CompileImmediately", "true")
                .option("engine.BackgroundCompilation", "false").option("engine.CompilationFailureAction", "Throw")
                .option("compiler.TreatPerformanceWarningsAsErrors", "all").build()) {
            for (String name : SCRIPTS) {
                Path script = ScriptsTest.folder().resolve(name + ".decode");
                assertEquals(Files.readString(script.resolveSibling(name + ".output")),
                        ScriptsTest.outcome(decant, script), name);
            }
        }
    }
}
