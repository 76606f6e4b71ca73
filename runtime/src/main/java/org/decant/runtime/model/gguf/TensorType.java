package org.decant.runtime.model.gguf;

import java.util.Arrays;
import java.util.stream.Collectors;

/// How the elements of a tensor are stored: in blocks of a fixed number of elements and bytes.
public enum TensorType {
    F32(0, 1, 4, true),
    F16(1, 1, 2, true),
    Q4_0(2, 32, 18, true),
    Q4_1(3, 32, 20, false),
    Q5_0(6, 32, 22, false),
    Q5_1(7, 32, 24, false),
    Q8_0(8, 32, 34, true),
    Q8_1(9, 32, 36, false),
    Q2_K(10, 256, 84, false),
    Q3_K(11, 256, 110, false),
    Q4_K(12, 256, 144, true),
    Q5_K(13, 256, 176, true),
    Q6_K(14, 256, 210, true),
    Q8_K(15, 256, 292, false),
    IQ4_NL(20, 32, 18, false),
    IQ4_XS(23, 256, 136, false),
    I8(24, 1, 1, false),
    I16(25, 1, 2, false),
    I32(26, 1, 4, false),
    I64(27, 1, 8, false),
    F64(28, 1, 8, false),
    BF16(30, 1, 2, true);

    private final int id;
    private final int blockSize;
    private final int blockBytes;
    private final boolean readable;

    TensorType(int id, int blockSize, int blockBytes, boolean readable) {
        this.id = id;
        this.blockSize = blockSize;
        this.blockBytes = blockBytes;
        this.readable = readable;
    }

    /// The type's number in files.
    public int id() {
        return id;
    }

    /// Elements in a block.
    public int blockSize() {
        return blockSize;
    }

    public int blockBytes() {
        return blockBytes;
    }

    /// Whether the elements can be turned into floats; the others are only known by their size.
    public boolean readable() {
        return readable;
    }

    /// Whether the elements are small whole numbers with a scale for each group.
    public boolean quantized() {
        return blockSize > 1;
    }

    /// The bytes of `elements`, a multiple of the block size.
    public long bytes(long elements) {
        return elements / blockSize * blockBytes;
    }

    /// The type of number `id`, null where there is none.
    static TensorType of(long id) {
        for (TensorType type : values()) {
            if (type.id == id) {
                return type;
            }
        }
        return null;
    }

    /// The names of the types that can be read, for messages.
    public static String readableNames() {
        return Arrays.stream(values()).filter(TensorType::readable).map(TensorType::name)
                .collect(Collectors.joining(", "));
    }
}
