package org.decant.runtime.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.tensor.program.CompiledProgram;
import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.Resident;
import org.decant.runtime.tensor.program.Target;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.TensorType;
import org.decant.runtime.tensor.program.Weights;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.ByteArray;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.ShortArray;

/// Runs programs as a device does, but here: their kernels' classes, which must verify, one thread after the other.
public final class KernelTarget implements Target {
    public static final KernelTarget INSTANCE = new KernelTarget();

    private KernelTarget() {
    }

    @Override
    public String name() {
        return "kernels";
    }

    @Override
    public int runsBefore() {
        return 0;
    }

    @Override
    public CompiledProgram compile(TensorProgram program) {
        return new Program(program, new HashMap<>());
    }

    @Override
    public Resident room(int... shape) {
        return new Kept(KernelInput.of(KernelInput.Form.NUMBERS, shape), null,
                Map.of(KernelArray.Content.DOUBLES, new DoubleArray(Arrays.stream(shape).reduce(1, Math::multiplyExact))));
    }

    @Override
    public Resident keep(Weights weights) {
        return new Kept(KernelInput.of(weights), weights, switch (weights) {
            case Weights.Floats floats -> Map.of(KernelArray.Content.FLOATS, array(floats.values()));
            case Weights.Halves halves -> {
                ShortArray bits = new ShortArray(halves.bits().length);
                for (int i = 0; i < halves.bits().length; i++) {
                    bits.set(i, halves.bits()[i]);
                }
                yield Map.of(KernelArray.Content.SHORTS, bits);
            }
            case Weights.Bytes bytes -> {
                ByteArray quants = new ByteArray(bytes.quants().length);
                for (int i = 0; i < bytes.quants().length; i++) {
                    quants.set(i, bytes.quants()[i]);
                }
                yield Map.of(KernelArray.Content.BYTES, quants, KernelArray.Content.FLOATS, array(bytes.scales()));
            }
        });
    }

    private static FloatArray array(float[] values) {
        FloatArray array = new FloatArray(values.length);
        for (int i = 0; i < values.length; i++) {
            array.set(i, values[i]);
        }
        return array;
    }

    /// @param weights null for numbers
    private record Kept(KernelInput input, Weights weights, Map<KernelArray.Content, Object> arrays) implements Resident {

        @Override
        public Target target() {
            return INSTANCE;
        }

        @Override
        public TensorType.Kind kind() {
            return weights == null ? TensorType.Kind.NUMBER : TensorType.Kind.WEIGHTS;
        }

        @Override
        public int[] shape() {
            return input.shape().stream().mapToInt(extent -> extent).toArray();
        }

        private DoubleArray numbers() {
            return (DoubleArray) arrays.get(KernelArray.Content.DOUBLES);
        }

        @Override
        public void write(int at, double[] numbers) {
            Resident.requireInside(shape(), at, numbers.length);
            for (int i = 0; i < numbers.length; i++) {
                numbers().set(at + i, numbers[i]);
            }
        }

        @Override
        public void read(int at, double[] numbers) {
            Resident.requireInside(shape(), at, numbers.length);
            Arrays.setAll(numbers, i -> weights == null ? numbers().get(at + i) : weights.numbers().values()[at + i]);
        }

        @Override
        public void close() {
            // the heap is tidied by itself
        }
    }

    /// @param ready its kernels, by what they are written for
    private record Program(TensorProgram program, Map<List<KernelInput>, Ready> ready) implements CompiledProgram {

        @Override
        public Execution start() {
            return new Run(this);
        }
    }

    /// @param tasks an adapter for each kernel
    private record Ready(KernelProgram program, List<Object> tasks) {

        static Ready of(TensorProgram program, List<KernelInput> inputs) {
            KernelProgram kernels = KernelProgram.of(program, inputs);
            Classes classes = new Classes();
            return new Ready(kernels, kernels.kernels().stream().map(classes::task).toList());
        }
    }

    /// Defines the two classes of a kernel.
    private static final class Classes extends ClassLoader {

