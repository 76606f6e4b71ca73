package org.decant.runtime.tensor.program;

import java.util.List;

/// A value of a program: an operation, its operands and the type of what it gives. Compared by identity; a program has one
/// value for equal operations on equal operands.
public final class Value {
    private final Operation operation;
    private final List<Value> operands;
    private final TensorType type;
    private final Object origin;

    Value(Operation operation, List<Value> operands, TensorType type, Object origin) {
        this.operation = operation;
        this.operands = operands;
        this.type = type;
        this.origin = origin;
    }

    public Operation operation() {
        return operation;
    }

    public List<Value> operands() {
        return operands;
    }

    public Value operand(int index) {
        return operands.get(index);
    }

    public TensorType type() {
        return type;
    }

    /// What the value was made for, to say where something went wrong; may be null.
    public Object origin() {
        return origin;
    }

    /// Whether it is given or constant: nothing is to be computed for it.
    public boolean leaf() {
        return operands.isEmpty();
    }

    /// Whether each element is made of the elements at its place of the operands.
    public boolean elementWise() {
        return operation instanceof Operation.Unary || operation instanceof Operation.Binary
                || operation instanceof Operation.Where;
    }
}
