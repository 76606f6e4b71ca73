package org.decant.runtime.tensor.kernel;

import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes the bytecode of a kernel.
final class KernelWriter {
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final MethodTypeDesc FUNCTION = MethodTypeDesc.of(CD_double, CD_double);

    private final CodeBuilder code;
    private final List<KernelArray> arrays;
    private final Map<String, Integer> locals = new HashMap<>();

    /// @param arrays the parameters of the method behind the first one
    KernelWriter(CodeBuilder code, List<KernelArray> arrays) {
        this.code = code;
        this.arrays = arrays;
    }

    void write(Kernel kernel) {
        // TornadoVM finds the parameters of kernels by their variables
        code.localVariable(0, "context", KernelClass.CONTEXT, code.startLabel(), code.endLabel());
        for (KernelArray array : arrays) {
            code.localVariable(parameter(array), array.name(), KernelClass.type(array), code.startLabel(), code.endLabel());
        }
        declare(kernel.body());
        block(kernel.body());
        code.return_();
    }

    /// Variables begin as 0, so that they are set wherever paths meet.
    private void declare(List<Statement> statements) {
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Set set -> {
                    if (!locals.containsKey(set.variable().name())) {
                        TypeKind kind = type(set.variable().kind());
                        int local = code.allocateLocal(kind);
                        locals.put(set.variable().name(), local);
                        switch (set.variable().kind()) {
                            case WHOLE -> code.iconst_0();
                            case FLOAT -> code.fconst_0();
                            case DOUBLE -> code.dconst_0();
                        }
                        code.storeLocal(kind, local);
                    }
                }
                case Statement.Write ignored -> { }
                case Statement.If one -> {
                    declare(one.then());
                    declare(one.otherwise());
                }
                case Statement.While loop -> declare(loop.body());
            }
        }
    }

    private static TypeKind type(Expression.Kind kind) {
        return switch (kind) {
            case WHOLE -> TypeKind.INT;
            case FLOAT -> TypeKind.FLOAT;
            case DOUBLE -> TypeKind.DOUBLE;
        };
    }

    private void block(List<Statement> statements) {
        statements.forEach(this::write);
    }

    private void write(Statement statement) {
        switch (statement) {
            case Statement.Set set -> {
                load(set.value());
                code.storeLocal(type(set.variable().kind()), locals.get(set.variable().name()));
            }
            case Statement.Write write -> {
                code.aload(parameter(write.array()));
                load(write.index());
                load(write.value());
                code.invokevirtual(KernelClass.type(write.array()), "set",
                        MethodTypeDesc.of(CD_void, CD_int, KernelClass.element(write.array())));
            }
            case Statement.If one -> {
                Label otherwise = code.newLabel();
                Label end = code.newLabel();
                jumpUnless(one.condition(), otherwise);
                block(one.then());
                if (!one.otherwise().isEmpty()) {
                    code.goto_(end);
                }
                code.labelBinding(otherwise);
                block(one.otherwise());
                code.labelBinding(end);
            }
            case Statement.While loop -> {
                Label again = code.newLabel();
                Label end = code.newLabel();
                code.labelBinding(again);
                loop.conditions().forEach(condition -> jumpUnless(condition, end));
                block(loop.body());
                code.goto_(again).labelBinding(end);
            }
        }
    }

    private int parameter(KernelArray array) {
        return 1 + arrays.indexOf(array);
    }

    private void jumpUnless(Expression.Condition condition, Label target) {
        load(condition.left());
        load(condition.right());
        Expression.Kind kind = condition.left().kind();
        if (kind == Expression.Kind.WHOLE) {
            switch (condition.comparison()) {
                case LESS -> code.if_icmpge(target);
                case LESS_OR_EQUAL -> code.if_icmpgt(target);
                case EQUAL -> code.if_icmpne(target);
                case NOT_EQUAL -> code.if_icmpeq(target);
            }
        } else {
            // what is not a number compares as larger, so that it is neither less nor equal
            if (kind == Expression.Kind.FLOAT) {
                code.fcmpg();
            } else {
                code.dcmpg();
            }
            switch (condition.comparison()) {
                case LESS -> code.ifge(target);
                case LESS_OR_EQUAL -> code.ifgt(target);
                case EQUAL -> code.ifne(target);
                case NOT_EQUAL -> code.ifeq(target);
            }
        }
    }

    private void load(Expression expression) {
        switch (expression) {
            case Expression.Number number -> number(number.value());
            case Expression.Single number -> code.loadConstant(number.value());
            case Expression.Whole whole -> code.loadConstant(whole.value());
            case Expression.Thread ignored -> thread();
            case Expression.Variable variable -> code.loadLocal(type(variable.kind()), locals.get(variable.name()));
            case Expression.Read read -> {
                code.aload(parameter(read.array()));
                load(read.index());
                code.invokevirtual(KernelClass.type(read.array()), "get", MethodTypeDesc.of(KernelClass.element(read.array()), CD_int));
            }
            case Expression.Arithmetic both -> arithmetic(both);
            case Expression.Call call -> {
                load(call.x());
                code.invokestatic(MATH, call.function().name().toLowerCase(Locale.ROOT), FUNCTION);
            }
            case Expression.Convert convert -> {
                load(convert.x());
                code.conversion(type(convert.x().kind()), type(convert.kind()));
            }
        }
    }

    private CodeBuilder thread() {
        return code.aload(0).getfield(KernelClass.CONTEXT, "globalIdx", CD_Integer)
                .invokevirtual(CD_Integer, "intValue", MethodTypeDesc.of(CD_int));
    }

    /// TornadoVM writes infinite constants in float32, which OpenCL does not compare with float64: they are divided here, by the
    /// sign of the thread's number, which is zero.
    private void number(double value) {
        if (Double.isFinite(value)) {
            code.loadConstant(value);
        } else {
            code.loadConstant(Double.isNaN(value) ? 0.0 : Math.signum(value));
            thread().bipush(31).iushr().i2d().ddiv();
        }
    }

    private void arithmetic(Expression.Arithmetic both) {
        load(both.left());
        load(both.right());
        switch (both.kind()) {
            case WHOLE -> {
                switch (both.operator()) {
                    case ADD -> code.iadd();
                    case SUBTRACT -> code.isub();
                    case MULTIPLY -> code.imul();
                    case DIVIDE -> code.idiv();
                    case REMAINDER -> code.irem();
                    case AND -> code.iand();
                    case SHIFT_LEFT -> code.ishl();
                    case SHIFT_RIGHT -> code.ishr();
                }
            }
            case FLOAT -> {
                switch (both.operator()) {
                    case ADD -> code.fadd();
                    case SUBTRACT -> code.fsub();
                    case MULTIPLY -> code.fmul();
                    case DIVIDE -> code.fdiv();
                    case REMAINDER -> code.frem();
                    case AND, SHIFT_LEFT, SHIFT_RIGHT -> throw notWhole(both);
                }
            }
            case DOUBLE -> {
                switch (both.operator()) {
                    case ADD -> code.dadd();
                    case SUBTRACT -> code.dsub();
                    case MULTIPLY -> code.dmul();
                    case DIVIDE -> code.ddiv();
                    case REMAINDER -> code.drem();
                    case AND, SHIFT_LEFT, SHIFT_RIGHT -> throw notWhole(both);
                }
            }
        }
    }

    private static IllegalStateException notWhole(Expression.Arithmetic both) {
        return new IllegalStateException(both.operator() + " of numbers that are not whole");
    }
}
