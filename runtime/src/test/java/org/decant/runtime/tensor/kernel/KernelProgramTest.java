package org.decant.runtime.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.decant.runtime.tensor.program.Agreement;
import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation;
import org.decant.runtime.tensor.program.Operation.BinaryFunction;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.ProgramBuilder;
import org.decant.runtime.tensor.program.RandomPrograms;
import org.decant.runtime.tensor.program.Resident;
import org.decant.runtime.tensor.program.Simplification;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.TensorType;
import org.decant.runtime.tensor.program.Value;
import org.decant.runtime.tensor.program.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Generated kernels verify, and give what the reference gives when their threads run one after the other.
class KernelProgramTest {
    private static final Path GOLDEN = Path.of("src/test/resources/org/decant/runtime/tensor/kernel");

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void kernelsAgreeWithTheReference(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int operations) {
        agree(RandomPrograms.draw(seed, operations, 20));
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void kernelsOfManyThreadsAgreeWithTheReference(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int operations) {
        agree(RandomPrograms.draw(seed, operations, 3000));
    }

    @Test
    void selectionsByRatioAgreeWithTheReference() {
        RandomPrograms.ratios().forEach(KernelProgramTest::agree);
    }

    private static void agree(RandomPrograms.Given given) {
        Agreement.check(KernelTarget.INSTANCE, given);
    }

    /// One compiled program runs with lists of several lengths.
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void kernelsAreTheSameForAllNumbersOfWhatVaries(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int operations,
            @ForAll @IntRange(min = 2, max = 2000) int one, @ForAll @IntRange(min = 2, max = 2000) int other) {
        RandomPrograms.Given given = RandomPrograms.draw(seed, operations, 20);
        List<KernelInput> first = inputs(given, one);
        List<KernelInput> second = inputs(given, other);
        List<KernelInput> single = inputs(given, 1);
        TensorProgram program = given.program();
        if (KernelProgram.written(program, first).equals(KernelProgram.written(program, second))) {
            assertEquals(KernelProgram.of(program, first).kernels(), KernelProgram.of(program, second).kernels(), program::toString);
        } else {
            assertNotEquals(one, other, program::toString);
        }
        assertNotEquals(KernelProgram.written(program, first), KernelProgram.written(program, single), program::toString);
    }

    /// The inputs with another number for the symbol.
    private static List<KernelInput> inputs(RandomPrograms.Given given, int number) {
        List<KernelInput> inputs = new ArrayList<>();
        for (int i = 0; i < given.inputs().size(); i++) {
            List<Extent> shape = given.program().inputs().get(i).type().shape();
            inputs.add(KernelInput.of(given.updates().contains(i) ? KernelInput.Form.NUMBERS : KernelInput.Form.GIVEN,
                    shape.stream().mapToInt(extent -> extent.known() ? extent.size() : number).toArray()));
        }
        return inputs;
    }

    // ---- products with weights ----

    /// Nodes in blocks that are full and that are not; rows that are shared by threads and that are not; columns that fill the last
    /// block and that do not.
    @ParameterizedTest
    @CsvSource({"1, 3, 2048, 1", "5, 3, 128, 2", "8, 20, 64, 1", "20, 7, 96, 3", "64, 300, 32, 1", "1, 17000, 64, 1", "3, 5, 50, 2"})
    void productsWithWeightsAreRightToFloat32(int nodes, int rows, int columns, int matrices) {
        Random random = new Random(nodes + rows + columns);
        double[] x = random.doubles((long) nodes * columns, -1, 1).toArray();
        for (Weights weights : weights(random, new int[] {matrices, rows, columns})) {
            int matrix = random.nextInt(matrices);
            double[] actual = product(x, nodes, weights, matrix);
            double[] row = new double[columns];
            for (int i = 0; i < rows; i++) {
                weights.row(matrix * rows + i, row);
                for (int node = 0; node < nodes; node++) {
                    double sum = 0;
                    double size = 0;
                    for (int k = 0; k < columns; k++) {
                        sum += x[node * columns + k] * row[k];
                        size += Math.abs(x[node * columns + k] * row[k]);
                    }
                    assertEquals(sum, actual[node * rows + i], 1e-6 * size, weights.getClass() + ", node " + node + ", row " + i);
                }
            }
        }
    }

    private static List<Weights> weights(Random random, int[] shape) {
        int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        short[] bits = new short[count];
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat(-1, 1);
            bits[i] = Float.floatToFloat16(random.nextFloat(-1, 1));
        }
        List<Weights> all = new ArrayList<>(List.of(new Weights.Floats(shape, values), new Weights.Halves(shape, bits)));
        if (shape[2] % Weights.Bytes.BLOCK == 0) {
            byte[] quants = new byte[count];
            random.nextBytes(quants);
            float[] scales = new float[count / Weights.Bytes.BLOCK];
            for (int i = 0; i < scales.length; i++) {
                scales[i] = random.nextFloat(0.001f, 0.01f);
            }
            all.add(new Weights.Bytes(shape, quants, scales));
        }
        return all;
    }

