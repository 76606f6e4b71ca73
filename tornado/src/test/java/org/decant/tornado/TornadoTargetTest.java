package org.decant.tornado;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.tensor.cpu.CpuTarget;
import org.decant.runtime.tensor.device.Device;
import org.decant.runtime.tensor.device.Devices;
import org.decant.runtime.tensor.program.Agreement;
import org.decant.runtime.tensor.program.CompiledProgram;
import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.Operation.UnaryFunction;
import org.decant.runtime.tensor.program.ProgramBuilder;
import org.decant.runtime.tensor.program.ProgramFailure;
import org.decant.runtime.tensor.program.RandomPrograms;
import org.decant.runtime.tensor.program.Resident;
import org.decant.runtime.tensor.program.Target;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.TensorType;
import org.decant.runtime.tensor.program.Value;
import org.decant.runtime.tensor.program.Weights;
import org.junit.jupiter.api.Test;

/// Programs on the devices that are here, held against the reference interpreter. It needs at least one device that computes in
/// float64; PoCL makes one of any processor. A kernel takes 0.1 s and more to compile, so the programs are few.
class TornadoTargetTest {

    private static List<Target> targets() {
        List<Target> targets = Devices.all().stream().filter(device -> !device.name().equals(Devices.CPU) && device.doublePrecision())
                .map(device -> Devices.target(device.name())).toList();
        assertFalse(targets.isEmpty(), "no device: install an OpenCL driver, such as PoCL");
        return targets;
    }

