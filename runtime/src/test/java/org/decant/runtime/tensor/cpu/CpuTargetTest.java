package org.decant.runtime.tensor.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.decant.runtime.tensor.program.Agreement;
import org.decant.runtime.tensor.program.Decomposition;
import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.ProgramBuilder;
import org.decant.runtime.tensor.program.ProgramFailure;
import org.decant.runtime.tensor.program.RandomPrograms;
import org.decant.runtime.tensor.program.Resident;
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

    @Test
    void selectionsByRatioAgreeWithTheReference() {
        RandomPrograms.ratios().forEach(CpuTargetTest::agree);
    }

    private static void agree(RandomPrograms.Given given) {
        List<double[]> actual = Agreement.check(CpuTarget.INSTANCE, given);
        List<double[]> warm = Agreement.check(CpuTarget.WARM, given);
        for (int i = 0; i < actual.size(); i++) {
            assertArrayEquals(actual.get(i), warm.get(i), given.program()::toString);
        }
    }

    @Property(tries = 1000)
    void exponentialsAreExactToARounding(@ForAll double x) {
        double expected = Math.exp(x % 800);
        assertEquals(expected, ScalarOperations.exp(x % 800), Math.max(2 * Math.ulp(expected), 0x1p-1021));
    }

    @Test
    void exponentialsOfTheEnds() {
        assertEquals(0, ScalarOperations.exp(Double.NEGATIVE_INFINITY));
        assertEquals(Double.POSITIVE_INFINITY, ScalarOperations.exp(Double.POSITIVE_INFINITY));
        assertEquals(Double.POSITIVE_INFINITY, ScalarOperations.exp(709.8));
        assertEquals(Math.exp(709.78), ScalarOperations.exp(709.78), 2 * Math.ulp(Math.exp(709.78)));
        assertEquals(0, ScalarOperations.exp(-708.3));
        assertEquals(Math.exp(-708), ScalarOperations.exp(-708), 2 * Math.ulp(Math.exp(-708)));
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
    void whatIsUpdatedMustStayWithTheTarget() {
        ProgramBuilder builder = new ProgramBuilder();
        Value rows = builder.input("rows", TensorType.numbers(Extent.of(3), Extent.of(2)));
        Value indices = builder.input("indices", TensorType.indices(Extent.of(1)));
        Value updated = builder.update(rows, indices, builder.input("row", TensorType.numbers(Extent.of(1), Extent.of(2))));
        try (Resident resident = CpuTarget.INSTANCE.room(3, 2);
                Execution execution = CpuTarget.INSTANCE.compile(builder.program(updated)).start()) {
            assertThrows(IllegalArgumentException.class, () -> execution.tensor(0, new int[] {3, 2}, new double[6]));
            execution.resident(0, resident);
            execution.vector(1, new double[] {2});
            execution.tensor(2, new int[] {1, 2}, new double[] {7, 8});
            execution.run();
            double[] stays = new double[6];
            resident.read(0, stays);
            assertArrayEquals(new double[] {0, 0, 0, 0, 7, 8}, stays);
            assertThrows(IllegalArgumentException.class, () -> resident.read(1, stays));
        }
    }

    @Test
    void whatIsUpdatedIsReadThroughTheUpdateOnly() {
        ProgramBuilder builder = new ProgramBuilder();
        Value numbers = builder.input("numbers", TensorType.numbers(Extent.of(3)));
        Value updated = builder.update(numbers, builder.input("indices", TensorType.indices(Extent.of(1))),
                builder.input("row", TensorType.numbers(Extent.of(1))));
        assertThrows(IllegalArgumentException.class, () -> builder.program(updated, builder.exp(numbers)));
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

    /// Two in one loop are more than the JVM's compiler takes.
    @Test
    void eachExponentialOfAMixtureHasItsLoop() {
        ProgramBuilder builder = new ProgramBuilder();
        Value x = builder.input("x", TensorType.numbers(Extent.symbol("n")));
        Value y = builder.input("y", TensorType.numbers(Extent.symbol("n")));
        TensorProgram program = builder.program(builder.add(builder.softmax(x), builder.softmax(y)));
        List<Integer> exponentials = Schedule.of(Decomposition.of(program)).parts().stream().map(part -> ((Schedule.Part.Fused) part).loop())
                .map(loop -> (int) loop.computed().stream().filter(value -> value.operation().text().equals("exp")).count()).toList();
        assertEquals(List.of(0, 1, 1, 0), exponentials);
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
