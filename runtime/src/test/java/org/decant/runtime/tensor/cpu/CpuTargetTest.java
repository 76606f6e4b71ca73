package org.decant.runtime.tensor.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.tensor.program.Decomposition;
import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.ProgramBuilder;
import org.decant.runtime.tensor.program.ProgramFailure;
import org.decant.runtime.tensor.program.RandomPrograms;
import org.decant.runtime.tensor.program.ReferenceInterpreter;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.TensorType;
import org.decant.runtime.tensor.program.Value;
import org.junit.jupiter.api.Test;

/// The CPU target against the reference interpreter.
class CpuTargetTest {

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheReference(@ForAll long seed, @ForAll @IntRange(min = 1, max = 14) int operations) {
        agree(RandomPrograms.draw(seed, operations, 7));
    }

    @Property(tries = 120, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheReferenceOnLongRows(@ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int operations) {
        agree(RandomPrograms.draw(seed, operations, 2600));
    }

    private static void agree(RandomPrograms.Given given) {
        List<Tensor> expected;
        try {
            expected = ReferenceInterpreter.run(given.program(), given.inputs());
        } catch (ProgramFailure failure) {
            assertThrows(ProgramFailure.class, () -> run(CpuTarget.INSTANCE, given), given.program()::toString);
            return;
        }
        List<double[]> actual = run(CpuTarget.INSTANCE, given);
        List<double[]> warm = run(CpuTarget.WARM, given);
        for (int i = 0; i < expected.size(); i++) {
            double[] wanted = expected.get(i).values();
            assertEquals(wanted.length, actual.get(i).length, given.program()::toString);
            assertArrayEquals(actual.get(i), warm.get(i), given.program()::toString);
            for (int k = 0; k < wanted.length; k++) {
                double near = Double.isFinite(wanted[k]) ? 1e-9 * Math.max(1, Math.abs(wanted[k])) : 0;
                assertEquals(wanted[k], actual.get(i)[k], near, given.program()::toString);
            }
        }
    }

    /// Runs twice, the second time in the memory of the first.
    private static List<double[]> run(CpuTarget target, RandomPrograms.Given given) {
        try (Execution execution = target.compile(given.program()).start()) {
            List<double[]> outputs = List.of();
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < given.inputs().size(); i++) {
                    if (given.weights().containsKey(i)) {
                        execution.weights(i, given.weights().get(i));
                    } else {
                        execution.tensor(i, given.inputs().get(i).shape(), given.inputs().get(i).values());
                    }
                }
                execution.run();
                outputs = new ArrayList<>();
                for (int i = 0; i < given.program().outputs().size(); i++) {
                    double[] output = new double[execution.size(i)];
                    execution.copy(i, output);
                    outputs.add(output);
                }
            }
            return outputs;
        }
    }

    @Property(tries = 1000)
    void exponentialsAreExactToARounding(@ForAll double x) {
        double expected = Math.exp(x % 800);
        assertEquals(expected, ScalarOperations.exp(x % 800), Math.max(2 * Math.ulp(expected), Double.MIN_VALUE));
    }

    @Test
    void exponentialsOfTheEnds() {
        assertEquals(0, ScalarOperations.exp(Double.NEGATIVE_INFINITY));
        assertEquals(Double.POSITIVE_INFINITY, ScalarOperations.exp(Double.POSITIVE_INFINITY));
        assertEquals(Double.POSITIVE_INFINITY, ScalarOperations.exp(711));
        assertEquals(1, ScalarOperations.exp(0));
        assertTrue(Double.isNaN(ScalarOperations.exp(Double.NaN)));
    }

    @Test
    void whatMakesNoDistributionSaysWhere() {
        ProgramBuilder builder = new ProgramBuilder();
        Value scores = builder.input("scores", TensorType.numbers(Extent.symbol("n")));
        builder.origin("here");
        TensorProgram program = builder.program(builder.reduce(Reduction.LOG_SUM_EXP, scores, 0, true));
        try (Execution execution = CpuTarget.INSTANCE.compile(program).start()) {
            execution.vector(0, new double[] {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY});
            ProgramFailure failure = assertThrows(ProgramFailure.class, execution::run);
            assertEquals("here", failure.origin());
            assertTrue(failure.getMessage().contains("no token has a score above minus infinity"), failure.getMessage());
        }
    }

    @Test
    void whatRunsOftenIsRehearsedUntilItIsWarm() throws InterruptedException {
        ProgramBuilder builder = new ProgramBuilder();
        Value scores = builder.input("scores", TensorType.numbers(Extent.symbol("n")));
        CpuProgram program = (CpuProgram) CpuTarget.INSTANCE.compile(builder.program(builder.softmax(scores)));
        double[] given = new double[20_000];
        for (int run = 0; run <= Rehearsal.RUNS_BEFORE; run++) {
            try (Execution execution = program.start()) {
                execution.vector(0, given);
                execution.run();
            }
        }
        for (int wait = 0; wait < 400 && !program.isWarm(); wait++) {
            Thread.sleep(50);
        }
        assertTrue(program.isWarm());
    }

    /// Loops are counted because each is a pass over memory.
    @Test
    void aSoftmaxTakesThreePasses() {
        ProgramBuilder builder = new ProgramBuilder();
        Value scores = builder.input("scores", TensorType.numbers(Extent.symbol("n")));
        Value scaled = builder.multiply(scores, builder.number("factor"));
        TensorProgram program = builder.program(builder.softmax(scaled));
        long passes = Schedule.of(Decomposition.of(program)).parts().size();
        assertEquals(3, passes);
    }
}
