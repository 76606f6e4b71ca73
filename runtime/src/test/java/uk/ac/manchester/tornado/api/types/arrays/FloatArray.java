package uk.ac.manchester.tornado.api.types.arrays;

/// Stands in the place of TornadoVM's class of this name, so that generated kernels link and run without it.
public final class FloatArray {
    private final float[] numbers;

    public FloatArray(int size) {
        numbers = new float[size];
    }

    public float get(int index) {
        return numbers[index];
    }

    public void set(int index, float value) {
        numbers[index] = value;
    }
}
