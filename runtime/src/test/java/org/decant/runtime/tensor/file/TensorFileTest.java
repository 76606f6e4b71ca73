package org.decant.runtime.tensor.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorFileTest {
    @TempDir
    private Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Tensor json(String text) throws IOException {
        return TensorFile.read(file("t.json", text.getBytes(StandardCharsets.UTF_8)));
    }

    /// A file as numpy.save writes it: the header ends in a line feed, so that the numbers begin at a multiple of 64.
    private static byte[] numpy(int version, String header, ByteBuffer numbers) {
        int before = version == 1 ? 10 : 12;
        String padded = header + " ".repeat(Math.floorMod(-(before + header.length() + 1), 64)) + "\n";
        ByteBuffer out = ByteBuffer.allocate(before + padded.length() + numbers.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) version).put((byte) 0);
        if (version == 1) {
            out.putShort((short) padded.length());
        } else {
            out.putInt(padded.length());
        }
        return out.put(padded.getBytes(StandardCharsets.US_ASCII)).put(numbers.rewind()).array();
    }

    private static ByteBuffer floats(ByteOrder order, float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(order);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return buffer;
    }

    private static String header(String type, String shape) {
        return "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    }

    @Test
    void arraysInArraysHaveAnAxisForEachLevel() throws IOException {
        Tensor matrix = json("[[1, -2.5, 3], [0.25, null, 1e3]]");
        assertArrayEquals(new int[] {2, 3}, matrix.shape());
        assertArrayEquals(new double[] {1, -2.5, 3, 0.25, Double.NEGATIVE_INFINITY, 1000}, matrix.values());
        assertArrayEquals(new int[] {1, 2, 1}, json("[[[1], [2]]]").shape());
        assertEquals(0, json("7").rank());
    }

    @ParameterizedTest
    @CsvSource({"1,<f4", "2,<f4", "1,>f4"})
    void numpyArraysAreRead(int version, String type) throws IOException {
        ByteOrder order = type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        Tensor tensor = TensorFile.read(file("t.npy", numpy(version, header(type, "2, 3"), floats(order, 1, 2, 3, 4, 5, 6.5f))));
        assertEquals(Tensor.of(new int[] {2, 3}, 1, 2, 3, 4, 5, 6.5), tensor);
    }

    @Test
    void otherNumbersAreRead() throws IOException {
        ByteBuffer doubles = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putDouble(0.1).putDouble(-1e300);
        assertEquals(Tensor.of(0.1, -1e300), TensorFile.read(file("d.npy", numpy(1, header("<f8", "2,"), doubles))));
        ByteBuffer halves = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN)
                .putShort(Float.floatToFloat16(0.5f)).putShort(Float.floatToFloat16(-3));
        assertEquals(Tensor.of(0.5, -3), TensorFile.read(file("h.npy", numpy(1, header("<f2", "2,"), halves))));
        ByteBuffer longs = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(-12);
        assertEquals(Tensor.scalar(-12), TensorFile.read(file("i.npy", numpy(1, header("<i8", ""), longs))));
    }

    @Test
    void mistakesAreTold() throws IOException {
        assertTrue(wrong("t.json", "[[1, 2], [3]]".getBytes(StandardCharsets.UTF_8)).contains("t.json:1:10"));
        assertTrue(wrong("t.json", "[[1], 2]".getBytes(StandardCharsets.UTF_8)).contains("where others have an array"));
        assertTrue(wrong("t.json", "[[], []]".getBytes(StandardCharsets.UTF_8)).contains("no numbers"));
        assertTrue(wrong("t.json", "[\"a\"]".getBytes(StandardCharsets.UTF_8)).contains("a string"));
        assertTrue(wrong("t.npy", numpy(1, header("<f4", "2, 3"), floats(ByteOrder.LITTLE_ENDIAN, 1))).contains("24 bytes"));
        assertTrue(wrong("t.npy", numpy(1, header("|S1", "2,"), floats(ByteOrder.LITTLE_ENDIAN, 1))).contains("type S1"));
        assertTrue(wrong("t.npy", numpy(1, header("<f4", "1,").replace("False", "True"),
                floats(ByteOrder.LITTLE_ENDIAN, 1))).contains("column"));
        assertTrue(assertThrows(DecantException.class, () -> TensorFile.read(folder.resolve("none.npy"))).getMessage()
                .contains("there is no file"));
        // whatever is damaged is told, and nothing else thrown
        byte[] whole = numpy(1, header("<f4", "2, 3"), floats(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 4, 5, 6));
        Random random = new Random(20_260_501);
        for (int round = 0; round < 500; round++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
                damaged[random.nextInt(Math.min(damaged.length, 100))] = (byte) random.nextInt();
            }
            try {
                TensorFile.read(file("damaged.npy", damaged));
            } catch (DecantException told) {
                assertTrue(told.getMessage().contains("damaged.npy"), told.getMessage());
            }
        }
    }

    private String wrong(String name, byte[] bytes) throws IOException {
        Path file = file(name, bytes);
        return assertThrows(DecantException.class, () -> TensorFile.read(file)).getMessage();
    }
}
