package org.decant.tornado;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.decant.runtime.tensor.kernel.KernelArray;
import org.decant.runtime.tensor.kernel.KernelArray.Content;
import org.decant.runtime.tensor.kernel.KernelInput;
import org.decant.runtime.tensor.program.Resident;
import org.decant.runtime.tensor.program.TensorType;
import org.decant.runtime.tensor.program.Weights;
import uk.ac.manchester.tornado.api.memory.XPUBuffer;
import uk.ac.manchester.tornado.api.types.arrays.ByteArray;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.ShortArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/// What stays on a device: one array, or two for weights of 8 bits and their scales.
final class TornadoResident implements Resident {
    private final TornadoTarget target;
    private final KernelInput input;
    private final Map<Content, DeviceArray> arrays = new EnumMap<>(Content.class);

    /// The turn is the caller's, as for [DeviceArray].
    private TornadoResident(TornadoTarget target, KernelInput input, Map<Content, TornadoNativeArray> contents) {
        this.target = target;
        this.input = input;
        contents.forEach((content, array) -> arrays.put(content, new DeviceArray(target.handle(), array)));
    }

    static TornadoResident room(TornadoTarget target, int... shape) {
        int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        return new TornadoResident(target, KernelInput.of(KernelInput.Form.NUMBERS, shape),
                Map.of(Content.DOUBLES, new DoubleArray(Math.max(1, size))));
    }

    static TornadoResident keep(TornadoTarget target, Weights weights) {
        return new TornadoResident(target, KernelInput.of(weights), switch (weights) {
            case Weights.Floats floats -> Map.of(Content.FLOATS, FloatArray.fromArray(floats.values()));
            case Weights.Halves halves -> Map.of(Content.SHORTS, ShortArray.fromArray(halves.bits()));
            case Weights.Bytes bytes -> Map.of(Content.BYTES, ByteArray.fromArray(bytes.quants()),
                    Content.FLOATS, FloatArray.fromArray(bytes.scales()));
        });
    }

    /// What the kernels are written for.
    KernelInput input() {
        return input;
    }

    /// The buffer of one of its arrays.
    XPUBuffer buffer(KernelArray array) {
        return arrays.get(array.content()).buffer();
    }

    @Override
    public TornadoTarget target() {
        return target;
    }

    @Override
    public TensorType.Kind kind() {
        return input.form() == KernelInput.Form.NUMBERS ? TensorType.Kind.NUMBER : TensorType.Kind.WEIGHTS;
    }

    @Override
    public int[] shape() {
        return input.shape().stream().mapToInt(extent -> extent).toArray();
    }

    @Override
    public void write(int at, double[] numbers) {
        if (kind() == TensorType.Kind.WEIGHTS) {
            throw new IllegalArgumentException("weights stay what they are");
        }
        Resident.requireInside(shape(), at, numbers.length);
        DoubleArray part = DoubleArray.fromArray(numbers);
        target.use("write to " + this, () -> arrays.get(Content.DOUBLES).write(at, part, numbers.length));
    }

    @Override
    public void read(int at, double[] numbers) {
        Resident.requireInside(shape(), at, numbers.length);
        target.use("read from " + this, () -> {
            switch (input.form()) {
                case GIVEN -> throw new IllegalStateException("nothing that stays is given");
                case NUMBERS -> {
                    DoubleArray part = part(Content.DOUBLES, at, new DoubleArray(numbers.length));
                    Arrays.setAll(numbers, part::get);
                }
                case FLOATS -> {
                    FloatArray part = part(Content.FLOATS, at, new FloatArray(numbers.length));
                    Arrays.setAll(numbers, part::get);
                }
                case HALVES -> {
                    ShortArray part = part(Content.SHORTS, at, new ShortArray(numbers.length));
                    Arrays.setAll(numbers, i -> Float.float16ToFloat(part.get(i)));
                }
                case BYTES -> {
                    int first = at / Weights.Bytes.BLOCK;
                    int end = (at + numbers.length + Weights.Bytes.BLOCK - 1) / Weights.Bytes.BLOCK;
                    ByteArray quants = part(Content.BYTES, at, new ByteArray(numbers.length));
                    FloatArray scales = part(Content.FLOATS, first, new FloatArray(end - first));
                    Arrays.setAll(numbers, i -> quants.get(i) * (double) scales.get((at + i) / Weights.Bytes.BLOCK - first));
                }
            }
        });
    }

    private <T extends TornadoNativeArray> T part(Content content, int at, T part) {
        arrays.get(content).read(at, part, part.getSize());
        return part;
    }

    @Override
    public void close() {
        target.use("give back " + this, () -> arrays.values().forEach(DeviceArray::close));
    }

    @Override
    public String toString() {
        return "a tensor of the shape " + input.shape();
    }
}
