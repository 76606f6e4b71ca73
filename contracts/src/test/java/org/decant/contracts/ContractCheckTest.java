package org.decant.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.contracts.Report.Finding;
import org.decant.contracts.Report.Verdict;
import org.decant.runtime.diagnostic.DecantException;
import org.junit.jupiter.api.Test;

class ContractCheckTest {

    private static Verdict verdict(String script) {
        return Engine.check(script, 60).findings().getFirst().verdict();
    }

    @Test
    void samplingIsLosslessAndNotGreedy() {
        String body = "{ generate { sample(softmax(target(output))) } }";
        assertEquals(Verdict.HELD, verdict("strategy s(target: Model) lossless target " + body));
        assertEquals(Verdict.REFUTED, verdict("strategy s(target: Model) greedy target " + body));
    }

    @Test
    void tiesAreBrokenAsGreedyDecodingDoes() {
        assertEquals(Verdict.HELD, verdict("""
                strategy s(target: Model) greedy target { generate { argmax(target(output)) } }"""));
        assertEquals(Verdict.REFUTED, verdict("""
                strategy s(target: Model) greedy target {
                  generate {
                    let best = max(target(output))
                    target.tokens.where { t -> target(output)[t] == best }.last     // the largest id among equals
                  }
                }"""));
    }

    @Test
    void aBoundIsKeptOrNot() {
        // Mixed with a tenth of the uniform distribution: at most 0.1 away at each token, 0.6 in six.
        String body = """
                 {
                  generate { sample(mix(softmax(target(output)), softmax(0.0 * target(output).map { t, s -> 0.0 }), 0.01)) }
                }""";
        assertEquals(Verdict.HELD, verdict("strategy s(target: Model) lossless target within 0.06" + body));
        assertEquals(Verdict.REFUTED, verdict("strategy s(target: Model) lossless target within 0.001" + body));
    }

    /// Drawing from the truncated model keeps the proportions of tokens, not those of whole outputs.
    @Test
    void aConditionIsOnWholeOutputs() {
        String head = "strategy s(target: Model, other: Model) lossless target given other ";
        assertEquals(Verdict.REFUTED, verdict(head + """
                {
                  generate {
                    let possible = softmax(other(output)).support
                    sample(if possible.any { t -> softmax(target(output))[t] > 0.0 } { softmax(mask(target(output), possible)) }
                      else { softmax(target(output)) })
                  }
                }"""));
        assertEquals(Verdict.REFUTED, verdict(head + "{ generate { sample(softmax(target(output))) } }"));
        assertEquals(Verdict.HELD, verdict(head + """
                {
                  var path = output
                  while path.length - output.length < remaining and (path == output or not path.ended) {
                    let token = sample(softmax(target(path)))
                    path = if softmax(other(path))[token] > 0.0 { path + token } else { output }
                  }
                  emit path.since(output)
                }"""));
    }

    @Test
    void outputsThatStopTooEarlyAreSeen() {
        Report report = Engine.check("""
                strategy s(target: Model) lossless target { emit sample(softmax(target(output))) }""", 60);
        assertEquals(Verdict.REFUTED, report.findings().getFirst().verdict());
        assertEquals(2, report.findings().getFirst().counterexample().setting().horizon());
    }

    @Test
    void roundsThatWriteNothingDoNotTerminate() {
        Report report = Engine.check("""
                strategy s(target: Model) terminates {
                  var turn = 0
                  generate {
                    turn = 1 - turn
                    if flip(0.5) { [] } else { if output.empty { [sample(softmax(target(output)))] } else { [] } }
                  }
                }""", 12);
        assertEquals(Verdict.REFUTED, report.findings().getFirst().verdict());
    }

    @Test
    void whatCannotBeEnumeratedIsSaidWithWhatToWrite() {
        DecantException refused = assertThrows(DecantException.class, () -> Engine.check("""
                strategy s(target: Model) lossless target {
                  generate { if uniform() < 0.5 { argmax(target(output)) } else { sample(softmax(target(output))) } }
                }""", 10));
        assertTrue(refused.getMessage().contains("flip(p)"), refused.getMessage());
        assertTrue(refused.getMessage().contains("test.decode:2"), refused.getMessage());
    }

