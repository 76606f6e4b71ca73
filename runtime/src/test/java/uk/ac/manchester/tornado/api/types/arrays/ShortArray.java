package uk.ac.manchester.tornado.api.types.arrays;

/// Stands in the place of TornadoVM's class of this name, so that generated kernels link and run without it.
public final class ShortArray {
    private final short[] numbers;

    public ShortArray(int size) {
        numbers = new short[size];
    }

    public short get(int index) {
        return numbers[index];
    }

    public void set(int index, short value) {
        numbers[index] = value;
    }
}
