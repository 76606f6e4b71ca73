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
    private static final MethodTypeDesc GET = MethodTypeDesc.of(CD_double, CD_int);
    private static final MethodTypeDesc SET = MethodTypeDesc.of(CD_void, CD_int, CD_double);

    private final CodeBuilder code;
    private final Map<String, Integer> locals = new HashMap<>();

    KernelWriter(CodeBuilder code) {
        this.code = code;
    }

    void write(Kernel kernel) {
        // TornadoVM finds the parameters of kernels by their variables
        for (int i = 0; i < KernelClass.PARAMETERS.size(); i++) {
            code.localVariable(i, KernelClass.PARAMETERS.get(i), i == 0 ? KernelClass.CONTEXT : KernelClass.NUMBERS,
                    code.startLabel(), code.endLabel());
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
                        boolean whole = set.variable().whole();
                        int local = code.allocateLocal(whole ? TypeKind.INT : TypeKind.DOUBLE);
                        locals.put(set.variable().name(), local);
                        if (whole) {
                            code.iconst_0().istore(local);
                        } else {
                            code.dconst_0().dstore(local);
                        }
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

    private void block(List<Statement> statements) {
        statements.forEach(this::write);
    }

    private void write(Statement statement) {
        switch (statement) {
            case Statement.Set set -> {
                load(set.value());
                int local = locals.get(set.variable().name());
                if (set.variable().whole()) {
                    code.istore(local);
                } else {
                    code.dstore(local);
                }
            }
            case Statement.Write write -> {
                code.aload(array(write.array()));
                load(write.index());
                load(write.value());
                code.invokevirtual(KernelClass.NUMBERS, "set", SET);
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

    private static int array(Expression.Array array) {
        return 1 + array.ordinal();
    }

    private void jumpUnless(Expression.Condition condition, Label target) {
        load(condition.left());
        load(condition.right());
        if (condition.left().whole()) {
            switch (condition.comparison()) {
                case LESS -> code.if_icmpge(target);
                case LESS_OR_EQUAL -> code.if_icmpgt(target);
                case EQUAL -> code.if_icmpne(target);
                case NOT_EQUAL -> code.if_icmpeq(target);
            }
        } else {
            // what is not a number compares as larger, so that it is neither less nor equal
            switch (condition.comparison()) {
                case LESS -> code.dcmpg().ifge(target);
                case LESS_OR_EQUAL -> code.dcmpg().ifgt(target);
                case EQUAL -> code.dcmpg().ifne(target);
                case NOT_EQUAL -> code.dcmpg().ifeq(target);
            }
        }
    }

    private void load(Expression expression) {
        switch (expression) {
            case Expression.Number number -> number(number.value());
            case Expression.Whole whole -> code.loadConstant(whole.value());
            case Expression.Thread ignored -> thread();
            case Expression.Variable variable -> {
                int local = locals.get(variable.name());
                if (variable.whole()) {
                    code.iload(local);
                } else {
                    code.dload(local);
                }
            }
            case Expression.Read read -> {
                code.aload(array(read.array()));
                load(read.index());
                code.invokevirtual(KernelClass.NUMBERS, "get", GET);
            }
            case Expression.Arithmetic both -> arithmetic(both);
            case Expression.Call call -> {
                load(call.x());
                code.invokestatic(MATH, call.function().name().toLowerCase(Locale.ROOT), FUNCTION);
            }
            case Expression.Convert convert -> {
                load(convert.x());
                if (convert.whole()) {
                    code.d2i();
                } else {
                    code.i2d();
                }
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
        if (both.whole()) {
            switch (both.operator()) {
                case ADD -> code.iadd();
                case SUBTRACT -> code.isub();
                case MULTIPLY -> code.imul();
                case DIVIDE -> code.idiv();
                case REMAINDER -> code.irem();
            }
        } else {
            switch (both.operator()) {
                case ADD -> code.dadd();
                case SUBTRACT -> code.dsub();
                case MULTIPLY -> code.dmul();
                case DIVIDE -> code.ddiv();
                case REMAINDER -> code.drem();
            }
        }
    }
}
