package org.decant.runtime.model.gguf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import org.decant.runtime.diagnostic.DecantException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufFileTest {

    static GgufWriter small() {
        return new GgufWriter().put("general.architecture", "llama").put("a.whole", 7).put("a.real", 0.5f)
                .put("a.truth", true).put("a.texts", new String[] {"x", "", "äöü"}).put("a.wholes", new int[] {-1, 5})
                .put("a.reals", new float[] {1.5f, -2})
                .tensor("v", TensorType.F32, new float[] {1, 2, 3}, 3)
                .tensor("m", TensorType.F16, new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    }

    static GgufFile read(byte[] bytes) {
        return GgufFile.read("test.gguf", MemorySegment.ofArray(bytes));
    }

    @Test
    void readsWhatWasWritten(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("small.gguf");
        small().write(path);
        GgufFile file = GgufFile.open(path);
        GgufMetadata metadata = file.metadata();
        assertEquals(3, file.version());
        assertEquals(Files.size(path), file.bytes());
        assertEquals("llama", metadata.text("general.architecture"));
        assertEquals(7, metadata.whole("a.whole", 0, 10));
        assertEquals(0.5, metadata.real("a.real"));
        assertTrue(metadata.truth("a.truth", false));
        assertArrayEquals(new String[] {"x", "", "äöü"}, metadata.texts("a.texts"));
        assertArrayEquals(new int[] {-1, 5}, metadata.wholes("a.wholes"));
        assertArrayEquals(new float[] {1.5f, -2}, metadata.reals("a.reals"));
        GgufTensor matrix = file.tensor("m");
        assertEquals("m [2, 3] F16", matrix.toString());
        float[] values = new float[6];
        Blocks.dequantize(matrix.type(), matrix.data(), 0, 6, values, 0);
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, values);
    }

    @Test
    void quantisedTensorsComeBackWithinHalfAStep() {
        Random random = new Random(3);
        float[] values = new float[512];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        values[5] = -9;
        for (TensorType type : new TensorType[] {TensorType.F32, TensorType.F16, TensorType.Q8_0, TensorType.Q4_0}) {
            GgufTensor tensor = read(new GgufWriter().tensor("t", type, values, 64, 8).bytes()).tensor("t");
            float[] back = new float[512];
            Blocks.dequantize(type, tensor.data(), 0, 512, back, 0);
            for (int block = 0; block < 512; block += 32) {
                float largest = 0;
                for (int i = block; i < block + 32; i++) {
                    largest = Math.max(largest, Math.abs(values[i]));
                }
                double step = switch (type) {
                    case Q8_0 -> largest / 127;
                    case Q4_0 -> largest / 8;
                    default -> largest / 1024;
                };
                for (int i = block; i < block + 32; i++) {
                    // Q4_0 has no +8: values near the largest of the other sign lose a whole step
                    double tolerance = type == TensorType.Q4_0 ? step * 1.01 : step * 0.51;
                    assertEquals(values[i], back[i], tolerance + largest * 1e-3, type + " " + i);
                }
            }
        }
    }

    @Test
    void everyReadableTypeIsReadByItsDefinition() {
        Random random = new Random(4);
        for (TensorType type : TensorType.values()) {
            if (!type.readable()) {
                continue;
            }
            byte[] data = new byte[3 * type.blockBytes()];
            random.nextBytes(data);
            for (int block = 0; block < 3; block++) { // scales that are numbers
                int at = block * type.blockBytes();
                switch (type) {
                    case Q8_0, Q4_0 -> data[at + 1] &= (byte) 0xBF;
                    case Q4_K, Q5_K -> {
                        data[at + 1] &= (byte) 0xBF;
                        data[at + 3] &= (byte) 0xBF;
                    }
                    case Q6_K -> data[at + 209] &= (byte) 0xBF;
                    case F16 -> data[at + 1] &= (byte) 0xBF;
                    case BF16 -> data[at + 1] &= (byte) 0xBF;
                    default -> data[at + 3] &= (byte) 0xBF;
                }
            }
            int count = 3 * type.blockSize();
            float[] values = new float[count];
            Blocks.dequantize(type, MemorySegment.ofArray(data), 0, count, values, 0);
            for (int i = 0; i < count; i++) {
                double expected = StoredReference.element(type, data, i);
                assertEquals(expected, values[i], 1e-6 * Math.abs(expected) + 2e-3, type + " element " + i);
            }
        }
    }

    @Test
    void errorsNameTheFileAndTheByte() {
        byte[] good = small().bytes();
        expect(good, bytes -> bytes[0] = 'X', "test.gguf", "at byte 0", "does not begin with GGUF");
        expect(good, bytes -> bytes[4] = 9, "at byte 4", "GGUF version 9");
        expect(good, bytes -> {
            bytes[4] = 0;
            bytes[7] = 3;
        }, "big-endian");
        expect(good, bytes -> bytes[15] = 0x7F, "at byte 8", "tensors do not fit");
        expect(good, bytes -> bytes[8] = 50, "at byte");
        expect(good, bytes -> bytes[23] = 0x7F, "at byte 16", "metadata values do not fit");
        expect(good, bytes -> bytes[30] = 0x7F, "at byte 24", "key");
    }

    @Test
    void tensorsMustLieInTheFileApartFromEachOther() {
        byte[] good = small().bytes();
        assertTrue(read(good).tensor("v") != null);
        int offsetOfSecond = indexOf(good, new byte[] {1, 0, 0, 0, 32, 0, 0, 0, 0, 0, 0, 0}) + 4;
        expect(good, bytes -> bytes[offsetOfSecond] = 0, "share bytes");
        expect(good, bytes -> bytes[offsetOfSecond] = 33, "are not in the file");
        expect(good, bytes -> bytes[offsetOfSecond + 5] = 1, "are not in the file");
        expect(good, bytes -> bytes[offsetOfSecond - 4] = 99, "unknown type 99", "Q4_K");
        expect(good, bytes -> bytes[offsetOfSecond - 4] = 8, "no whole blocks of Q8_0");
        expect(good, bytes -> bytes[offsetOfSecond - 12] = 0, "extent of 0");
        expect(good, bytes -> bytes[offsetOfSecond - 6] = 1, "which the file cannot hold");
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] good = small().bytes();
        for (int length = 0; length < good.length - 64; length++) {
            byte[] cut = java.util.Arrays.copyOf(good, length);
            assertThrows(DecantException.class, () -> read(cut), "cut to " + length);
        }
    }

    @Test
    void mutatedFilesNeverCrashTheReader() {
        int files = Integer.getInteger("decant.fuzz", 5000);
        GgufFuzz.Result result = GgufFuzz.run(files, Long.getLong("decant.fuzz.seed", 11));
        assertEquals(files, result.files());
        if (files != 5000) {
            System.out.println(files + " files: " + result.refused() + " refused, " + (files - result.refused()) + " read");
        }
    }

    private static void expect(byte[] good, Consumer<byte[]> damage, String... parts) {
        byte[] bytes = good.clone();
        damage.accept(bytes);
        String message = assertThrows(DecantException.class, () -> read(bytes)).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (java.util.Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
