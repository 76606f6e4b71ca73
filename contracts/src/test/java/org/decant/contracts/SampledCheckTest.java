package org.decant.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.table.TableModel;
import org.junit.jupiter.api.Test;

class SampledCheckTest {
    private static final TableModel TARGET = TableModel.of("target", Setting.letters(4),
            tokens -> tokens.isEmpty() || tokens.getLast().id() == 0 ? new double[] {0.4, 0.3, 0.2, 0.1}
                    : new double[] {0.1, 0.2, 0.6, 0.1});
    private static final TableModel DRAFTER = TableModel.of("drafter", Setting.letters(4),
            tokens -> new double[] {0.25, 0.25, 0.4, 0.1});

    private static SampledCheck.Result check(LoadedStrategy strategy, int samples, long seed) {
        Map<String, Object> models = strategy.parameters().stream().anyMatch(p -> p.name().equals("drafter"))
                ? Map.of("target", TARGET, "drafter", DRAFTER) : Map.of("target", TARGET);
        return SampledCheck.check(Engine.DECANT, strategy, strategy.contracts(), models,
                new SampledCheck.Options(samples, seed, "", 6, SampledCheck.Options.ERROR_RATE),
                (done, planned, runs) -> { }).getFirst();
    }

    @Test
    void whatIsLosslessIsNotRefuted() {
        SampledCheck.Result result = check(Engine.DECANT.strategy("speculative"), 2000, 3);
        assertTrue(result.held(), result.toString());
        assertEquals(4, result.tests().size());
        assertTrue(result.tokens() > 2000);
        result.tests().forEach(test -> assertTrue(test.p() > 0.001, test.toString()));
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        LoadedStrategy strategy = Engine.DECANT.strategy("speculative");
        assertEquals(check(strategy, 200, 9), check(strategy, 200, 9));
        assertFalse(check(strategy, 200, 9).equals(check(strategy, 200, 10)));
    }

    @Test
    void wrongVersionsAreRefuted() {
        for (String mutant : List.of("correction_from_the_target", "ratio_swapped", "top_p_on_one_side", "context_off_by_one")) {
            SampledCheck.Result result = check(Engine.DECANT.load(
                    Path.of("src/test/resources/mutants", mutant + ".decode")).main(), 2000, 3);
            assertFalse(result.held(), mutant + ": " + result);
        }
    }

    @Test
    void eachTestSeesItsOwnKindOfMistake() {
        // Right first token, wrong ones later; and right tokens, but outputs that end too early.
        SampledCheck.Result later = check(Engine.script("""
                strategy s(target: Model) lossless target {
                  generate {
                    let p = softmax(target(output))
                    if written.empty { sample(p) } else { sample(p |> top_k(2)) }
                  }
                }"""), 1000, 1);
        assertFalse(later.tests().get(0).refutes(), later.toString());
        assertTrue(later.tests().get(1).refutes(), later.toString());
        SampledCheck.Result early = check(Engine.script("""
                strategy s(target: Model) lossless target { emit sample(softmax(target(output))) }"""), 1000, 1);
        assertFalse(early.tests().get(1).refutes(), early.toString());
        assertTrue(early.tests().get(2).refutes() && early.tests().get(3).refutes(), early.toString());
    }

    @Test
    void anImpossibleTokenRefutes() {
        TableModel certain = TableModel.of("target", Setting.letters(3), tokens -> new double[] {0.5, 0.5, 0});
        LoadedStrategy strategy = Engine.script("""
                strategy s(target: Model) lossless target { generate { target.tokens[sample([1.0, 1.0, 0.02])] } }""");
        SampledCheck.Result result = SampledCheck.check(Engine.DECANT, strategy, strategy.contracts(),
                Map.of("target", certain), new SampledCheck.Options(400, 1, "", 4, 0.001), (d, p, r) -> { }).getFirst();
        assertFalse(result.held());
        assertTrue(result.tests().stream().anyMatch(test -> test.p() == 0));
    }

    @Test
    void greedyIsComparedWithTheGreedyOutput() {
        assertTrue(check(Engine.DECANT.strategy("greedy"), 20, 1).held());
        SampledCheck.Result result = check(Engine.script("""
                strategy s(target: Model) greedy target { generate { sample(softmax(target(output))) } }"""), 50, 1);
        assertFalse(result.held());
        assertTrue(result.differ() > 25);
    }

    /// The rate of wrong refutations, over many seeds, is about what it is said to be at most.
    @Test
    void theErrorRateIsKept() {
        LoadedStrategy strategy = Engine.script("""
                strategy s(target: Model) lossless target { generate { sample(softmax(target(output))) } }""");
        int refuted = 0;
        for (long seed = 0; seed < 200; seed++) {
            refuted += SampledCheck.check(Engine.DECANT, strategy, strategy.contracts(), Map.of("target", TARGET),
                    new SampledCheck.Options(120, seed, "", 3, 0.05), (d, p, r) -> { }).getFirst().held() ? 0 : 1;
        }
        // 10 are expected at most; 22 or more would be a chance of less than one in 1,000. The seeds are fixed.
        assertTrue(refuted < 22, "refuted " + refuted + " of 200");
    }

    @Test
    void modelsMustBeGiven() {
        LoadedStrategy strategy = Engine.DECANT.strategy("speculative");
        DecantException missing = assertThrows(DecantException.class, () -> SampledCheck.check(Engine.DECANT, strategy,
                strategy.contracts(), Map.of(), new SampledCheck.Options(10, 1, "", 3, 0.05), (d, p, r) -> { }));
        assertTrue(missing.getMessage().contains("`target` is not given"), missing.getMessage());
    }
}
