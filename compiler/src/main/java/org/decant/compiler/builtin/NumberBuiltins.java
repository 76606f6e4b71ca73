package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.integer;
import static org.decant.compiler.builtin.Arguments.number;

import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Kernels;

/// Numbers.
final class NumberBuiltins {

    private NumberBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Numbers");
        table.add("abs(x: Int) -> Int", "The absolute value.", (run, a) -> Math.absExact(integer(a[0])));
        table.add("abs(x: Float) -> Float", "The absolute value.", (run, a) -> Math.abs(number(a[0])));
        table.add("min(a: Int, b: Int) -> Int", "The smaller of two.", (run, a) -> Math.min(integer(a[0]), integer(a[1])));
        table.add("min(a: Float, b: Float) -> Float", "The smaller of two.",
                (run, a) -> Math.min(number(a[0]), number(a[1])));
        table.add("max(a: Int, b: Int) -> Int", "The larger of two.", (run, a) -> Math.max(integer(a[0]), integer(a[1])));
        table.add("max(a: Float, b: Float) -> Float", "The larger of two.",
                (run, a) -> Math.max(number(a[0]), number(a[1])));
        table.add("exp(x: Float) -> Float", "e to the power of x.", (run, a) -> Math.exp(number(a[0])));
        table.add("log(x: Float) -> Float", "The natural logarithm; minus infinity at 0.", (run, a) -> Math.log(number(a[0])));
        table.add("sqrt(x: Float) -> Float", "The square root.", (run, a) -> Math.sqrt(number(a[0])));
        table.add("power(x: Float, exponent: Float) -> Float", "x to the power of the exponent.",
                (run, a) -> Math.pow(number(a[0]), number(a[1])));
        table.add("cos(x: Float) -> Float", "The cosine, of radians.", (run, a) -> Math.cos(number(a[0])));
        table.add("floor(x: Float) -> Int", "The largest whole number that is not above x.",
                (run, a) -> whole(Math.floor(number(a[0]))));
        table.add("ceil(x: Float) -> Int", "The smallest whole number that is not below x.",
                (run, a) -> whole(Math.ceil(number(a[0]))));
        table.add("round(x: Float) -> Int", "The nearest whole number; the even one where two are equally near.",
                (run, a) -> whole(Math.rint(number(a[0]))));
        table.add("div(a: Int, b: Int) -> Int", "The quotient, rounded down. (`/` always gives a Float.)", (run, a) -> {
            if (integer(a[1]) == 0) {
                throw new DecantException("division by 0", "test the divisor first");
            }
            return Math.floorDiv(integer(a[0]), integer(a[1]));
        });
        table.add("log_add(a: Float, b: Float) -> Float", "log(exp(a) + exp(b)), exact where either is minus infinity.",
                (run, a) -> Kernels.logAdd(number(a[0]), number(a[1])));
        table.add("pi -> Float", "The ratio of a circle's circumference to its diameter.", (run, a) -> Math.PI);
    }

    private static long whole(double value) {
        if (Double.isNaN(value) || Math.abs(value) > 0x1p62) {
            throw new DecantException("the number " + value + " has no whole number near it", "test it first");
        }
        return (long) value;
    }
}
