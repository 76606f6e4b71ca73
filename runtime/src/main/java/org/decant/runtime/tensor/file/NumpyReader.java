package org.decant.runtime.tensor.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.Tensor;

/// Reads `.npy` files: a magic number, the version, a header that is a Python dictionary, the numbers. Numbers of 16, 32
/// and 64 bits are read, row after row, in either order of bytes.
final class NumpyReader {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int VERSION_AT = 6;
    private static final int HEADER_LENGTH_AT = 8;
    private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([<>|=])(\\w\\d+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*False");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d, ]*)\\)");

    private final String name;
    private final ByteBuffer data;

    private NumpyReader(String name, byte[] bytes) {
        this.name = name;
        this.data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// @param name how messages call the file
    static Tensor read(String name, byte[] bytes) {
        return new NumpyReader(name, bytes).read();
    }

    private Tensor read() {
        String header = header();
        Matcher type = TYPE.matcher(header);
        Matcher extents = SHAPE.matcher(header);
        if (!type.find() || !extents.find()) {
            throw wrong("its header says no type or shape: " + header.strip(), "write it with numpy.save");
        }
        if (!ORDER.matcher(header).find()) {
            throw wrong("its numbers are stored column after column", "save `numpy.ascontiguousarray(x)`");
        }
        int[] shape = Arrays.stream(extents.group(1).split(",")).map(String::strip).filter(part -> !part.isEmpty())
                .mapToInt(this::extent).toArray();
        data.order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        long size = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
        int bytes = bytes(type.group(2));
        if (size == 0 || data.remaining() != size * bytes) {
            throw wrong("its shape " + Arrays.toString(shape) + " needs " + size * bytes + " bytes, it has "
                    + data.remaining(), "save it again, with at least one number");
        }
        double[] values = new double[(int) size];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(type.group(2));
        }
        return Tensor.of(shape, values);
    }

    private String header() {
        byte[] bytes = data.array();
        if (bytes.length <= HEADER_LENGTH_AT + 4 || !Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC)) {
            throw wrong("it does not begin as such files do", "write it with numpy.save");
        }
        boolean longer = bytes[VERSION_AT] > 1;
        int from = HEADER_LENGTH_AT + (longer ? 4 : 2);
        int length = longer ? data.getInt(HEADER_LENGTH_AT) : Short.toUnsignedInt(data.getShort(HEADER_LENGTH_AT));
        if (length < 0 || from + (long) length > bytes.length) {
            throw wrong("its header is cut off", "save it again");
        }
        data.position(from + length);
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    private int extent(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException tooLarge) {
            throw wrong("an axis has " + text + " entries", "save a smaller part of it");
        }
    }

    private int bytes(String type) {
        return switch (type) {
            case "f2" -> 2;
            case "f4", "i4" -> 4;
            case "f8", "i8" -> 8;
            default -> throw wrong("it has numbers of the type " + type, "save `x.astype(numpy.float32)`");
        };
    }

    private double number(String type) {
        return switch (type) {
            case "f2" -> Float.float16ToFloat(data.getShort());
            case "f4" -> data.getFloat();
            case "i4" -> data.getInt();
            case "i8" -> data.getLong();
            default -> data.getDouble();
        };
    }

    private DecantException wrong(String how, String hint) {
        return new DecantException("the file " + name + " is no NumPy array that can be read: " + how, hint);
    }
}
