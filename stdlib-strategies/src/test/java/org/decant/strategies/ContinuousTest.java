package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.host.RunResult;
import org.decant.models.task.TaskExample;
import org.decant.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Wang et al., 2024: what is written has the target's density, whatever the drafter's is, and drafts are accepted as often as
/// the two densities overlap.
class ContinuousTest {
    private static final int RUNS = 3000;
    /// Kolmogorov and Smirnov's bound at a level of 0.001: sqrt(ln(2 / 0.001) / 2).
    private static final double BOUND = 1.95;

    /// One dimension: the first value around `mean`, each after it around `slope` times the one before.
    private record Walk(double mean, double slope, double deviation) {

        String script() {
            return String.format(Locale.ROOT, "{ xs -> Normal(if xs.empty { tensor([%f]) } else { %f * xs.last }, %f) }", mean, slope,
                    deviation);
        }
    }

    private record Setting(Walk target, Walk drafter) {
    }

    private static final List<Setting> SETTINGS = List.of(
            new Setting(new Walk(0, 0.9, 1), new Walk(0.5, 0.8, 1)),
            new Setting(new Walk(0, 0.5, 1), new Walk(0, 0.5, 2)),
            new Setting(new Walk(1, -0.7, 1), new Walk(0.5, -0.3, 0.6)));

    private static double[][] values(Setting setting, int length, int gamma, long seed) {
        LoadedStrategy walks = Library.script("""
                import continuous
                strategy walks(length: Int, gamma: Int) -> List<Tensor> {
                  return run continuous(%s, %s, length, gamma)
                }
                """.formatted(setting.target.script(), setting.drafter.script()));
        double[][] values = new double[RUNS][];
        for (int run = 0; run < RUNS; run++) {
            RunResult result = Library.run(walks, Map.of("length", length, "gamma", gamma), "", 1, seed + run);
            values[run] = ((List<?>) result.value()).stream().mapToDouble(value -> ((Tensor) value).get(0)).toArray();
        }
        return values;
    }

    @Test
    void valuesHaveTheTargetsDensity() {
        long seed = Library.seed("continuous");
        for (Setting setting : SETTINGS) {
            double[][] values = values(setting, 3, 2, seed);
            Walk target = setting.target;
            double mean = target.mean;
            double variance = target.deviation * target.deviation;
            for (int place = 0; place < 3; place++) {
                int at = place;
                double[] marginal = Arrays.stream(values).mapToDouble(run -> run[at]).toArray();
                check(marginal, mean, Math.sqrt(variance), setting + ", value " + place);
                if (place > 0) { // what it adds to the value before, which it must not depend on
                    double[] steps = Arrays.stream(values).mapToDouble(run -> run[at] - target.slope * run[at - 1]).toArray();
                    check(steps, 0, target.deviation, setting + ", step " + place);
                    double[] before = Arrays.stream(values).mapToDouble(run -> run[at - 1]).toArray();
                    assertEquals(0, correlation(steps, before), 4 / Math.sqrt(RUNS), setting + ", step " + place);
                }
                mean *= target.slope;
                variance = target.slope * target.slope * variance + target.deviation * target.deviation;
            }
        }
    }

    private static void check(double[] sample, double mean, double deviation, String what) {
        double[] sorted = Arrays.stream(sample).sorted().toArray();
        double distance = 0;
        for (int i = 0; i < sorted.length; i++) {
            double below = cumulated((sorted[i] - mean) / deviation);
            distance = Math.max(distance, Math.max(below - (double) i / sorted.length, (i + 1.0) / sorted.length - below));
        }
        assertTrue(distance * Math.sqrt(sorted.length) < BOUND, what + ": the distance is " + distance);
    }

    /// The standard normal distribution function, by integration.
    private static double cumulated(double z) {
        int parts = 400;
        double sum = 0;
        for (int i = 0; i < parts; i++) {
            double x = z * (i + 0.5) / parts;
            sum += density(x, 0, 1) * z / parts;
        }
        return 0.5 + sum;
    }

    private static double density(double x, double mean, double deviation) {
        double z = (x - mean) / deviation;
        return Math.exp(-z * z / 2) / (deviation * Math.sqrt(2 * Math.PI));
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }

    /// What the strategy calculates with, against numerical integration: the overlap of p and q, and the part of p above q.
    @Test
    void acceptanceAndTheRestAreThoseOfTheDensities() {
        long seed = Library.seed("continuous");
        Walk p = new Walk(0, 0, 1);
        Walk q = new Walk(0.8, 0, 1.5);
        double overlap = 0;
        double above = 0;
        double width = 1e-3;
        for (double x = -12; x < 12; x += width) {
            double ofP = density(x, p.mean, p.deviation);
            double ofQ = density(x, q.mean, q.deviation);
            overlap += Math.min(ofP, ofQ) * width;
            above += x * Math.max(ofP - ofQ, 0) * width;
        }
        double accepted = 0;
        double rest = 0;
        LoadedStrategy once = Library.script("""
                import continuous
                strategy once(p: Float, q: Float, narrow: Float, wide: Float) -> List<Float> {
                  let target = Normal(tensor([p]), narrow)
                  let drafter = Normal(tensor([q]), wide)
                  return [ratio(target, drafter, drawn_from(drafter)), left_over(target, drafter).at([0])]
                }
                """);
        for (int run = 0; run < RUNS; run++) {
            List<?> drawn = (List<?>) Library.run(once, Map.of("p", p.mean, "q", q.mean, "narrow", p.deviation, "wide", q.deviation),
                    "", 1, seed + run).value();
            accepted += (Double) drawn.get(0) / RUNS;
            rest += (Double) drawn.get(1) / RUNS;
        }
        System.out.printf("continuous: a draft is accepted with %.3f, the densities overlap by %.3f; the rest has the mean %.3f,"
                + " by integration %.3f%n", accepted, overlap, rest, above / (1 - overlap));
        assertEquals(overlap, accepted, 0.03);
        assertEquals(above / (1 - overlap), rest, 0.08);
    }

    /// Values are embeddings of the target's tokens with noise: a model looks up the tokens that the values so far are nearest
    /// to, and expects the mean of the next one's embedding.
    @Test
    void sumsAreCalculatedInEmbeddingsWithFewerPasses() {
        long seed = Library.seed("continuous");
        LoadedStrategy embedded = Library.script("""
                import continuous
                strategy embedded(target: Model, drafter: Model, length: Int, gamma: Int) -> Text {
                  let tokens = target.encode(" 0123456789 + - = . The answer is").distinct
                  let points = tokens.map { token -> target.hidden(target.context("") + token, 0) }
                  let values = run continuous({ values -> next(target, prompt, tokens, points, values) },
                    { values -> next(drafter, prompt, tokens, points, values) }, length, gamma)
                  return text(values.map { value -> nearest(tokens, points, value) })
                }

                function next(model: Model, start: Context, tokens: Tokens, points: List<Tensor>, values: List<Tensor>) -> Normal {
                  let p = softmax(model(start + values.map { value -> nearest(tokens, points, value) }))
                  let parts = tokens.zip(points).map { token, point -> p[token] * point }
                  Normal(parts.fold(zeros([points.first.shape[0]])) { sum, part -> sum + part }, 0.1)
                }

                function nearest(tokens: Tokens, points: List<Tensor>, value: Tensor) -> Token {
                  let (token, _) = tokens.zip(points).min_by { _, point -> sum((point - value) * (point - value)) }
                  token
                }
                """);
        long passes = 0;
        long inTurn = 0;
        for (TaskExample sum : BuiltinDrafts.items("arithmetic", 3)) {
            RunResult drafted = Library.run(embedded, Map.of("target", BuiltinDrafts.TARGET, "drafter", BuiltinDrafts.DRAFTER,
                    "length", 12, "gamma", 4), sum.prompt(), 1, seed);
            RunResult alone = Library.run(embedded, Map.of("target", BuiltinDrafts.TARGET, "drafter", BuiltinDrafts.DRAFTER,
                    "length", 12, "gamma", 0), sum.prompt(), 1, seed);
            passes += drafted.models().getFirst().passes();
            inTurn += alone.models().getFirst().passes();
            String calculation = sum.references().getFirst().substring(0, sum.references().getFirst().indexOf('.'));
            assertTrue(((String) drafted.value()).strip().startsWith(calculation), drafted.value() + " for " + sum);
        }
        System.out.printf("continuous, arithmetic: %d passes of builtin:target for 36 values, %d without a drafter%n", passes, inTurn);
        assertTrue(passes < 0.7 * inTurn);
    }

    @Test
    void densitiesAreOfAllNumbersOfAValue() {
        Object density = Library.runScript("""
                import continuous
                strategy density() -> Float { return log_density(Normal(tensor([1.0, -2.0]), 2.0), tensor([0.5, 0.0])) }
                """, Map.of(), "", 1).value();
        // without the constant, which ratios do not need
        assertEquals(-0.5 * (0.25 * 0.25 + 1) - 2 * Math.log(2), (Double) density, 1e-12);
    }
}
