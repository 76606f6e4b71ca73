package org.decant.runtime.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.tensor.program.Agreement;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation.BinaryFunction;
import org.decant.runtime.tensor.program.Operation.Comparison;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.ProgramBuilder;
import org.decant.runtime.tensor.program.ProgramFailure;
import org.decant.runtime.tensor.program.RandomPrograms;
import org.decant.runtime.tensor.program.ReferenceInterpreter;
import org.decant.runtime.tensor.program.Simplification;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.TensorType;
import org.decant.runtime.tensor.program.Value;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task4;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;

/// Generated kernels verify, and give what the reference gives when their threads run one after the other.
class KernelProgramTest {
    private static final Path GOLDEN = Path.of("src/test/resources/org/decant/runtime/tensor/kernel");

    // ---- how they run here ----

    /// Defines the two classes of a kernel.
    private static final class Classes extends ClassLoader {
        @SuppressWarnings("unchecked")
        Task4<KernelContext, DoubleArray, DoubleArray, DoubleArray> task(Kernel kernel) throws ReflectiveOperationException {
            String name = KernelClass.PACKAGE + "." + kernel.name();
            byte[] method = KernelClass.method(kernel, name);
            byte[] adapter = KernelClass.adapter(name, name + "Task");
            assertEquals(List.of(), KernelClass.verify(method), kernel::toString);
            assertEquals(List.of(), KernelClass.verify(adapter));
            defineClass(name, method, 0, method.length);
            return (Task4<KernelContext, DoubleArray, DoubleArray, DoubleArray>) defineClass(name + "Task", adapter, 0, adapter.length)
                    .getDeclaredConstructor().newInstance();
        }
    }

    private static List<double[]> run(TensorProgram program, List<Tensor> inputs) {
        KernelProgram kernels = KernelProgram.of(program, inputs.stream().map(Tensor::shape).toList());
        DoubleArray given = new DoubleArray(kernels.inputSize());
        DoubleArray memory = new DoubleArray(kernels.memorySize());
        DoubleArray outputs = new DoubleArray(kernels.outputSize());
        for (int i = 0; i < inputs.size(); i++) {
            double[] values = inputs.get(i).values();
            for (int k = 0; k < values.length; k++) {
                given.set(kernels.inputs()[i] + k, values[k]);
            }
        }
        Classes classes = new Classes();
        for (Kernel kernel : kernels.kernels()) {
            try {
                Task4<KernelContext, DoubleArray, DoubleArray, DoubleArray> task = classes.task(kernel);
                for (int thread = 0; thread < kernel.threads(); thread++) {
                    task.apply(new KernelContext(thread), given, memory, outputs);
                }
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        kernels.check(outputs::get);
        List<double[]> results = new ArrayList<>();
        for (int i = 0; i < kernels.outputs().size(); i++) {
            double[] result = new double[kernels.size(i, outputs::get)];
            int place = kernels.outputs().get(i).place();
            Arrays.setAll(result, k -> outputs.get(place + k));
            results.add(result);
        }
        return results;
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void kernelsAgreeWithTheReference(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int operations) {
        agree(RandomPrograms.draw(seed, operations, 20));
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void kernelsOfManyThreadsAgreeWithTheReference(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int operations) {
        agree(RandomPrograms.draw(seed, operations, 3000));
    }

    private static void agree(RandomPrograms.Given given) {
        List<Tensor> expected;
        try {
            expected = ReferenceInterpreter.run(given.program(), given.inputs());
        } catch (ProgramFailure failure) {
            assertThrows(ProgramFailure.class, () -> run(given.program(), given.inputs()), given.program()::toString);
            return;
        }
        List<double[]> actual = run(given.program(), given.inputs());
        for (int i = 0; i < expected.size(); i++) {
            Agreement.assertNear(expected.get(i).values(), actual.get(i), given.program());
        }
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
        add(programs, "min_p", (b, x, y) -> b.draw(b.logSoftmax(b.where(Comparison.LESS,
                b.subtract(x, b.reduce(Reduction.MAX, x, 0, true)), b.constant(-2), b.constant(Double.NEGATIVE_INFINITY), x)),
                b.number("uniform")));
        add(programs, "mixture", (b, x, y) -> b.draw(b.logSoftmax(b.binary(BinaryFunction.LOG_ADD,
                b.add(b.log(b.number("rest")), b.logSoftmax(x)), b.add(b.log(b.number("weight")), b.logSoftmax(y)))), b.number("uniform")));
        add(programs, "contrast", (b, x, y) -> b.argMax(b.binary(BinaryFunction.SCORE_SUBTRACT, b.logSoftmax(x),
                b.binary(BinaryFunction.SCORE_MULTIPLY, b.logSoftmax(y), b.number("strength"))), false));
        add(programs, "mat_mul", (b, x, y) -> b.matMul(b.reshape(x, List.of(Extent.of(30), Extent.of(40))),
                b.reshape(y, List.of(Extent.of(40), Extent.of(30)))));
        return programs;
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
            KernelProgram kernels = KernelProgram.of(program, program.inputs().stream()
                    .map(input -> input.type().shape().stream().mapToInt(Extent::size).toArray()).toList());
            StringBuilder text = new StringBuilder(program.toString());
            kernels.kernels().forEach(kernel -> text.append('\n').append(kernel));
            Path file = GOLDEN.resolve(entry.getKey() + ".txt");
            if ("write".equals(System.getProperty("decant.golden"))) {
                Files.createDirectories(GOLDEN);
                Files.writeString(file, text);
            }
            assertEquals(Files.readString(file), text.toString(), entry.getKey());
        }
        assertTrue(programs().size() >= 10);
    }

    @Test
    void aClassThatIsWrongDoesNotVerify() {
        byte[] bytes = KernelClass.classFile().build(ClassDesc.of("org.decant.kernel.Wrong"), type -> type
                .withMethodBody("kernel", KernelClass.METHOD, ClassFile.ACC_STATIC, code -> code.iload(0).pop().return_()));
        assertTrue(!KernelClass.verify(bytes).isEmpty());
    }
}
