package org.decant.compiler.builtin;

import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.model.Model;
import org.decant.runtime.tensor.Tensor;

/// Reads the arguments of a builtin, whose types the checker has seen to.
final class Arguments {

    private Arguments() {
    }

    static long integer(Object value) {
        return (Long) value;
    }

    /// An Int that must fit the sizes of the machine.
    static int size(String name, Object value) {
        long number = (Long) value;
        if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
            throw DecantException.ofParameter(name, "`" + name + "` is " + number + ", which is too large",
                    "give a number below two thousand million");
        }
        return (int) number;
    }

    static int notNegative(String name, Object value) {
        int number = size(name, value);
        if (number < 0) {
            throw DecantException.ofParameter(name, "`" + name + "` is " + number, "give 0 or more");
        }
        return number;
    }

    static double number(Object value) {
        return (Double) value;
    }

    static boolean truth(Object value) {
        return (Boolean) value;
    }

    static String text(Object value) {
        return (String) value;
    }

    @SuppressWarnings("unchecked")
    static <T> List<T> list(Object value) {
        return (List<T>) value;
    }

    static Context context(Object value) {
        return (Context) value;
    }

    static Model model(Object value) {
        return (Model) value;
    }

    static Dist dist(Object value) {
        return (Dist) value;
    }

    static Logits logits(Object value) {
        return (Logits) value;
    }

    static Tensor tensor(Object value) {
        return (Tensor) value;
    }

    static double[] numbers(Object value) {
        List<Double> list = list(value);
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i);
        }
        return numbers;
    }
}
