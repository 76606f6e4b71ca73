package org.decant.runtime.tensor.cpu;

import org.decant.runtime.tensor.program.Resident;
import org.decant.runtime.tensor.program.Target;
import org.decant.runtime.tensor.program.TensorType;
import org.decant.runtime.tensor.program.Weights;

/// What stays between runs: it lies on the heap, and goes when nobody refers to it.
sealed interface CpuResident extends Resident {

    @Override
    default void close() {
        // the heap is tidied by itself
    }

    record Numbers(Target target, int[] shape, double[] values) implements CpuResident {

        @Override
        public TensorType.Kind kind() {
            return TensorType.Kind.NUMBER;
        }

        @Override
        public void write(int at, double[] numbers) {
            Resident.requireInside(shape, at, numbers.length);
            System.arraycopy(numbers, 0, values, at, numbers.length);
        }

        @Override
        public void read(int at, double[] numbers) {
            Resident.requireInside(shape, at, numbers.length);
            System.arraycopy(values, at, numbers, 0, numbers.length);
        }
    }

    record Matrix(Target target, Weights weights) implements CpuResident {

        @Override
        public TensorType.Kind kind() {
            return TensorType.Kind.WEIGHTS;
        }

        @Override
        public int[] shape() {
            return weights.shape();
        }

        @Override
        public void write(int at, double[] numbers) {
            throw new IllegalArgumentException("weights stay what they are");
        }

        @Override
        public void read(int at, double[] numbers) {
            Resident.requireInside(shape(), at, numbers.length);
            System.arraycopy(weights.numbers().values(), at, numbers, 0, numbers.length);
        }
    }
}
