package org.decant.runtime.model.gguf;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.diagnostic.DecantException;

/// Reads the parts of a file before the tensors' bytes, front to back. Nothing is believed: every count and length must
/// fit into what is left of the file before anything is made of that size.
final class GgufReader {
    private static final int MAGIC = 0x46554747; // "GGUF", read as little-endian
    private static final int LONGEST_KEY = 65_535;
    private static final int DEEPEST_ARRAY = 4;
    private static final int MOST_DIMENSIONS = 4;
    private static final int DEFAULT_ALIGNMENT = 32;
    private static final int LARGEST_ALIGNMENT = 1 << 20;

    private final String name;
    private final MemorySegment file;
    private final long size;
    private long at;

    GgufReader(String name, MemorySegment file) {
        this.name = name;
        this.file = file;
        this.size = file.byteSize();
    }

    /// A tensor as announced; where its bytes are is known when all of them are.
    private record Announced(String name, TensorType type, long[] shape, long bytes, long offset, long announcedAt) {}

    GgufFile read() {
        if (size < 4 || file.get(MetadataType.INT, 0) != MAGIC) {
            throw fail(0, "it does not begin with GGUF", "give a model file in the GGUF format");
        }
        at = 4;
        int version = version();
        long tensorCount = count("tensors", 8 + 4 + 8 + 4 + 8);
        long valueCount = count("metadata values", 8 + 4 + 1);
        Map<String, GgufValue> values = new LinkedHashMap<>();
        for (long i = 0; i < valueCount; i++) {
            long keyAt = at;
            String key = text("key", LONGEST_KEY);
            if (values.putIfAbsent(key, value(type(), 0)) != null) {
                throw corrupt(keyAt, "the key " + shown(key) + " comes twice");
            }
        }
        GgufMetadata metadata = new GgufMetadata(name, values);
        List<Announced> announced = new ArrayList<>();
        for (long i = 0; i < tensorCount; i++) {
            announced.add(tensor());
        }
        int alignment = alignment(metadata);
        long dataStart = Math.ceilDiv(at, alignment) * alignment;
        return new GgufFile(name, version, size, metadata, tensors(announced, dataStart, alignment));
    }

    private int version() {
        long versionAt = at;
        int version = (int) number(4);
        if (version == 2 || version == 3) {
            return version;
        }
        if (Integer.reverseBytes(version) == 2 || Integer.reverseBytes(version) == 3) {
            throw fail(versionAt, "it is written for big-endian machines", "convert it to little-endian");
        }
        throw fail(versionAt, "it is of GGUF version " + Integer.toUnsignedString(version)
                + ", versions 2 and 3 can be read", "convert the model with a current converter");
    }

    private int alignment(GgufMetadata metadata) {
        int alignment = metadata.whole("general.alignment", 1, LARGEST_ALIGNMENT, DEFAULT_ALIGNMENT);
        if (Integer.bitCount(alignment) != 1) {
            throw corrupt(at, "general.alignment is " + alignment + ", not a power of two");
        }
        return alignment;
    }

