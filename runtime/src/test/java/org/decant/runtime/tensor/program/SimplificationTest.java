package org.decant.runtime.tensor.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.tensor.program.Operation.BinaryFunction;
import org.decant.runtime.tensor.program.Operation.Comparison;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.Operation.UnaryFunction;
import org.junit.jupiter.api.Test;

/// What simplification leaves out, and that nothing else changes.
class SimplificationTest {
    private final ProgramBuilder builder = new ProgramBuilder();
    private final Value logits = builder.input("logits", TensorType.numbers(Extent.symbol("vocabulary")));

    private Value temper(Value scores) {
        return builder.binary(BinaryFunction.SCORE_DIVIDE, scores, builder.number("temperature"));
    }

    private Value topK(Value scores, int k) {
        return builder.only(scores, builder.topK(scores, builder.constant(k)));
    }

    private Value topP(Value scores, double p) {
        return builder.only(scores, builder.topMass(scores, builder.constant(p)));
    }

    @Test
    void theSamplingChainNeverLooksAtTheTail() {
        Value dist = builder.logSoftmax(temper(logits));
        dist = builder.logSoftmax(topK(dist, 40));
        dist = builder.logSoftmax(topP(dist, 0.9));
        TensorProgram program = builder.program(builder.draw(dist, builder.number("uniform")));
        assertEquals("""
                inputs logits: [vocabulary], temperature: [], uniform: []
                %0: i[kept1] = top_k logits 40
                %1: [kept1] = gather logits %0
                %2: [kept1] = score_divide %1 temperature
                %3: i[kept2] = top_mass %2 0.9
                %4: i[kept2] = gather %0 %3
                %5: [kept2] = gather %1 %3
                %6: [kept2] = score_divide %5 temperature
                %7: i[1] = draw %6 uniform
                %8: i[1] = gather %4 %7
                outputs %8
                """, Simplification.of(program).toString());
    }

    @Test
    void aMixtureIsDrawnByItsProbabilities() {
        Value other = builder.logProbabilities("dist", Extent.symbol("vocabulary"));
        Value weight = builder.number("weight");
        Value mixed = builder.logSoftmax(builder.binary(BinaryFunction.LOG_ADD,
                builder.add(builder.log(builder.subtract(builder.constant(1), weight)), builder.logSoftmax(logits)),
                builder.add(builder.log(weight), other)));
        assertEquals("""
                inputs logits: [vocabulary], dist: [vocabulary], weight: [], uniform: []
                %0: [] = subtract 1 weight
                %1: [1] = log_sum_exp[axis 0, finite] logits
                %2: [vocabulary] = subtract logits %1
                %3: [vocabulary] = exp %2
                %4: [vocabulary] = multiply %0 %3
                %5: [vocabulary] = exp dist
                %6: [vocabulary] = multiply weight %5
                %7: [vocabulary] = add %4 %6
                %8: i[1] = choose %7 uniform
                outputs %8
                """, Simplification.of(builder.program(builder.draw(mixed, builder.number("uniform")))).toString());
    }

    private Value minP(Value scores, double ratio) {
        return builder.only(scores, builder.topRatio(scores, builder.constant(ratio)));
    }

    @Test
    void minPOfADistributionNeedsNoNormaliser() {
        Value kept = minP(builder.logSoftmax(logits), -2);
        assertEquals("""
                inputs logits: [vocabulary], uniform: []
                %0: i[kept1] = top_ratio logits -2
                %1: [kept1] = gather logits %0
                %2: i[1] = draw %1 uniform
                %3: i[1] = gather %0 %2
                outputs %3
                """, Simplification.of(builder.program(builder.draw(builder.logSoftmax(kept), builder.number("uniform"))))
                .toString());
    }

    @Test
    void contrastLooksAtTheOtherScoresOfKeptTokensOnly() {
        Value other = builder.input("other", TensorType.numbers(Extent.symbol("vocabulary")));
        Value kept = builder.logSoftmax(minP(builder.logSoftmax(logits), -2));
        Value contrast = builder.binary(BinaryFunction.SCORE_SUBTRACT, kept,
                builder.binary(BinaryFunction.SCORE_MULTIPLY, builder.logSoftmax(other), builder.constant(0.5)));
        assertEquals("""
                inputs logits: [vocabulary], other: [vocabulary]
                %0: i[kept1] = top_ratio logits -2
                %1: [kept1] = gather logits %0
                %2: [1] = max[axis 0, finite] %1
                %3: [kept1] = subtract %1 %2
                %4: [kept1] = gather other %0
                %5: [1] = max[axis 0, finite] other
                %6: [kept1] = subtract %4 %5
                %7: [kept1] = score_multiply %6 0.5
                %8: [kept1] = score_subtract %3 %7
                %9: i[1] = arg_max %8
                %10: [1] = gather %1 %9
                %11: [1] = subtract %10 %2
                %12: [1] = gather %4 %9
                %13: [1] = subtract %12 %5
                %14: [1] = score_multiply %13 0.5
                %15: [1] = score_subtract %11 %14
                %16: i[1] = gather %0 %9
                %17: i[1] = where_less -inf %15 %16 0
                outputs %17
                """, Simplification.of(builder.program(builder.argMax(contrast, false))).toString());
    }