    @Test
    void allHalvesAreDecoded() {
        int block = 32;
        short[] bits = new short[0xf800];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (short) (i < 0x7c00 ? i : i + 0x400); // what is not finite is left out
        }
        double[] unit = new double[block * block];
        for (int i = 0; i < block; i++) {
            unit[i * block + i] = 1;
        }
        int rows = bits.length / block;
        double[] decoded = product(unit, block, new Weights.Halves(new int[] {1, rows, block}, bits), 0);
        for (int i = 0; i < bits.length; i++) {
            assertTrue(Float.float16ToFloat(bits[i]) == decoded[i % block * rows + i / block], "bits " + Integer.toHexString(bits[i]));
        }
    }

    /// Rows times one of the matrices.
    private static double[] product(double[] x, int nodes, Weights weights, int matrix) {
        ProgramBuilder builder = new ProgramBuilder();
        Extent rows = Extent.of(weights.shape()[1]);
        Extent columns = Extent.of(weights.columns());
        Value all = builder.input("weights", new TensorType(TensorType.Kind.WEIGHTS, List.of(Extent.of(weights.shape()[0]), rows, columns)));
        Value left = builder.input("x", TensorType.numbers(Extent.symbol("nodes"), columns));
        Value one = builder.gather(all, builder.input("matrix", TensorType.indices(Extent.ONE)));
        TensorProgram program = builder.program(builder.quantizedMatMul(left, builder.reshape(one, List.of(rows, columns))));
        try (Resident resident = KernelTarget.INSTANCE.keep(weights); Execution execution = KernelTarget.INSTANCE.compile(program).start()) {
            execution.resident(0, resident);
            execution.tensor(1, new int[] {nodes, weights.columns()}, x);
            execution.vector(2, new double[] {matrix});
            execution.run();
            double[] product = new double[execution.size(0)];
            execution.copy(0, product);
            return product;
        }
    }

    @Test
    void whatIsUpdatedMustStayWithTheTarget() {
        TensorProgram program = update();
        assertThrows(IllegalArgumentException.class, () -> KernelProgram.of(program, List.of(KernelInput.given(3), KernelInput.given(1),
                KernelInput.given(1))));
        KernelProgram kernels = KernelProgram.of(program, List.of(KernelInput.of(KernelInput.Form.NUMBERS, 3), KernelInput.given(1),
                KernelInput.given(1)));
        assertEquals(1, kernels.kernels().size());
        assertEquals(List.of(new KernelArray("numbers0", KernelArray.Content.DOUBLES, 0)), kernels.kernels().getFirst().others());
        KernelRun run = kernels.run(List.of(KernelInput.of(KernelInput.Form.NUMBERS, 3), KernelInput.given(1), KernelInput.given(1)));
        assertEquals(0, run.outputs().getFirst().resident());
        assertEquals(2, run.inputSize());
    }

    private static TensorProgram update() {
        ProgramBuilder builder = new ProgramBuilder();
        Value numbers = builder.input("numbers", TensorType.numbers(Extent.of(3)));
        return builder.program(builder.update(numbers, builder.input("places", TensorType.indices(Extent.of(1))),
                builder.input("rows", TensorType.numbers(Extent.of(1)))));
    }

    // ---- their text ----

    private static Map<String, TensorProgram> programs() {
        Map<String, TensorProgram> programs = new LinkedHashMap<>();
        add(programs, "max", (b, x, y) -> b.reduce(Reduction.MAX, x, 0));
        add(programs, "softmax", (b, x, y) -> b.softmax(b.multiply(x, b.number("factor"))));
        add(programs, "arg_max", (b, x, y) -> b.argMax(b.subtract(x, y), true));
        add(programs, "draw", (b, x, y) -> b.draw(x, b.number("uniform")));
        add(programs, "top_k", (b, x, y) -> b.only(x, b.topK(x, b.constant(40))));
        add(programs, "sampling_chain", (b, x, y) -> {
            Value dist = b.logSoftmax(b.binary(BinaryFunction.SCORE_DIVIDE, x, b.number("temperature")));
            dist = b.logSoftmax(b.only(dist, b.topK(dist, b.constant(40))));
            dist = b.logSoftmax(b.only(dist, b.topMass(dist, b.constant(0.9))));
            return b.draw(dist, b.number("uniform"));
        });
        add(programs, "min_p", (b, x, y) -> b.draw(b.logSoftmax(b.only(x, b.topRatio(x, b.constant(-2)))), b.number("uniform")));
        add(programs, "mixture", (b, x, y) -> b.draw(b.logSoftmax(b.binary(BinaryFunction.LOG_ADD,
                b.add(b.log(b.number("rest")), b.logSoftmax(x)), b.add(b.log(b.number("weight")), b.logSoftmax(y)))), b.number("uniform")));
        add(programs, "contrast", (b, x, y) -> b.argMax(b.binary(BinaryFunction.SCORE_SUBTRACT, b.logSoftmax(x),
                b.binary(BinaryFunction.SCORE_MULTIPLY, b.logSoftmax(y), b.number("strength"))), false));
        add(programs, "mat_mul", (b, x, y) -> b.matMul(b.reshape(x, List.of(Extent.of(30), Extent.of(40))),
                b.reshape(y, List.of(Extent.of(40), Extent.of(30)))));
        programs.put("quantized_mat_mul", quantized());
        return programs;
    }

    /// Two states times one of three matrices, put where they are to stay.
    private static TensorProgram quantized() {
        ProgramBuilder builder = new ProgramBuilder();
        Extent rows = Extent.of(40);
        Extent columns = Extent.of(64);
        Value states = builder.input("states", TensorType.numbers(Extent.of(2), columns));
        Value all = builder.input("weights", new TensorType(TensorType.Kind.WEIGHTS, List.of(Extent.of(3), rows, columns)));
        Value one = builder.reshape(builder.gather(all, builder.input("layer", TensorType.indices(Extent.ONE))), List.of(rows, columns));
        Value next = builder.input("next", TensorType.numbers(Extent.of(5), rows));
        return builder.program(builder.update(next, builder.input("places", TensorType.indices(Extent.of(2))),
                builder.quantizedMatMul(states, one)));
    }

    /// Weights are bytes, and what is updated stays with the target.
    private static List<KernelInput> inputs(TensorProgram program) {
        return program.inputs().stream().map(input -> KernelInput.of(input.type().kind() == TensorType.Kind.WEIGHTS ? KernelInput.Form.BYTES
                : program.values().stream().anyMatch(value -> value.operation() instanceof Operation.Update && value.operand(0) == input)
                ? KernelInput.Form.NUMBERS : KernelInput.Form.GIVEN, input.type().shape().stream().mapToInt(Extent::size).toArray())).toList();
    }

    @FunctionalInterface
    private interface Written {
        Value of(ProgramBuilder builder, Value x, Value y);
    }

    private static void add(Map<String, TensorProgram> programs, String name, Written written) {
        ProgramBuilder builder = new ProgramBuilder();
        Value x = builder.input("x", TensorType.numbers(Extent.of(1200)));
        Value y = builder.input("y", TensorType.numbers(Extent.of(1200)));
        programs.put(name, Simplification.of(builder.program(written.of(builder, x, y))));
    }

    @Test
    void theTextOfKernelsIsGolden() throws IOException {
        for (Map.Entry<String, TensorProgram> entry : programs().entrySet()) {
            TensorProgram program = entry.getValue();
            KernelProgram kernels = KernelProgram.of(program, inputs(program));
            StringBuilder text = new StringBuilder(program.toString());
            kernels.kernels().forEach(kernel -> text.append('\n').append(kernel));
            Path file = GOLDEN.resolve(entry.getKey() + ".txt");
            if ("write".equals(System.getProperty("decant.golden"))) {
                Files.createDirectories(GOLDEN);
                Files.writeString(file, text);
            }
            assertEquals(Files.readString(file), text.toString(), entry.getKey());
        }
        assertTrue(programs().size() >= 11);
    }

    @Test
    void aClassThatIsWrongDoesNotVerify() {
        byte[] bytes = KernelClass.classFile().build(ClassDesc.of("org.decant.kernel.Wrong"), type -> type
                .withMethodBody("kernel", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object), ClassFile.ACC_STATIC, code -> code.iload(0).pop().return_()));
        assertTrue(!KernelClass.verify(bytes).isEmpty());
    }
}
