package org.decant.compiler.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/// Expressions of Ints against arithmetic without bounds: the same value, or an error where that does not fit 64 bits.
class ArithmeticProperties {
    private static Context context;

    @BeforeContainer
    static void open() {
        context = Context.create("decant");
    }

    @AfterContainer
    static void close() {
        context.close();
    }

    private sealed interface Expression {
        record Number(long value) implements Expression {}

        record Variable() implements Expression {}

        record Operation(char operator, Expression left, Expression right) implements Expression {}

        /// As a script writes it.
        default String text() {
            return switch (this) {
                case Number number -> number.value < 0 ? "(" + number.value + ")" : Long.toString(number.value);
                case Variable ignored -> "x";
                case Operation operation -> "(" + operation.left.text() + " " + operation.operator + " "
                        + operation.right.text() + ")";
            };
        }

        /// Its value; null where a part does not fit 64 bits or is a remainder by 0.
        default BigInteger value(long x) {
            return switch (this) {
                case Number number -> BigInteger.valueOf(number.value);
                case Variable ignored -> BigInteger.valueOf(x);
                case Operation operation -> {
                    BigInteger a = operation.left.value(x);
                    BigInteger b = operation.right.value(x);
                    yield a == null || b == null ? null : apply(operation.operator, a, b);
                }
            };
        }

        private static BigInteger apply(char operator, BigInteger a, BigInteger b) {
            BigInteger result = switch (operator) {
                case '+' -> a.add(b);
                case '-' -> a.subtract(b);
                case '*' -> a.multiply(b);
                default -> b.signum() == 0 ? null : a.remainder(b);
            };
            return result == null || result.bitLength() > 63 ? null : result;
        }
    }

    @Provide
    Arbitrary<Expression> expressions() {
        Arbitrary<Expression> leaves = Arbitraries.oneOf(
                Arbitraries.longs().between(Long.MIN_VALUE + 1, Long.MAX_VALUE).map(Expression.Number::new),
                Arbitraries.longs().between(-5, 5).map(Expression.Number::new),
                Arbitraries.just(new Expression.Variable()));
        return Arbitraries.recursive(() -> leaves, parts -> Combinators.combine(Arbitraries.of('+', '-', '*', '%'), parts,
                Arbitraries.oneOf(leaves, parts)).as(Expression.Operation::new), 0, 5);
    }

    @Property(tries = 150)
    void intsAreExactOrAnError(@ForAll("expressions") Expression expression, @ForAll long x) {
        Value function = context.eval("decant", "function f(x: Int) -> Int { " + expression.text() + " }").getMember("f");
        BigInteger expected = expression.value(x);
        try {
            assertEquals(expected, BigInteger.valueOf(function.execute(x).asLong()), expression.text());
        } catch (PolyglotException failure) {
            assertEquals(null, expected, expression.text());
            assertTrue(failure.getMessage().contains("does not fit an Int")
                    || failure.getMessage().contains("remainder by zero"), failure.getMessage());
        }
    }

    @Property(tries = 100)
    void comparisonsAgreeWithJava(@ForAll long a, @ForAll long b, @ForAll double p, @ForAll double q) {
        Value function = context.eval("decant", """
                function f(a: Int, b: Int, p: Float, q: Float) -> List<Bool> {
                  [a < b, a <= b, a > b, a >= b, a == b, a != b, p < q, p <= q, p > q, p >= q, p == q, p != q]
                }
                """).getMember("f");
        boolean[] expected = {a < b, a <= b, a > b, a >= b, a == b, a != b, p < q, p <= q, p > q, p >= q, p == q, p != q};
        Value actual = function.execute(a, b, p, q);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual.getArrayElement(i).asBoolean(), "comparison " + i);
        }
    }
}