    @Test
    void normalisersOfAddendsTakeNoExponentials() {
        Value other = builder.input("other", TensorType.numbers(Extent.symbol("vocabulary")));
        Value sum = builder.binary(BinaryFunction.SCORE_ADD, builder.logSoftmax(temper(logits)), builder.logSoftmax(other));
        assertEquals("""
                inputs logits: [vocabulary], other: [vocabulary], temperature: [], uniform: []
                %0: [vocabulary] = score_divide logits temperature
                %1: [1] = max[axis 0, finite] %0
                %2: [vocabulary] = subtract %0 %1
                %3: [1] = max[axis 0, finite] other
                %4: [vocabulary] = subtract other %3
                %5: [vocabulary] = score_add %2 %4
                %6: i[1] = draw %5 uniform
                outputs %6
                """, Simplification.of(builder.program(builder.draw(builder.logSoftmax(sum), builder.number("uniform")))).toString());
    }

    @Test
    void wherePossibleTokensMeetImpossibleOnesTheFirstIsTheLargest() {
        Value other = builder.input("other", TensorType.numbers(Extent.symbol("vocabulary")));
        TensorProgram program = builder.program(builder.argMax(
                builder.binary(BinaryFunction.SCORE_ADD, topK(logits, 1), other), false));
        List<Tensor> inputs = List.of(Tensor.of(1, 2, 0), Tensor.of(0, Double.NEGATIVE_INFINITY, 0));
        assertEquals(0, ReferenceInterpreter.run(program, inputs).getFirst().values()[0]);
        assertEquals(0, ReferenceInterpreter.run(Simplification.of(program), inputs).getFirst().values()[0]);
    }

    @Test
    void theLargestNeedsNoSoftmax() {
        Value probabilities = builder.softmax(temper(builder.logSoftmax(logits)));
        assertEquals("""
                inputs logits: [vocabulary], temperature: []
                %0: i[1] = arg_max[finite] logits
                outputs %0
                """, Simplification.of(builder.program(builder.argMax(probabilities, false))).toString());
    }

    @Test
    void normalisingTwiceIsNormalisingOnce() {
        Value once = builder.logSoftmax(logits);
        assertEquals(Simplification.of(builder.program(once)).toString(),
                Simplification.of(builder.program(builder.logSoftmax(builder.logSoftmax(once)))).toString());
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        Value a = builder.input("a", TensorType.numbers(Extent.of(2), Extent.of(3)));
        Value b = builder.input("b", TensorType.numbers(Extent.of(4)));
        String message = assertThrows(DecantException.class, () -> builder.add(a, b)).getMessage();
        assertTrue(message.contains("the shapes [2, 3] and [4] do not go together in add"), message);
        message = assertThrows(DecantException.class, () -> builder.matMul(a, a)).getMessage();
        assertTrue(message.contains("the shapes [2, 3] and [2, 3] do not go together in mat_mul"), message);
        message = assertThrows(DecantException.class, () -> builder.add(a, logits)).getMessage();
        assertTrue(message.contains("[2, 3] and [vocabulary]"), message);
    }