    private Announced tensor() {
        long announcedAt = at;
        String tensor = text("tensor name", LONGEST_KEY);
        long dimensions = number(4);
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw corrupt(announcedAt, "the tensor " + shown(tensor) + " has " + dimensions + " dimensions, not 1 to "
                    + MOST_DIMENSIONS);
        }
        long[] shape = new long[(int) dimensions];
        long elements = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = number(8);
            // No type has less than an eighth of a byte for an element, so a true extent is below 8 times the size.
            if (shape[i] <= 0 || shape[i] > size * 8 || elements > size * 8 / shape[i]) {
                throw corrupt(announcedAt, "the tensor " + shown(tensor) + " has an extent of "
                        + Long.toUnsignedString(shape[i]) + ", which the file cannot hold");
            }
            elements *= shape[i];
        }
        long typeId = number(4);
        TensorType type = TensorType.of(typeId);
        if (type == null) {
            throw fail(announcedAt, "the tensor " + shown(tensor) + " is of the unknown type " + typeId,
                    "these types can be read: " + TensorType.readableNames());
        }
        if (shape[0] % type.blockSize() != 0) {
            throw corrupt(announcedAt, "the tensor " + shown(tensor) + " has rows of " + shape[0]
                    + " elements, which are no whole blocks of " + type);
        }
        return new Announced(tensor, type, shape, type.bytes(elements), number(8), announcedAt);
    }

    private Map<String, GgufTensor> tensors(List<Announced> announced, long dataStart, int alignment) {
        Map<String, GgufTensor> tensors = new LinkedHashMap<>();
        for (Announced tensor : announced) {
            long offset = tensor.offset;
            if (offset < 0 || offset % alignment != 0 || offset > size - dataStart
                    || tensor.bytes > size - dataStart - offset) {
                throw corrupt(tensor.announcedAt, "the " + tensor.bytes + " bytes of the tensor " + shown(tensor.name)
                        + " at offset " + Long.toUnsignedString(offset) + " are not in the file, which has " + size);
            }
            MemorySegment data = file.asSlice(dataStart + offset, tensor.bytes);
            if (tensors.put(tensor.name, new GgufTensor(tensor.name, tensor.type, tensor.shape, data)) != null) {
                throw corrupt(tensor.announcedAt, "the tensor " + shown(tensor.name) + " comes twice");
            }
        }
        checkNoOverlap(announced);
        return tensors;
    }

    /// Tensors that share bytes would make a small file claim any amount of memory.
    private void checkNoOverlap(List<Announced> announced) {
        List<Announced> sorted = new ArrayList<>(announced);
        sorted.sort(Comparator.comparingLong(Announced::offset));
        for (int i = 1; i < sorted.size(); i++) {
            Announced before = sorted.get(i - 1);
            if (before.offset + before.bytes > sorted.get(i).offset) {
                throw corrupt(sorted.get(i).announcedAt, "the tensors " + shown(before.name) + " and "
                        + shown(sorted.get(i).name) + " share bytes");
            }
        }
    }

    private MetadataType type() {
        long typeAt = at;
        long id = number(4);
        if (id >= MetadataType.values().length) {
            throw corrupt(typeAt, "there is no metadata type " + id);
        }
        return MetadataType.values()[(int) id];
    }

    private GgufValue value(MetadataType type, int depth) {
        if (type == MetadataType.STRING) {
            return new GgufValue.Text(text("text", size));
        }
        if (type == MetadataType.ARRAY) {
            return array(depth + 1);
        }
        need(type.bytes());
        long valueAt = at;
        at += type.bytes();
        if (type == MetadataType.BOOL) {
            return new GgufValue.Truth(file.get(MetadataType.BYTE, valueAt) != 0);
        }
        return type.isReal() ? new GgufValue.Real(type.real(file, valueAt))
                : new GgufValue.Whole(type.whole(file, valueAt));
    }

    private GgufValue.Array array(int depth) {
        long arrayAt = at;
        if (depth > DEEPEST_ARRAY) {
            throw corrupt(arrayAt, "arrays lie more than " + DEEPEST_ARRAY + " deep in each other");
        }
        MetadataType elementType = type();
        long count = count("array elements", elementType.leastBytes());
        if (count > Integer.MAX_VALUE - 8) {
            throw corrupt(arrayAt, "an array of " + count + " elements is too long");
        }
        long start = at;
        if (elementType.bytes() > 0) {
            at += count * elementType.bytes();
        } else if (elementType == MetadataType.STRING) {
            for (long i = 0; i < count; i++) {
                skipText();
            }
        } else {
            for (long i = 0; i < count; i++) {
                array(depth + 1);
            }
        }
        return new GgufValue.Array(elementType, (int) count, file.asSlice(start, at - start));
    }

    private void skipText() {
        long length = length("text", size);
        at += length;
    }

    private String text(String what, long longest) {
        long length = length(what, longest);
        byte[] bytes = file.asSlice(at, length).toArray(MetadataType.BYTE);
        at += length;
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private long length(String what, long longest) {
        long lengthAt = at;
        long length = number(8);
        if (length < 0 || length > longest || length > Math.min(size - at, Integer.MAX_VALUE - 8)) {
            throw corrupt(lengthAt, "a " + what + " of " + Long.toUnsignedString(length)
                    + " bytes does not fit into the " + (size - at) + " bytes left");
        }
        return length;
    }

    /// A count of things that take at least `leastBytes` each.
    private long count(String what, int leastBytes) {
        long countAt = at;
        long count = number(8);
        if (count < 0 || count > (size - at) / leastBytes) {
            throw corrupt(countAt, Long.toUnsignedString(count) + " " + what + " do not fit into the " + (size - at)
                    + " bytes left");
        }
        return count;
    }

    /// An unsigned number of 4 bytes, or 8 bytes as they are.
    private long number(int bytes) {
        need(bytes);
        long value = bytes == 4 ? file.get(MetadataType.INT, at) & 0xFFFF_FFFFL : file.get(MetadataType.LONG, at);
        at += bytes;
        return value;
    }

    private void need(int bytes) {
        if (bytes > size - at) {
            throw corrupt(at, "the file ends where " + bytes + " more bytes should come");
        }
    }

    private static String shown(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }

    private DecantException corrupt(long where, String message) {
        return fail(where, message, "the file is damaged or incomplete: download or convert it again");
    }

    private DecantException fail(long where, String message, String hint) {
        return new DecantException("the model file " + name + " cannot be read, at byte " + where + ": " + message,
                hint);
    }
}
