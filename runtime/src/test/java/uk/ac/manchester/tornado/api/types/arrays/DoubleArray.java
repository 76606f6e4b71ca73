package uk.ac.manchester.tornado.api.types.arrays;

/// Stands in the place of TornadoVM's class of this name, so that generated kernels link and run without it.
public final class DoubleArray {
    private final double[] numbers;

    public DoubleArray(int size) {
        numbers = new double[size];
    }

    public double get(int index) {
        return numbers[index];
    }

    public void set(int index, double value) {
        numbers[index] = value;
    }
}
