package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.decant.compiler.library.ModuleFinder;
import org.decant.compiler.typed.Module;
import org.decant.runtime.diagnostic.SourceText;
import org.junit.jupiter.api.Test;

class HeaderTest {
    private final ModuleFinder finder = Scripts.newFinder();

    private Header header(String script) {
        Module module = finder.checker().check(new SourceText("mine.decode", script));
        return Header.of(Signature.main(module, "mine.decode"), module.source());
    }

    @Test
    void readsSummaryAndEntries() {
        Header header = header("""
                /// Mine: a strategy of two
                /// lines. And a sentence.
                ///
                /// Paper: A and B, 2024, "Title",
                ///        https://example.org/x; C, 2020
                /// Cost: one pass
                /// gamma: how many: at least 1
                strategy mine(target: Model, gamma: Int = 1) { generate { argmax(target(output)) } }
                """);
        assertEquals("Mine: a strategy of two lines. And a sentence.", header.summary());
        assertEquals("Mine: a strategy of two lines.", header.firstSentence());
        assertEquals("A and B, 2024, \"Title\", https://example.org/x; C, 2020", header.paper());
        assertEquals("A and B, 2024", header.citation());
        assertEquals("one pass", header.cost());
        assertEquals("how many: at least 1", header.parameter("gamma"));
        assertEquals("", header.parameter("target"));
    }

    @Test
    void takesTheFilesHeaderWhereARecordStandsBetween() {
        Header header = header("""
                /// Keeps a score.
                record Scored(score: Float)

                strategy mine(target: Model) { generate { argmax(target(output)) } }
                """);
        assertEquals("Keeps a score.", header.summary());
    }

    @Test
    void hasNothingToSayWithoutDocumentation() {
        Header header = header("strategy mine(target: Model) { generate { argmax(target(output)) } }");
        assertEquals("", header.summary());
        assertEquals("", header.firstSentence());
        assertEquals("", header.citation());
    }

    @Test
    void everyStrategyOfTheLibrarySaysWhatItIs() {
        for (String name : finder.library().names()) {
            Module module = finder.library(name);
            Header header = Header.of(Signature.main(module, name), module.source());
            assertEquals(false, header.summary().isEmpty(), name + " has no summary");
            assertEquals(false, header.paper().isEmpty(), name + " names no paper");
            assertEquals(false, header.cost().isEmpty(), name + " states no cost");
        }
    }
}