        Object task(Kernel kernel) {
            String name = KernelClass.PACKAGE + "." + kernel.name();
            byte[] method = KernelClass.method(kernel, name);
            byte[] adapter = KernelClass.adapter(kernel, name, name + "Task");
            assertEquals(List.of(), KernelClass.verify(method), kernel::toString);
            assertEquals(List.of(), KernelClass.verify(adapter));
            defineClass(name, method, 0, method.length);
            try {
                return defineClass(name + "Task", adapter, 0, adapter.length).getDeclaredConstructor().newInstance();
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private static final class Run implements Execution {
        private final Program program;
        private final KernelInput[] inputs;
        private final double[][] given;
        private final Kept[] residents;
        private KernelRun run;
        private DoubleArray outputs;

        Run(Program program) {
            this.program = program;
            int count = program.program.inputs().size();
            inputs = new KernelInput[count];
            given = new double[count][];
            residents = new Kept[count];
        }

        @Override
        public void number(int input, double value) {
            tensor(input, program.program.inputs().get(input).type().shape().stream().mapToInt(_ -> 1).toArray(), new double[] {value});
        }

        @Override
        public void vector(int input, double[] values) {
            tensor(input, new int[] {values.length}, values);
        }

        @Override
        public void tensor(int input, int[] shape, double[] values) {
            inputs[input] = KernelInput.given(shape);
            given[input] = values;
        }

        @Override
        public void weights(int input, Weights weights) {
            tensor(input, weights.shape(), weights.numbers().values());
        }

        @Override
        public void resident(int input, Resident tensor) {
            residents[input] = (Kept) tensor;
            inputs[input] = residents[input].input;
        }

        @Override
        public void run() {
            Ready ready = program.ready.computeIfAbsent(KernelProgram.written(program.program, List.of(inputs)),
                    _ -> Ready.of(program.program, List.of(inputs)));
            run = ready.program.run(List.of(inputs));
            DoubleArray all = new DoubleArray(run.inputSize());
            IntArray sizes = new IntArray(run.sizes().length);
            for (int i = 0; i < run.sizes().length; i++) {
                sizes.set(i, run.sizes()[i]);
            }
            for (int i = 0; i < inputs.length; i++) {
                for (int k = 0; inputs[i].form() == KernelInput.Form.GIVEN && k < given[i].length; k++) {
                    all.set(run.inputs()[i] + k, given[i][k]);
                }
            }
            DoubleArray memory = new DoubleArray(run.memorySize());
            for (int i = 0; i < run.memorySize(); i++) {
                memory.set(i, Double.NaN); // what an earlier run left there
            }
            outputs = new DoubleArray(run.outputSize());
            for (int i = 0; i < ready.tasks.size(); i++) {
                run(ready.program.kernels().get(i), run.threads()[i], ready.tasks.get(i), all, memory, sizes);
            }
            run.check(outputs::get);
        }

        private void run(Kernel kernel, int threads, Object task, DoubleArray all, DoubleArray memory, IntArray sizes) {
            List<Object> arguments = new ArrayList<>(Arrays.asList(null, all, memory, outputs));
            kernel.others().forEach(array -> arguments.add(array.equals(KernelArray.SIZES) ? sizes
                    : residents[array.input()].arrays.get(array.content())));
            Object[] given = arguments.toArray();
            try {
                Method apply = Arrays.stream(task.getClass().getInterfaces()[0].getMethods()).findFirst().orElseThrow();
                // the last ones first: none may wait for those before it
                for (int thread = threads - 1; thread >= 0; thread--) {
                    given[0] = new KernelContext(thread);
                    apply.invoke(task, given);
                }
            } catch (InvocationTargetException wrong) {
                throw new IllegalStateException(kernel.toString(), wrong.getCause());
            } catch (IllegalAccessException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public double number(int output) {
            double[] numbers = new double[size(output)];
            copy(output, numbers);
            return numbers[0];
        }

        @Override
        public int size(int output) {
            return run.size(output, outputs::get);
        }

        @Override
        public void copy(int output, double[] to) {
            KernelRun.Output one = run.outputs().get(output);
            for (int i = 0; i < size(output); i++) {
                to[i] = one.resident() < 0 ? outputs.get(one.place() + i) : residents[one.resident()].numbers().get(i);
            }
        }

        @Override
        public void close() {
            // the heap is tidied by itself
        }
    }
}
