package org.decant.runtime.model.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects metadata and tensors and writes them as a file of GGUF version 3. Tensors can be F32, F16, Q8_0 and Q4_0.
public final class GgufWriter {
    private static final int ALIGNMENT = 32;

    private final Map<String, byte[]> values = new LinkedHashMap<>();
    private final Map<String, Stored> tensors = new LinkedHashMap<>();

    private record Stored(TensorType type, long[] shape, byte[] data) {}

    public GgufWriter put(String key, String value) {
        return put(key, MetadataType.STRING, text(value));
    }

    /// A whole number from 0 to 2^31 - 1, written with 32 bits.
    public GgufWriter put(String key, int value) {
        return put(key, MetadataType.UINT32, buffer(4).putInt(value).array());
    }

    public GgufWriter put(String key, float value) {
        return put(key, MetadataType.FLOAT32, buffer(4).putFloat(value).array());
    }

    public GgufWriter put(String key, boolean value) {
        return put(key, MetadataType.BOOL, new byte[] {(byte) (value ? 1 : 0)});
    }

    public GgufWriter put(String key, String[] elements) {
        ByteArrayOutputStream out = array(MetadataType.STRING, elements.length);
        for (String element : elements) {
            out.writeBytes(text(element));
        }
        return put(key, MetadataType.ARRAY, out.toByteArray());
    }

    public GgufWriter put(String key, int[] elements) {
        ByteArrayOutputStream out = array(MetadataType.INT32, elements.length);
        for (int element : elements) {
            out.writeBytes(buffer(4).putInt(element).array());
        }
        return put(key, MetadataType.ARRAY, out.toByteArray());
    }

    public GgufWriter put(String key, float[] elements) {
        ByteArrayOutputStream out = array(MetadataType.FLOAT32, elements.length);
        for (float element : elements) {
            out.writeBytes(buffer(4).putFloat(element).array());
        }
        return put(key, MetadataType.ARRAY, out.toByteArray());
    }

    /// Adds a tensor of `values`, row-major.
    ///
    /// @param shape the extents, the fastest-running first; its product is the number of values
    /// @throws IllegalArgumentException where the type cannot be written or the first extent is no whole blocks
    public GgufWriter tensor(String name, TensorType type, float[] values, long... shape) {
        if (!Quantizer.writes(type)) {
            throw new IllegalArgumentException(type + " cannot be written");
        }
        ByteBuffer data = buffer(Math.toIntExact(type.bytes(values.length)));
        Quantizer.encode(type, values, 0, values.length, data);
        return tensor(name, type, data.array(), shape);
    }

    /// Adds a tensor whose elements are stored already.
    ///
    /// @throws IllegalArgumentException where the bytes or the first extent do not fit the shape and type
    public GgufWriter tensor(String name, TensorType type, byte[] data, long... shape) {
        long elements = 1;
        for (long extent : shape) {
            elements = Math.multiplyExact(elements, extent);
        }
        if (shape[0] % type.blockSize() != 0 || type.bytes(elements) != data.length) {
            throw new IllegalArgumentException(name + ": " + data.length + " bytes are not the tensor of that shape");
        }
        tensors.put(name, new Stored(type, shape.clone(), data));
        return this;
    }

    /// Writes the file; one that is there is replaced.
    public void write(Path path) throws IOException {
        try (OutputStream out = Files.newOutputStream(path)) {
            write(out);
        }
    }

    /// The file's bytes.
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toByteArray();
    }

    private void write(OutputStream out) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        head.writeBytes(buffer(20).putInt(3).putLong(tensors.size()).putLong(values.size()).array());
        values.forEach((key, value) -> {
            head.writeBytes(text(key));
            head.writeBytes(value);
        });
        List<Stored> stored = new ArrayList<>(tensors.values());
        long offset = 0;
        for (Map.Entry<String, Stored> entry : tensors.entrySet()) {
            Stored tensor = entry.getValue();
            head.writeBytes(text(entry.getKey()));
            ByteBuffer rest = buffer(16 + 8 * tensor.shape.length).putInt(tensor.shape.length);
            for (long extent : tensor.shape) {
                rest.putLong(extent);
            }
            head.writeBytes(rest.putInt(tensor.type.id()).putLong(offset).array());
            offset += tensor.data.length + padding(tensor.data.length);
        }
        head.writeBytes(new byte[padding(head.size())]);
        head.writeTo(out);
        for (Stored tensor : stored) {
            out.write(tensor.data);
            out.write(new byte[padding(tensor.data.length)]);
        }
    }

    private GgufWriter put(String key, MetadataType type, byte[] value) {
        values.put(key, buffer(4 + value.length).putInt(type.ordinal()).put(value).array());
        return this;
    }

    private static ByteArrayOutputStream array(MetadataType elementType, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(buffer(12).putInt(elementType.ordinal()).putLong(size).array());
        return out;
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return buffer(8 + bytes.length).putLong(bytes.length).put(bytes).array();
    }

    private static int padding(int size) {
        return Math.ceilDiv(size, ALIGNMENT) * ALIGNMENT - size;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
