package org.decant.runtime.tensor;

import java.util.StringJoiner;

/// How tensors are shown: `[[1.0, 2.0], [3.0, 4.0]]`.
final class TensorText {
    /// How many elements of an axis are shown.
    private static final int SHOWN = 8;

    private TensorText() {
    }

    static String of(Tensor tensor) {
        if (tensor.rank() == 0) {
            return Double.toString(tensor.get());
        }
        StringJoiner text = new StringJoiner(", ", "[", "]");
        int extent = tensor.shape()[0];
        for (int i = 0; i < Math.min(extent, SHOWN); i++) {
            text.add(of(tensor.row(i)));
        }
        if (extent > SHOWN) {
            text.add("… " + extent);
        }
        return text.toString();
    }
}
