package org.decant.runtime.tensor.kernel;

/// What a kernel computes without changing anything. Numbers are float64, or float32 in products with weights; indices and counts are
/// whole.
sealed interface Expression {

    enum Kind { WHOLE, FLOAT, DOUBLE }

    Kind kind();

    default boolean whole() {
        return kind() == Kind.WHOLE;
    }

    /// A number.
    record Number(double value) implements Expression {
        @Override
        public Kind kind() {
            return Kind.DOUBLE;
        }
    }

    /// A number of float32.
    record Single(float value) implements Expression {
        @Override
        public Kind kind() {
            return Kind.FLOAT;
        }
    }

    /// A whole number.
    record Whole(int value) implements Expression {
        @Override
        public Kind kind() {
            return Kind.WHOLE;
        }
    }

    /// The number of the thread, from 0.
    record Thread() implements Expression {
        @Override
        public Kind kind() {
            return Kind.WHOLE;
        }
    }

    /// What was set before.
    record Variable(String name, Kind kind) implements Expression {}

    record Read(KernelArray array, Expression index) implements Expression {
        @Override
        public Kind kind() {
            return switch (array.content()) {
                case DOUBLES -> Kind.DOUBLE;
                case FLOATS -> Kind.FLOAT;
                case SHORTS, BYTES, INTS -> Kind.WHOLE;
            };
        }
    }

    enum Operator {
        ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER,
        /// Of whole numbers as bits.
        AND, SHIFT_LEFT, SHIFT_RIGHT
    }

    /// Of two operands of one kind.
    record Arithmetic(Operator operator, Expression left, Expression right) implements Expression {
        @Override
        public Kind kind() {
            return left.kind();
        }
    }

    enum Function { EXP, LOG, SQRT, ABS }

    record Call(Function function, Expression x) implements Expression {
        @Override
        public Kind kind() {
            return Kind.DOUBLE;
        }
    }

    /// The same number as one of another kind; what becomes whole has no fraction.
    record Convert(Kind kind, Expression x) implements Expression {
        /// A float64 as a whole number, and the other way round.
        Convert(Expression x) {
            this(x.whole() ? Kind.DOUBLE : Kind.WHOLE, x);
        }
    }

    enum Comparison { LESS, LESS_OR_EQUAL, EQUAL, NOT_EQUAL }

    /// A comparison of two operands of one kind. What is not a number is only unequal.
    ///
    /// Infinite constants are written as comparisons with the largest finite numbers: compilers of kernels take them for narrow
    /// floating-point numbers, with which they cannot compare.
    record Condition(Comparison comparison, Expression left, Expression right) {
        private static final Number MOST = new Number(Double.MAX_VALUE);
        private static final Number LEAST = new Number(-Double.MAX_VALUE);

        public Condition {
            boolean equal = comparison == Comparison.EQUAL;
            boolean less = comparison == Comparison.LESS;
            if (equal && infinite(left)) {
                Expression other = left;
                left = right;
                right = other;
            }
            if (equal && infinite(right)) {
                boolean positive = ((Number) right).value > 0;
                right = positive ? left : LEAST;
                left = positive ? MOST : left;
                comparison = Comparison.LESS;
            } else if (less && infinite(left) && ((Number) left).value < 0) {
                left = LEAST;
                comparison = Comparison.LESS_OR_EQUAL;
            } else if (less && infinite(right) && ((Number) right).value > 0) {
                right = MOST;
                comparison = Comparison.LESS_OR_EQUAL;
            }
        }

        private static boolean infinite(Expression expression) {
            return expression instanceof Number number && Double.isInfinite(number.value);
        }
    }

    // ---- shorthands ----

    static Expression whole(int value) {
        return new Whole(value);
    }

    default Expression plus(Expression other) {
        return this instanceof Whole a && other instanceof Whole b ? new Whole(a.value + b.value)
                : other.equals(new Whole(0)) ? this : equals(new Whole(0)) ? other : new Arithmetic(Operator.ADD, this, other);
    }

    default Expression minus(Expression other) {
        return new Arithmetic(Operator.SUBTRACT, this, other);
    }

    default Expression times(Expression other) {
        return this instanceof Whole a && other instanceof Whole b ? new Whole(a.value * b.value)
                : other.equals(new Whole(1)) ? this : equals(new Whole(1)) ? other
                : other.equals(new Whole(0)) || equals(new Whole(0)) ? new Whole(0) : new Arithmetic(Operator.MULTIPLY, this, other);
    }

    default Expression by(Expression other) {
        return other.equals(new Whole(1)) ? this : new Arithmetic(Operator.DIVIDE, this, other);
    }

    default Expression modulo(Expression other) {
        return other.equals(new Whole(1)) ? new Whole(0) : new Arithmetic(Operator.REMAINDER, this, other);
    }

    default Expression with(Operator operator, Expression other) {
        return new Arithmetic(operator, this, other);
    }

    default Condition below(Expression other) {
        return new Condition(Comparison.LESS, this, other);
    }

    default Condition same(Expression other) {
        return new Condition(Comparison.EQUAL, this, other);
    }

    default Condition differs(Expression other) {
        return new Condition(Comparison.NOT_EQUAL, this, other);
    }
}
