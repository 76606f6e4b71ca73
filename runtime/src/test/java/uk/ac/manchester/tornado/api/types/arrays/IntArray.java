package uk.ac.manchester.tornado.api.types.arrays;

/// Stands in the place of TornadoVM's class of this name, so that generated kernels link and run without it.
public final class IntArray {
    private final int[] numbers;

    public IntArray(int size) {
        numbers = new int[size];
    }

    public int get(int index) {
        return numbers[index];
    }

    public void set(int index, int value) {
        numbers[index] = value;
    }
}
