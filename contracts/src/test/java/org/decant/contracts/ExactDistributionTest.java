package org.decant.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Distributions computed by hand.
class ExactDistributionTest {
    private static final Vocabulary LETTERS = Setting.letters(3); // a, b, </s>

    private static TableModel model(double... row) {
        return TableModel.of("model", LETTERS, tokens -> row);
    }

    private static Map<String, Double> distribution(String script, Map<String, Object> arguments, int maxTokens) {
        return ExactDistribution.of(Engine.script(script), arguments, "", maxTokens, 10_000).probabilities().entrySet().stream()
                .collect(Collectors.toMap(entry -> OutputText.of(entry.getKey()), Map.Entry::getValue));
    }

    private static void assertDistribution(Map<String, Double> expected, Map<String, Double> found) {
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((output, p) -> assertEquals(p, found.get(output), 1e-14, output));
    }

    @Test
    void topKOfTwoTokens() {
        // 0.5, 0.3 and 0.2: the two likeliest, 5/8 and 3/8, twice.
        assertDistribution(Map.of("a a", 25.0 / 64, "a b", 15.0 / 64, "b a", 15.0 / 64, "b b", 9.0 / 64),
                distribution("strategy s(target: Model) { generate { sample(softmax(target(output)) |> top_k(2)) } }",
                        Map.of("target", model(0.5, 0.3, 0.2)), 2));
    }

    @Test
    void theBestOfTwoSamplesByATie() {
        // Two independent tokens; the more likely one is written: a unless both are b or end; b unless none is a and both end.
        assertDistribution(Map.of("a", 1 - 0.25, "b", 0.25 - 0.04, "</s>", 0.04), distribution("""
                strategy s(target: Model) {
                  let p = softmax(target(output))
                  let drawn = fork(2) { sample(p) }
                  emit drawn.max_by { t -> p[t] }
                }""", Map.of("target", model(0.5, 0.3, 0.2)), 1));
    }

    @Test
    void speculationWithADrafterThatNeverAgrees() {
        // The drafter always says a, the target never: rejected at once, the residual is the target: b 3/4, end 1/4, twice.
        assertDistribution(Map.of("b b", 9.0 / 16, "b </s>", 3.0 / 16, "</s>", 4.0 / 16), distribution("""
                import speculative
                strategy s(target: Model, drafter: Model) { run speculative(target, drafter, gamma: 2) }""",
                Map.of("target", model(0, 0.75, 0.25), "drafter", model(1, 0, 0)), 2));
    }

    @Test
    void outputsAreSortedTheLikeliestFirst() {
        ExactDistribution distribution = ExactDistribution.of(
                Engine.script("strategy s(target: Model) { generate { sample(softmax(target(output))) } }"),
                Map.of("target", model(0.2, 0.5, 0.3)), "", 1, 100);
        assertEquals(List.of("b", "</s>", "a"), distribution.probabilities().keySet().stream().map(OutputText::of).toList());
        assertEquals(1 + 3, distribution.branches()); // to the loop, and each token from there
    }
}