    @Property(tries = 24, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheReference(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int operations) {
        agree(RandomPrograms.draw(seed, operations, 7));
    }

    @Property(tries = 12, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheReferenceOnLongRows(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int operations) {
        agree(RandomPrograms.draw(seed, operations, 2600));
    }

    private static void agree(RandomPrograms.Given given) {
        targets().forEach(target -> Agreement.check(target, given));
    }

    // ---- what else a target has to do ----

    private static TensorProgram reduction(Reduction reduction) {
        ProgramBuilder builder = new ProgramBuilder();
        Value scores = builder.input("scores", TensorType.numbers(Extent.symbol("n")));
        return builder.program(builder.reduce(reduction, scores, 0, reduction == Reduction.LOG_SUM_EXP));
    }

    private static double run(CompiledProgram program, double... scores) {
        try (Execution execution = program.start()) {
            execution.vector(0, scores);
            execution.run();
            return execution.number(0);
        }
    }

    @Test
    void functionsAreAsExactAsJavas() {
        ProgramBuilder builder = new ProgramBuilder();
        Value x = builder.input("x", TensorType.numbers(Extent.symbol("n")));
        Value root = builder.unary(UnaryFunction.SQRT, x);
        TensorProgram program = builder.program(builder.add(builder.divide(builder.constant(1), root), root), builder.exp(x), builder.log(x));
        Tensor numbers = Tensor.of(0.3, 1.1, 7.7e50, 2e-60);
        targets().forEach(target -> Agreement.check(target, new RandomPrograms.Given(program, List.of(numbers), Map.of(), Set.of())));
    }

    @Test
    void shapesTakeTurns() {
        CompiledProgram program = new TornadoProgram((TornadoTarget) targets().getFirst(), reduction(Reduction.SUM), 1);
        for (int round = 0; round < 2; round++) {
            assertEquals(6, run(program, 1, 2, 3));
            assertEquals(15, run(program, 1, 2, 3, 4, 5));
        }
    }

    /// One plan, whose buffers grow.
    @Test
    void whatVariesHasOnePlan() {
        ProgramBuilder builder = new ProgramBuilder();
        Value x = builder.input("x", TensorType.numbers(Extent.varying("n"), Extent.of(3)));
        TensorProgram sums = builder.program(builder.reduce(Reduction.SUM, x, 0), builder.softmax(x));
        CompiledProgram program = new TornadoProgram((TornadoTarget) targets().getFirst(), sums, 1);
        try (Execution execution = program.start(); Execution other = program.start()) {
            for (int rows : new int[] {2, 500, 3, 70}) {
                double[] numbers = new double[3 * rows];
                Arrays.fill(numbers, 0.5);
                execution.tensor(0, new int[] {rows, 3}, numbers);
                other.tensor(0, new int[] {2, 3}, new double[] {1, 2, 3, 4, 5, 6});
                execution.run();
                other.run();
                assertEquals(5, other.number(0));
                execution.run();
                assertEquals(0.5 * rows, execution.number(0), 1e-9);
                assertEquals(3 * rows, execution.size(1));
                assertEquals(1.0 / 3, execution.number(1), 1e-12);
            }
        }
    }

    @Test
    void severalThreadsAtOnce() throws Exception {
        CompiledProgram program = targets().getFirst().compile(reduction(Reduction.MAX));
        List<Callable<Double>> runs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double largest = i;
            runs.add(() -> run(program, -1, largest, -2));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Double>> results = threads.invokeAll(runs);
            for (int i = 0; i < results.size(); i++) {
                assertEquals(i, results.get(i).get());
            }
        }
    }

    @Test
    void whatMakesNoDistributionSaysSo() {
        CompiledProgram program = targets().getFirst().compile(reduction(Reduction.LOG_SUM_EXP));
        ProgramFailure failure = assertThrows(ProgramFailure.class,
                () -> run(program, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY));
        assertTrue(failure.getMessage().contains("no token has a score above minus infinity"), failure.getMessage());
        assertEquals(Math.log(2), run(program, 0, 0), 1e-12);
    }

    @Test
    void whatStaysIsReadAndWrittenInParts() {
        Target target = targets().getFirst();
        try (Resident numbers = target.room(3, 4)) {
            numbers.write(5, new double[] {1.5, 2.5, 3.5});
            numbers.write(7, new double[] {-1});
            assertArrayEquals(new double[] {0, 0, 0, 0, 0, 1.5, 2.5, -1, 0, 0, 0, 0}, read(numbers, 0, 12));
            assertArrayEquals(new double[] {2.5, -1, 0}, read(numbers, 6, 3));
            assertThrows(IllegalArgumentException.class, () -> numbers.write(10, new double[3]));
        }
        byte[] quants = new byte[64];
        for (int i = 0; i < quants.length; i++) {
            quants[i] = (byte) (i - 30);
        }
        List<Weights> all = List.of(new Weights.Floats(new int[] {2, 2}, new float[] {1, -2, 0.5f, 4}),
                new Weights.Halves(new int[] {2, 2}, new short[] {Float.floatToFloat16(1), Float.floatToFloat16(-0.25f), 0, 1}),
                new Weights.Bytes(new int[] {2, 32}, quants, new float[] {0.5f, 2}));
        for (Weights weights : all) {
            try (Resident kept = target.keep(weights)) {
                double[] numbers = weights.numbers().values();
                int from = numbers.length / 2 - 1;
                assertArrayEquals(Arrays.copyOfRange(numbers, from, from + 2), read(kept, from, 2));
                assertArrayEquals(numbers, read(kept, 0, numbers.length));
                assertThrows(IllegalArgumentException.class, () -> kept.write(0, new double[1]));
            }
        }
    }

    private static double[] read(Resident tensor, int at, int count) {
        double[] numbers = new double[count];
        tensor.read(at, numbers);
        return numbers;
    }

    /// As the states of a model do it, between whose layers they go to and fro.
    @Test
    void tensorsThatStayTakeTurns() {
        ProgramBuilder builder = new ProgramBuilder();
        Extent width = Extent.of(3);
        Value from = builder.input("from", TensorType.numbers(Extent.of(2), width));
        Value to = builder.input("to", TensorType.numbers(Extent.of(2), width));
        Value places = builder.input("places", new TensorType(TensorType.Kind.INDEX, List.of(Extent.of(2))));
        TensorProgram program = builder.program(builder.update(to, places, builder.multiply(from, builder.constant(2))));
        Target target = targets().getFirst();
        Resident first = target.room(2, 3);
        Resident second = target.room(2, 3);
        first.write(0, new double[] {1, 2, 3, 4, 5, 6});
        try (Execution execution = target.compile(program).start()) {
            execution.vector(2, new double[] {0, 1});
            for (int i = 0; i < 5; i++) {
                execution.resident(0, i % 2 == 0 ? first : second);
                execution.resident(1, i % 2 == 0 ? second : first);
                execution.run();
            }
            assertArrayEquals(new double[] {32, 64, 96, 128, 160, 192}, read(second, 0, 6));
            assertArrayEquals(new double[] {16, 32, 48, 64, 80, 96}, read(first, 0, 6));
            first.close();
            assertThrows(DecantException.class, execution::run);
            assertThrows(IllegalArgumentException.class, () -> execution.resident(0, CpuTarget.INSTANCE.room(2, 3)));
        }
        first.close();
        second.close();
    }

    @Test
    void errorsNameTheDeviceAndTheProgram() {
        TornadoTarget target = (TornadoTarget) targets().getFirst();
        String message = target.failed(reduction(Reduction.MAX), new IllegalStateException(
                "\u001b[31mno room\u001b[0m\n   Stacktrace: [a, b]")).getMessage();
        assertTrue(message.contains("the device `" + target.name() + "` ("), message);
        assertTrue(message.contains("cannot run the program of `max[axis 0]`: no room\n"), message);
        assertFalse(message.contains("Stacktrace"), message);
    }

    @Test
    void aDeviceWithoutFloat64IsRefused() {
        Device narrow = new Device("opencl:9", Device.Kind.GPU, "toy", 1, false);
        DecantException refused = assertThrows(DecantException.class, () -> new TornadoDevices().target(narrow));
        assertTrue(refused.getMessage().contains("`opencl:9` (toy) does not compute in float64"), refused.getMessage());
    }
}
