package uk.ac.manchester.tornado.api.types.arrays;

/// Stands in the place of TornadoVM's class of this name, so that generated kernels link and run without it.
public final class ByteArray {
    private final byte[] numbers;

    public ByteArray(int size) {
        numbers = new byte[size];
    }

    public byte get(int index) {
        return numbers[index];
    }

    public void set(int index, byte value) {
        numbers[index] = value;
    }
}