    @Test
    void gumbelNoiseIsTheChoiceThatItDecides() {
        assertEquals(Verdict.HELD, verdict("""
                strategy s(target: Model) lossless target { generate { argmax(target(output) + gumbel(target(output))) } }"""));
        assertEquals(Verdict.REFUTED, verdict("""
                strategy s(target: Model) lossless target {
                  generate { argmax(target(output) / 2.0 + gumbel(target(output))) }
                }"""));
        assertEquals(Verdict.HELD, verdict("""
                strategy s(target: Model) lossless target {
                  generate {
                    let noisy = gumbel(target(output)) + target(output)
                    if argmax(noisy) == argmax(noisy) { argmax(noisy) } else { target.tokens.first }
                  }
                }"""));
        for (String use : List.of("(x + noise).top(1).map { t, s -> t }", "sample(softmax(x + noise))",
                "if flip(0.5) { argmax(x + noise) } else { argmax(x / 2.0 + noise + noise) }")) {
            DecantException refused = assertThrows(DecantException.class, () -> Engine.check("""
                    strategy s(target: Model) lossless target {
                      generate {
                        let x = target(output)
                        let noise = gumbel(x)
                        USE
                      }
                    }""".replace("USE", use), 10), use);
            assertTrue(refused.getMessage().contains("Gumbel noise has infinitely many outcomes"), refused.getMessage());
        }
    }

    @Test
    void aStrategyThatFailsWithItsDefaultsIsNotPassedOver() {
        DecantException failure = assertThrows(DecantException.class, () -> Engine.check("""
                strategy s(target: Model) lossless target { generate { written.first } }""", 10));
        assertTrue(failure.getMessage().contains("empty"), failure.getMessage());
    }

    @Test
    void valuesThatAStrategyRefusesAreCounted() {
        Report report = Engine.check("""
                strategy s(target: Model, p: Float = 0.0) lossless target {
                  generate { if p == 0.0 { sample(softmax(target(output))) } else { sample(softmax(target(output)) |> top_p(-p)) } }
                }""", 60);
        assertEquals(Verdict.HELD, report.findings().getFirst().verdict());
        assertTrue(report.coverage().refusals().values().stream().mapToInt(n -> n).sum() > 5, report.toString());
    }

    @Test
    void theLimitOfRunsIsKeptAndSaid() {
        LoadedStrategy strategy = Engine.DECANT.strategy("speculative");
        Report report = ContractCheck.check(strategy, strategy.contracts(),
                new ContractCheck.Options(300, Engine.SEED, 2000, 500, 0, 2, Map.of()), (done, planned, branches) -> { });
        assertTrue(report.coverage().stoppedEarly());
        assertTrue(report.coverage().branches() < 2000 + 8 * 502, "runs: " + report.coverage().branches());
        assertTrue(report.coverage().settings() < 300);
        assertTrue(report.coverage().incomplete() > 0 && report.coverage().missing() > 0, report.toString());
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        LoadedStrategy strategy = Engine.DECANT.load(java.nio.file.Path.of(
                "src/test/resources/mutants/residual_not_updated.decode")).main();
        Report[] reports = new Report[2];
        for (int i = 0; i < 2; i++) {
            reports[i] = ContractCheck.check(strategy, strategy.contracts(), new ContractCheck.Options(80, 5, 1_000_000,
                    50_000, 50_000, 1 + 3 * i, Map.of()), (done, planned, branches) -> { });
        }
        assertEquals(reports[0].coverage(), reports[1].coverage());
        Finding one = reports[0].findings().getFirst();
        Finding other = reports[1].findings().getFirst();
        assertEquals(one.deviation(), other.deviation());
        assertEquals(one.counterexample().choices(), other.counterexample().choices());
        assertEquals(one.counterexample().comparison().run().distribution(),
                other.counterexample().comparison().run().distribution());
    }

    @Test
    void fixedValuesStayAsTheyAre() {
        LoadedStrategy strategy = Engine.DECANT.strategy("nucleus");
        List<org.decant.compiler.typed.Routine.Contract> lossless = List.of(
                ContractCheck.possible(strategy.routine()).getFirst());
        ContractCheck.Options options = new ContractCheck.Options(60, Engine.SEED, 1_000_000, 50_000, 50_000, 2,
                Map.of("p", 1.0, "temperature", 1.0));
        assertTrue(ContractCheck.check(strategy, lossless, options, (done, planned, branches) -> { }).held());
        assertFalse(Engine.check(strategy, lossless, 60).held());
    }
}
