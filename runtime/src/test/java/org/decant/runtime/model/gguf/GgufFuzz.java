package org.decant.runtime.model.gguf;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.decant.runtime.diagnostic.DecantException;

/// Reads mutated files: each must be read or refused, nothing else may happen, and quickly.
///
/// The build runs a few thousand; the property `decant.fuzz` says how many, `decant.fuzz.seed` from which seed.
final class GgufFuzz {
    private static final long[] LIES = {0, 1, 2, 3, 4, 7, 8, 9, 12, 31, 32, 33, 255, 256, 65_535, 1L << 31,
        (1L << 31) - 1, 1L << 32, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE, -1, -2, -32};

    private GgufFuzz() {
    }

    /// @param files   mutated files read
    /// @param refused those that gave an error for users
    record Result(int files, int refused) {}

    static Result run(int files, long seed) {
        byte[][] originals = {GgufFileTest.small().bytes(), nested()};
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < files; i++) {
            byte[] bytes = mutated(originals[i % originals.length], random);
            try {
                touch(GgufFile.read("fuzz.gguf", MemorySegment.ofArray(bytes)));
            } catch (DecantException expected) {
                refused++;
            } catch (RuntimeException | Error failure) {
                throw new AssertionError("file " + i + " of seed " + seed, failure);
            }
        }
        return new Result(files, refused);
    }

    /// Reads all that the file offers.
    private static void touch(GgufFile file) {
        for (GgufValue value : file.metadata().values().values()) {
            if (value instanceof GgufValue.Array array) {
                if (array.elementType() == MetadataType.STRING) {
                    array.texts();
                } else if (array.elementType().isWhole()) {
                    array.wholes();
                } else if (array.elementType().isReal()) {
                    array.reals();
                }
            }
        }
        for (GgufTensor tensor : file.tensors()) {
            if (tensor.type().readable()) {
                float[] values = new float[(int) tensor.elements()];
                Blocks.dequantize(tensor.type(), tensor.data(), 0, values.length, values, 0);
            }
        }
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int change = random.nextInt(1, 5); change > 0; change--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> lie(bytes, at, LIES[random.nextInt(LIES.length)], random.nextBoolean() ? 8 : 4);
                case 3 -> {
                    int from = random.nextInt(bytes.length);
                    int length = random.nextInt(Math.min(24, bytes.length - Math.max(at, from)) + 1);
                    System.arraycopy(bytes, from, bytes, at, length);
                }
                default -> bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, Math.max(1, at)) : bytes;
            }
        }
        return bytes;
    }

    private static void lie(byte[] bytes, int at, long value, int width) {
        for (int i = 0; i < width && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >> 8 * i);
        }
    }

    /// A file with arrays in arrays and all quantised types.
    private static byte[] nested() {
        GgufWriter writer = new GgufWriter().put("general.alignment", 32).put("a", new String[] {"b", "c"});
        for (TensorType type : TensorType.values()) {
            if (type.readable()) {
                writer.tensor(type.name(), type, new byte[2 * type.blockBytes()], type.blockSize(), 2);
            }
        }
        return writer.bytes();
    }
}
