package org.decant.compiler.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.decant.compiler.host.Decant;
import org.decant.compiler.host.RunRequest;
import org.decant.compiler.typed.Module;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.exact.Enumeration;
import org.decant.runtime.tensor.cpu.CpuTarget;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Chains give what their steps give.
class ChainTest {
    private static final Decant DECANT = Decant.create();

    private static List<Chain> chains(String body) {
        Module module = DECANT.finder().checker().check(new SourceText("test.decode",
                "strategy s(target: Model, drafter: Model, p: Float, k: Int) { " + body + " }"));
        return ChainFinder.all(module.strategies().get("s").body());
    }

    /// The value of an expression, the last of so many that there is a program for it.
    private static Object often(String type, String given, String steps, String result, long seed) {
        return value(type, given + "(0 .. " + (CpuTarget.INSTANCE.runsBefore() + 2) + ").map { i -> \n" + steps + result + "\n}.last", seed);
    }

    private static Object value(String type, String body, long seed) {
        return DECANT.loadText("test.decode", "strategy s() -> " + type + " { " + body + " }").strategy("s")
                .run(RunRequest.builder().seed(seed).build()).value();
    }

    // ---- what is a chain ----

    @Test
    void aPipelineUpToTheDrawIsOneChain() {
        List<Chain> found = chains("emit sample(target(output) |> temper(0.7) |> softmax |> top_k(k) |> top_p(p))");
        assertEquals(1, found.size());
        assertEquals("""
                inputs logits: [vocabulary], k: [], p: [], uniform: []
                %0: [vocabulary] = broadcast -inf
                %1: [vocabulary] = score_divide logits 0.7
                %2: [1] = log_sum_exp[axis 0, finite] %1
                %3: [vocabulary] = subtract %1 %2
                %4: i[kept1] = top_k %3 k
                %5: [kept1] = gather %3 %4
                %6: [vocabulary] = scatter %0 %4 %5
                %7: [1] = log_sum_exp[axis 0, finite] %6
                %8: [vocabulary] = subtract %6 %7
                %9: i[kept2] = top_mass %8 p
                %10: [kept2] = gather %8 %9
                %11: [vocabulary] = scatter %0 %9 %10
                %12: [1] = log_sum_exp[axis 0, finite] %11
                %13: [vocabulary] = subtract %11 %12
                %14: i[1] = draw %13 uniform
                outputs %14
                """, found.getFirst().program().toString());
    }

    @Test
    void contrastAndMixturesAreChains() {
        List<Chain> found = chains("""
                emit argmax(log(softmax(target(output)) |> min_p(0.1)) - 0.5 * log_softmax(drafter(output)))
                emit sample(mix(softmax(target(output)), softmax(drafter(output)), p))
                """);
        assertEquals(List.of(2, 3), found.stream().map(chain -> chain.leaves().size()).toList());
    }

    @Test
    void singleStepsAndOtherBuiltinsAreNone() {
        assertEquals(List.of(), chains("emit argmax(target(output))"));
        assertEquals(List.of(), chains("emit sample(typical(softmax(target(output)), 0.9))"));
        // what comes after one is a chain that begins there
        assertEquals(Chain.Kind.DISTRIBUTION,
                chains("emit sample(typical(softmax(target(output)), 0.9) |> top_k(3))").getFirst().leaves().getFirst().kind());
    }

    @Test
    void chainsAreFoundInBlocksAndLeaves() {
        assertEquals(2, chains("""
                let m = [0.5, 0.7].map { t -> max(softmax(target(output) |> temper(max(softmax(drafter(output)))))) }
                """).size());
    }

    // ---- what it gives ----

    /// An expression, and the same taken apart into single steps.
    private static final class Expression {
        private final Random random;
        private final StringBuilder steps = new StringBuilder();
        private int names;

        Expression(long seed) {
            random = new Random(seed);
        }

        private record Term(String whole, String name) {}

        private Term step(String form, Term... operands) {
            String name = "v" + names++;
            Object[] whole = Arrays.stream(operands).map(Term::whole).toArray();
            Object[] apart = Arrays.stream(operands).map(Term::name).toArray();
            steps.append("let ").append(name).append(" = ").append(String.format(form, apart)).append('\n');
            return new Term(String.format(form, whole), name);
        }

        private String number(double from, double to) {
            return String.format(Locale.ROOT, "%.3f", random.nextDouble(from, to));
        }

        private String transform() {
            return switch (random.nextInt(4)) {
                case 0 -> "temper(%s, " + number(0.3, 3) + ")";
                case 1 -> "top_k(%s, " + (1 + random.nextInt(12)) + ")";
                case 2 -> "top_p(%s, " + number(0.1, 1) + ")";
                default -> "min_p(%s, " + number(0, 0.6) + ")";
            };
        }

        Term logits(int depth) {
            if (depth == 0) {
                String name = random.nextBoolean() ? "x" : "y";
                return new Term(name, name);
            }
            return switch (random.nextInt(5)) {
                case 0 -> step("log_softmax(%s)", logits(depth - 1));
                case 1 -> step("log(%s)", dist(depth - 1));
                case 2 -> step("(%s + " + number(-1, 1) + " * %s)", logits(depth - 1), logits(0));
                case 3 -> step("(%s - " + "%s / " + number(1, 3) + ")", logits(depth - 1), logits(0));
                default -> step(transform(), logits(depth - 1));
            };
        }

