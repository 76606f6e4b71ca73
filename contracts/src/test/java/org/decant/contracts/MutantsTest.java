package org.decant.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.contracts.Report.Finding;
import org.decant.contracts.Report.Verdict;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The checker's own proof: it refutes wrong versions of verification, and holds the right ones that they are made from.
class MutantsTest {
    private static final Path SCRIPTS = Path.of("src/test/resources");

    static List<Path> mutants() throws IOException {
        return scripts("mutants");
    }

    static List<Path> originals() throws IOException {
        return scripts("by_hand");
    }

    private static List<Path> scripts(String folder) throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    @Test
    void thereAreTwelve() throws IOException {
        assertEquals(12, mutants().size());
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void aMutantIsRefutedByASmallCounterexample(Path script) {
        LoadedStrategy strategy = Engine.DECANT.load(script).main();
        Finding finding = Engine.check(strategy, strategy.contracts(), 120).findings().getFirst();
        assertEquals(Verdict.REFUTED, finding.verdict());
        Counterexample example = finding.counterexample();
        assertFalse(example.comparison().holds());
        // Large enough to be seen, small enough to be followed by hand.
        assertTrue(example.comparison().deviation() > 0.04, "deviation " + example.comparison().deviation());
        assertTrue(example.setting().vocabulary().size() <= 3, "vocabulary " + example.setting().vocabulary().size());
        assertTrue(example.setting().horizon() <= 2, "horizon " + example.setting().horizon());
        assertTrue(example.choices().size() <= 4, "choices " + example.choices());
        double worst = mass(example, example.comparison().run().distribution());
        assertTrue(worst > mass(example, example.comparison().expected()), "worst " + example.worst());
    }

    private static double mass(Counterexample example, Map<List<Token>, Double> outputs) {
        return outputs.entrySet().stream().filter(output -> output.getKey().size() >= example.worst().size()
                        && output.getKey().subList(0, example.worst().size()).equals(example.worst()))
                .mapToDouble(Map.Entry::getValue).sum();
    }

    @ParameterizedTest
    @MethodSource("originals")
    void whatTheyAreMadeFromHolds(Path script) {
        LoadedStrategy strategy = Engine.DECANT.load(script).main();
        Report report = Engine.check(strategy, strategy.contracts(), 120);
        assertTrue(report.held(), report.toString());
        assertEquals(120, report.coverage().settings());
    }
}
