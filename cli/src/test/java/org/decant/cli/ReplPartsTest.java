package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.decant.compiler.builtin.Builtins;
import org.decant.runtime.diagnostic.DecantException;
import org.jline.reader.Candidate;
import org.junit.jupiter.api.Test;

class ReplPartsTest {
    private static final PrintStream NOWHERE = new PrintStream(PrintStream.nullOutputStream());

    private static List<String> completions(String line) {
        List<Candidate> candidates = new ArrayList<>();
        new ReplCompleter(Builtins.table(), List.of("nucleus", "greedy"), () -> List.of("toppings"))
                .complete(line, line.length(), candidates);
        return candidates.stream().map(Candidate::value).toList();
    }

    private static ReplHelp help() {
        return new ReplHelp(Builtins.table(), Scripts.newFinder(), Console.of(NOWHERE, NOWHERE));
    }

    @Test
    void linesAreJoinedUntilTheyAreWhole() {
        String typed = "let a = 1\nfunction f(x: Int) -> Int {\n  x + 1\n}\n:type (\n\nlet b = [1,\n";
        try (LineSource lines = new PlainLines(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)))) {
            assertEquals("let a = 1", lines.next());
            assertEquals("function f(x: Int) -> Int {\n  x + 1\n}", lines.next());
            assertEquals(":type (", lines.next());
            assertEquals("", lines.next());
            assertEquals("let b = [1,", lines.next());
            assertNull(lines.next());
        }
    }

    @Test
    void anEmptyLineEndsAnInputThatIsNotWhole() {
        assertFalse(PlainLines.isWhole("f(1,"));
        assertTrue(PlainLines.isWhole("f(1,\n"));
    }

    @Test
    void completesNamesByWhereTheyStand() {
        assertTrue(completions("let x = top").containsAll(List.of("top_k", "top_p", "toppings")));
        assertFalse(completions("let x = top").contains("nucleus"));
        assertEquals(List.of("nucleus"), completions("run nu"));
        assertTrue(completions("xs.fla").contains("flat_map"));
        assertFalse(completions("xs.sof").contains("softmax"));
        assertTrue(completions("sof").contains("softmax"));
        assertEquals(List.of(":help"), completions(":he"));
        assertTrue(completions(":help nu").contains("nucleus"));
        assertTrue(completions("gen").contains("generate"));
        assertTrue(completions("operator").isEmpty());
    }

    @Test
    void directivesMayBeShortened() {
        assertEquals(ReplDirective.QUIT, ReplDirective.of(":q"));
        assertEquals(ReplDirective.HELP, ReplDirective.of(":help"));
        assertNull(ReplDirective.of(":"));
        assertNull(ReplDirective.of(":x"));
    }

    @Test
    void helpFindsBuiltinsSectionsAndStrategies() {
        assertTrue(help().text("top_k").contains("top_k("), help().text("top_k"));
        assertTrue(help().text("nucleus").contains("Holtzman et al., 2020"));
        assertTrue(help().text("lists").contains("flat_map"));
        String overview = help().text("");
        ReplDirective.words().forEach(word -> assertTrue(overview.contains(word), word));
        DecantException unknown = assertThrows(DecantException.class, () -> help().text("softmxa"));
        assertTrue(unknown.getMessage().contains("did you mean `softmax`?"), unknown.getMessage());
    }
}