    /// Chains of what transforms do, ended in every way a script can look at them.
    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void chainsKeepTheirMeaning(@ForAll long seed, @ForAll @IntRange(min = 0, max = 6) int steps) {
        Random random = new Random(seed);
        ProgramBuilder chain = new ProgramBuilder();
        Value scores = chain.input("scores", TensorType.numbers(Extent.symbol("n")));
        Value other = chain.input("other", TensorType.numbers(Extent.symbol("n")));
        for (int i = 0; i < steps; i++) {
            scores = step(chain, scores, other, random);
        }
        List<Value> outputs = new ArrayList<>();
        outputs.add(switch (random.nextInt(6)) {
            case 0 -> chain.draw(chain.logSoftmax(scores), chain.constant(random.nextDouble()));
            case 1 -> chain.argMax(chain.softmax(scores), false);
            case 2 -> chain.logSoftmax(scores);
            case 3 -> chain.reduce(Reduction.MAX, chain.softmax(scores), 0);
            case 4 -> chain.argMax(scores, random.nextBoolean());
            default -> scores;
        });
        if (random.nextInt(4) == 0) {
            outputs.add(scores);
        }
        TensorProgram program = chain.program(outputs.toArray(Value[]::new));
        TensorProgram simple = Simplification.of(program);
        int size = 1 + random.nextInt(12);
        List<Tensor> inputs = List.of(scores(random, size), scores(random, size));
        List<Tensor> expected;
        try {
            expected = ReferenceInterpreter.run(program, inputs);
        } catch (ProgramFailure failure) {
            assertThrows(ProgramFailure.class, () -> ReferenceInterpreter.run(simple, inputs), simple::toString);
            return;
        }
        List<Tensor> actual = ReferenceInterpreter.run(simple, inputs);
        for (int i = 0; i < expected.size(); i++) {
            double[] wanted = expected.get(i).values();
            double[] got = actual.get(i).values();
            assertEquals(wanted.length, got.length, program + "\n" + simple);
            for (int k = 0; k < wanted.length; k++) {
                assertEquals(wanted[k], got[k], 1e-9, program + "\n" + simple);
            }
        }
    }

    private static Value step(ProgramBuilder chain, Value scores, Value other, Random random) {
        return switch (random.nextInt(17)) {
            case 0 -> chain.binary(BinaryFunction.SCORE_DIVIDE, scores, chain.constant(random.nextDouble(0.3, 2)));
            case 1 -> chain.logSoftmax(scores);
            case 2 -> chain.only(scores, chain.topK(scores, chain.constant(1 + random.nextInt(6))));
            case 3 -> chain.only(scores, chain.topMass(scores, chain.constant(random.nextDouble(0.2, 0.99))));
            case 4 -> chain.binary(BinaryFunction.SCORE_ADD, scores, other);
            case 5 -> chain.where(Comparison.LESS, scores,
                    chain.subtract(chain.reduce(Reduction.MAX, scores, 0), chain.constant(2)),
                    chain.constant(Double.NEGATIVE_INFINITY), scores);
            case 6 -> chain.binary(BinaryFunction.SCORE_ADD, chain.only(other, chain.topK(other, chain.constant(4))), scores);
            case 7 -> {
                double weight = random.nextDouble();
                yield chain.logSoftmax(chain.binary(BinaryFunction.LOG_ADD,
                        chain.add(chain.log(chain.constant(weight)), chain.logSoftmax(scores)),
                        chain.add(chain.log(chain.constant(1 - weight)), chain.logSoftmax(other))));
            }
            case 8 -> chain.log(chain.softmax(scores));
            case 9, 10 -> chain.only(scores, chain.topRatio(scores, chain.constant(random.nextDouble(-4, 0))));
            case 11 -> chain.binary(BinaryFunction.SCORE_SUBTRACT, scores,
                    chain.binary(BinaryFunction.SCORE_MULTIPLY, chain.logSoftmax(other), chain.constant(random.nextDouble(-1, 1))));
            case 12 -> chain.binary(BinaryFunction.SCORE_ADD, chain.logSoftmax(other), chain.logSoftmax(scores));
            case 13 -> chain.binary(BinaryFunction.SCORE_MULTIPLY, scores, chain.constant(random.nextInt(-1, 3)));
            case 14 -> chain.binary(BinaryFunction.SCORE_ADD, other, chain.binary(BinaryFunction.SCORE_MULTIPLY, scores,
                    chain.constant(random.nextDouble(-1, 2))));
            case 15 -> chain.binary(BinaryFunction.SCORE_MULTIPLY, chain.logSoftmax(scores), other);
            default -> chain.unary(UnaryFunction.NEGATE, scores);
        };
    }

    /// Different scores, some of them left out.
    private static Tensor scores(Random random, int size) {
        double[] scores = new double[size];
        Arrays.setAll(scores, i -> random.nextInt(6) == 0 ? Double.NEGATIVE_INFINITY : random.nextDouble(-4, 4));
        return Tensor.of(scores);
    }

    @Test
    void equalOperationsAreOneValue() {
        Value once = builder.exp(logits);
        assertEquals(once, builder.exp(logits));
        assertFalse(once == builder.log(logits));
    }
}