        Term dist(int depth) {
            return switch (random.nextInt(depth <= 0 ? 1 : 4)) {
                case 0 -> step("softmax(%s)", logits(Math.max(0, depth - 1)));
                case 1 -> step("mix(%s, %s, " + number(0, 1) + ")", dist(depth - 1), dist(depth - 2));
                default -> step(transform(), dist(depth - 1));
            };
        }
    }

    private static String scores(Random random, int size) {
        return IntStream.range(0, size).mapToObj(i -> random.nextInt(8) == 0 ? "-inf"
                : String.format(Locale.ROOT, "%.4f", random.nextDouble(-3, 3))).collect(Collectors.joining(", ", "logits([", "])"));
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void chainsAgreeWithTheirSteps(@ForAll long seed) {
        Random random = new Random(seed);
        int size = 2 + random.nextInt(14);
        Expression expression = new Expression(seed);
        Expression.Term dist = expression.dist(1 + random.nextInt(4));
        String given = "let x = " + scores(random, size) + "\nlet y = " + scores(random, size) + "\n";
        List<String> wholes = List.of("sample(" + dist.whole() + ")", "argmax(" + dist.whole() + ")");
        List<String> aparts = List.of("sample(" + dist.name() + ")", "argmax(" + dist.name() + ")");
        Object expected;
        try {
            expected = often("Dist", given, expression.steps.toString(), dist.name(), seed);
        } catch (DecantException failure) {
            String message = assertThrows(DecantException.class, () -> often("Dist", given, "", dist.whole(), seed)).getMessage();
            assertEquals(failure.getMessage().lines().findFirst(), message.lines().findFirst(), dist.whole());
            return;
        }
        Object actual = often("Dist", given, "", dist.whole(), seed);
        assertArrayEquals(((Dist) expected).logProbabilities(), ((Dist) actual).logProbabilities(), 1e-9, given + dist.whole());
        for (int i = 0; i < wholes.size(); i++) {
            assertEquals((Token) often("Token", given, expression.steps.toString(), aparts.get(i), seed),
                    (Token) often("Token", given, "", wholes.get(i), seed), given + wholes.get(i));
        }
        assertEquals((Double) often("Float", given, expression.steps.toString(), "max(" + dist.name() + ")", seed),
                (Double) often("Float", given, "", "max(" + dist.whole() + ")", seed), 1e-9, given + dist.whole());
    }

    /// Enumeration repeats a run and expects the same numbers to the last bit, while a chain and its steps round differently.
    @Test
    void enumeratedRunsComeToTheSameNumbersEachTime() {
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            String drawn = "sample(mix(softmax(x), softmax(temper(y, 0.7)), 0.3))";
            var strategy = DECANT.loadText("test.decode", "strategy s() -> List<Token> {\n"
                    + "let x = " + scores(random, 6) + "\nlet y = " + scores(random, 6) + "\n"
                    + "let a = " + (i % 2 == 0 ? drawn : "fork(1) { " + drawn + " }.first") + "\n"
                    + "let b = sample(softmax(logits((0 .. " + 2 * CpuTarget.INSTANCE.runsBefore() + ").map { i -> 0.0 })))\n"
                    + "[a, b]\n}").strategy("s");
            assertTrue(Enumeration.of(draws -> strategy.run(RunRequest.builder().draws(draws).build()).value(), 1000).complete());
        }
    }

    // ---- what is not ordinary ----

    @Test
    void whatProgramsAreNotMadeForGoesStepByStep() {
        String scores = "let x = logits([1.0, 2.0, 0.5])\nvar t = 0.0\n";
        assertEquals(List.of(Double.NEGATIVE_INFINITY, 0.0, Double.NEGATIVE_INFINITY),
                boxed((Dist) often("Dist", scores + "let z = t\n", "", "x |> temper(z) |> softmax", 1)));
        assertEquals(List.of(Double.NEGATIVE_INFINITY, 0.0, Double.NEGATIVE_INFINITY),
                boxed((Dist) often("Dist", scores + "t = 1e-320\nlet z = t\n", "", "x |> temper(z) |> softmax", 1)));
    }

    private static List<Double> boxed(Dist dist) {
        List<Double> boxed = new ArrayList<>();
        for (double number : dist.logProbabilities()) {
            boxed.add(number);
        }
        return boxed;
    }

    @Test
    void errorsStandAtTheirStep() {
        String message = assertThrows(DecantException.class, () -> value("Token",
                "var k = 0\nsample(logits([1.0, 2.0]) |> softmax |> top_k(k) |> top_p(0.5))", 1)).getMessage();
        assertTrue(message.contains("the parameter k of top_k is 0") && message.contains("test.decode:2:8"), message);
        message = assertThrows(DecantException.class, () -> value("Token",
                "sample(top_p(softmax(logits([-inf, -inf])), 0.5))", 1)).getMessage();
        assertTrue(message.contains("no token has a score above minus infinity") && message.contains("test.decode:1:38"), message);
        message = assertThrows(DecantException.class, () -> value("Token",
                "argmax(softmax(logits([1.0, 2.0]) + logits([1.0])))", 1)).getMessage();
        assertTrue(message.contains("one side's logits are for the vocabulary"), message);
    }
}
