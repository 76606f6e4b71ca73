package org.decant.runtime.tensor.kernel;

/// What a kernel computes without changing anything. Numbers are float64, indices and counts whole.
sealed interface Expression {

    /// Whether it is whole.
    boolean whole();

    /// A number.
    record Number(double value) implements Expression {
        @Override
        public boolean whole() {
            return false;
        }
    }

    /// A whole number.
    record Whole(int value) implements Expression {
        @Override
        public boolean whole() {
            return true;
        }
    }

    /// The number of the thread, from 0.
    record Thread() implements Expression {
        @Override
        public boolean whole() {
            return true;
        }
    }

    /// What was set before.
    record Variable(String name, boolean whole) implements Expression {}

    /// The arrays that kernels are given.
    enum Array { INPUTS, MEMORY, OUTPUTS }

    record Read(Array array, Expression index) implements Expression {
        @Override
        public boolean whole() {
            return false;
        }
    }

    enum Operator { ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER }

    /// Of two whole operands, or of two others.
    record Arithmetic(Operator operator, Expression left, Expression right) implements Expression {
        @Override
        public boolean whole() {
            return left.whole();
        }
    }

    enum Function { EXP, LOG, SQRT, ABS }

    record Call(Function function, Expression x) implements Expression {
        @Override
        public boolean whole() {
            return false;
        }
    }

    /// A number without fraction as a whole one, and the other way round.
    record Convert(Expression x) implements Expression {
        @Override
        public boolean whole() {
            return !x.whole();
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
