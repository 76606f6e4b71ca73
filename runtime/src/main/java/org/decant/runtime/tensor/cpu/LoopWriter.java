package org.decant.runtime.tensor.cpu;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static org.decant.runtime.tensor.cpu.LoopClass.NUMBERS;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.decant.runtime.tensor.program.Operation;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.Value;

/// Writes the code of one loop.
final class LoopWriter {
    private static final ClassDesc SCALARS = ClassDesc.of(ScalarOperations.class.getName());
    private static final ClassDesc VECTORS = ClassDesc.of(LoopWriter.class.getPackageName(), "VectorOperations");
    private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.DoubleVector");
    private static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");

    /// The arguments of the method.
    private static final int ROWS = 1;
    private static final int COLUMNS = 2;
    private static final int MEMORY = 3;

    private final CodeBuilder code;
    private final Loop loop;
    private final ToIntFunction<Value> slots;
    private final LoopClass.Kind kind;
    private final boolean vectors;
    private final Map<Value, Integer> arrays = new IdentityHashMap<>();
    private final Map<Value, Integer> checks = new IdentityHashMap<>();
    /// What is the same along a row, as numbers and as vectors; what differs, as the one that is written.
    private final Map<Value, Integer> alongRow = new IdentityHashMap<>();
    private final Map<Value, Integer> alongRowVectors = new IdentityHashMap<>();
    private final Map<Value, Accumulator> accumulators = new IdentityHashMap<>();
    private final int row;
    private final int start;
    private final int column;

    /// The locals of a reduction: its number, for arg-max also the place of it; and the vectors of both.
    private record Accumulator(int number, int place, int check, int vector, int placeVector, int checkVector) {}

    /// The lanes of sums, and which one is next, in the loop that needs them.
    private final Map<Value, Integer> lanes = new IdentityHashMap<>();
    private boolean inLanes;

    LoopWriter(CodeBuilder code, Loop loop, ToIntFunction<Value> slots, LoopClass.Kind kind) {
        this.code = code;
        this.loop = loop;
        this.slots = slots;
        this.kind = kind;
        this.vectors = kind == LoopClass.Kind.VECTORS;
        this.row = code.allocateLocal(TypeKind.INT);
        this.start = code.allocateLocal(TypeKind.INT);
        this.column = code.allocateLocal(TypeKind.INT);
    }

    void write() {
        loop.reads().forEach(this::loadArray);
        loop.stores().forEach(this::loadArray);
        loop.reductions().forEach(this::loadArray);
        code.iconst_0().istore(row).iconst_0().istore(start);
        Label next = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(next).iload(row).iload(ROWS).if_icmpge(end);
        writeRow();
        code.iinc(row, 1).iload(start).iload(COLUMNS).iadd().istore(start).goto_(next);
        code.labelBinding(end).return_();
    }

    private void loadArray(Value value) {
        if (value.operation() instanceof Operation.Constant) {
            return;
        }
        arrays.computeIfAbsent(value, v -> {
            int local = code.allocateLocal(TypeKind.REFERENCE);
            code.aload(MEMORY).loadConstant(slots.applyAsInt(v)).aaload().astore(local);
            return local;
        });
    }

    private void writeRow() {
        alongRow.clear();
        alongRowVectors.clear();
        accumulators.clear();
        lanes.clear();
        for (Value value : loop.reads()) {
            if (loop.alongRow(value)) {
                readAlongRow(value);
            }
        }
        for (Value value : loop.computed()) {
            if (loop.alongRow(value)) {
                value.operands().forEach(operand -> code.dload(alongRow.get(operand)));
                apply(value, SCALARS, CD_double);
                storeAlongRow(value);
            }
        }
        loop.reductions().forEach(this::startReduction);
        code.iconst_0().istore(column);
        if (vectors) {
            writeLoop(true);
            accumulators.forEach(this::joinLanes);
        } else if (kind == LoopClass.Kind.LANES && loop.reductions().stream().anyMatch(LoopWriter::sums)) {
            loop.reductions().stream().filter(LoopWriter::sums).forEach(this::startLanes);
            inLanes = true;
            writeLoop(false);
            inLanes = false;
            lanes.forEach((value, local) -> code.aload(local)
                    .invokestatic(VECTORS, "sum", MethodTypeDesc.of(CD_double, NUMBERS)).dstore(accumulators.get(value).number));
        }
        writeLoop(false);
        loop.reductions().forEach(this::storeReduction);
    }

    private void readAlongRow(Value value) {
        if (value.operation() instanceof Operation.Constant constant) {
            code.loadConstant(constant.value());
        } else {
            code.aload(arrays.get(value));
            if (Loop.Access.of(value.type().shape(), loop.domain()) == Loop.Access.ROW) {
                code.iload(row);
            } else {
                code.iconst_0();
            }
            code.daload();
        }
        storeAlongRow(value);
    }

    private void storeAlongRow(Value value) {
        int local = code.allocateLocal(TypeKind.DOUBLE);
        code.dstore(local);
        alongRow.put(value, local);
        if (vectors) {
            int vector = code.allocateLocal(TypeKind.REFERENCE);
            code.dload(local).invokestatic(VECTORS, "all", MethodTypeDesc.of(VECTOR, CD_double)).astore(vector);
            alongRowVectors.put(value, vector);
        }
    }

    private void startReduction(Value value) {
        boolean places = value.operation() instanceof Operation.ArgMax;
        double first = places || reduction(value) == Reduction.MAX ? Double.NEGATIVE_INFINITY : 0;
        int number = number(first);
        int place = places ? number(0) : -1;
        int check = checked(value) ? number(Double.NEGATIVE_INFINITY) : -1;
        accumulators.put(value, vectors
                ? new Accumulator(number, place, check, vector(number), places ? vector(place) : -1, check < 0 ? -1 : vector(check))
                : new Accumulator(number, place, check, -1, -1, -1));
    }

    private static boolean sums(Value value) {
        return value.operation() instanceof Operation.Reduce reduce && reduce.reduction() == Reduction.SUM;
    }

    private void startLanes(Value value) {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.invokestatic(VECTORS, "newLanes", MethodTypeDesc.of(NUMBERS)).astore(local);
        lanes.put(value, local);
    }

    private int number(double value) {
        int local = code.allocateLocal(TypeKind.DOUBLE);
        code.loadConstant(value).dstore(local);
        return local;
    }

    private int vector(int number) {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.dload(number).invokestatic(VECTORS, "all", MethodTypeDesc.of(VECTOR, CD_double)).astore(local);
        return local;
    }

    private static Reduction reduction(Value value) {
        return ((Operation.Reduce) value.operation()).reduction();
    }

    private static boolean checked(Value value) {
        return value.operation() instanceof Operation.ArgMax(boolean finite) && finite;
    }

    /// The loop over the places of a row from where [#column] is.
    private void writeLoop(boolean vector) {
        int bound = code.allocateLocal(TypeKind.INT);
        code.iload(COLUMNS);
        if (vector || inLanes) {
            code.invokestatic(VECTORS, "bound", MethodTypeDesc.of(CD_int, CD_int));
        }
        code.istore(bound);
        Label next = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(next).iload(column).iload(bound).if_icmpge(end);
        writeElement(vector);
        if (vector) {
            code.iload(column).invokestatic(VECTORS, "lanes", MethodTypeDesc.of(CD_int)).iadd().istore(column);
        } else {
            code.iinc(column, 1);
        }
        code.goto_(next).labelBinding(end);
    }

    private void writeElement(boolean vector) {
        Map<Value, Integer> locals = new IdentityHashMap<>(vector ? alongRowVectors : alongRow);
        for (Value value : loop.reads()) {
            if (!loop.alongRow(value)) {
                code.aload(arrays.get(value));
                place(Loop.Access.of(value.type().shape(), loop.domain()));
                if (vector) {
                    code.invokestatic(VECTORS, "load", MethodTypeDesc.of(VECTOR, NUMBERS, CD_int));
                } else {
                    code.daload();
                }
                locals.put(value, keep(vector));
            }
        }
        for (Value value : loop.computed()) {
            if (!loop.alongRow(value)) {
                value.operands().forEach(operand -> load(locals.get(operand), vector));
                apply(value, vector ? VECTORS : SCALARS, vector ? VECTOR : CD_double);
                locals.put(value, keep(vector));
            }
        }
        for (Value value : loop.stores()) {
            if (vector) {
                code.aload(locals.get(value)).aload(arrays.get(value));
                place(Loop.Access.ELEMENT);
                code.invokestatic(VECTORS, "store", MethodTypeDesc.of(CD_void, VECTOR, NUMBERS, CD_int));
            } else {
                code.aload(arrays.get(value));
                place(Loop.Access.ELEMENT);
                code.dload(locals.get(value)).dastore();
            }
        }
        for (Value value : loop.reductions()) {
            reduce(value, locals.get(value.operand(0)), vector);
        }
    }

    private void place(Loop.Access access) {
        if (access == Loop.Access.ELEMENT) {
            code.iload(start).iload(column).iadd();
        } else {
            code.iload(column);
        }
    }

    private int keep(boolean vector) {
        int local = code.allocateLocal(vector ? TypeKind.REFERENCE : TypeKind.DOUBLE);
        if (vector) {
            code.astore(local);
        } else {
            code.dstore(local);
        }
        return local;
    }

    private void load(int local, boolean vector) {
        if (vector) {
            code.aload(local);
        } else {
            code.dload(local);
        }
    }

    /// Calls the function of an element-wise value on operands on the stack.
    private void apply(Value value, ClassDesc functions, ClassDesc type) {
        String name = switch (value.operation()) {
            case Operation.Unary o -> o.function().name();
            case Operation.Binary o -> o.function().name();
            case Operation.Where o -> "WHERE_" + o.comparison().name();
            case Operation.Broadcast ignored -> null;
            default -> throw new IllegalArgumentException(value.operation().text() + " is not element-wise");
        };
        if (name != null) {
            ClassDesc[] parameters = new ClassDesc[value.operands().size()];
            Arrays.fill(parameters, type);
            code.invokestatic(functions, camelCase(name), MethodTypeDesc.of(type, List.of(parameters)));
        }
    }

    /// `SCORE_ADD` as the methods are called: `scoreAdd`.
    private static String camelCase(String name) {
        StringBuilder text = new StringBuilder();
        for (String word : name.split("_")) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private void reduce(Value value, int element, boolean vector) {
        Accumulator to = accumulators.get(value);
        if (value.operation() instanceof Operation.ArgMax) {
            if (vector) {
                keepLargestVector(to, element);
            } else {
                keepLargest(to, element);
            }
            if (to.check >= 0) {
                accumulate("maximum", vector ? to.checkVector : to.check, element, vector);
            }
        } else {
            if (inLanes && sums(value)) {
                code.aload(lanes.get(value)).iload(column).invokestatic(VECTORS, "lanes", MethodTypeDesc.of(CD_int))
                        .iconst_1().isub().iand().dup2().daload().dload(element).dadd().dastore();
                return;
            }
            String function = sums(value) ? "add" : "maximum";
            accumulate(function, vector ? to.vector : to.number, element, vector);
        }
    }

    private void accumulate(String function, int accumulator, int element, boolean vector) {
        if (vector) {
            code.aload(accumulator).aload(element)
                    .invokestatic(VECTORS, function, MethodTypeDesc.of(VECTOR, VECTOR, VECTOR)).astore(accumulator);
        } else {
            code.dload(accumulator).dload(element)
                    .invokestatic(SCALARS, function, MethodTypeDesc.of(CD_double, CD_double, CD_double)).dstore(accumulator);
        }
    }

    private void keepLargest(Accumulator to, int element) {
        Label smaller = code.newLabel();
        code.dload(element).dload(to.number).dcmpl().ifle(smaller)
                .dload(element).dstore(to.number).iload(column).i2d().dstore(to.place).labelBinding(smaller);
    }

    private void keepLargestVector(Accumulator to, int element) {
        MethodTypeDesc blend = MethodTypeDesc.of(VECTOR, VECTOR, VECTOR, MASK);
        int mask = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(element).aload(to.vector)
                .invokestatic(VECTORS, "above", MethodTypeDesc.of(MASK, VECTOR, VECTOR)).astore(mask)
                .aload(to.vector).aload(element).aload(mask).invokestatic(VECTORS, "blend", blend).astore(to.vector)
                .aload(to.placeVector).iload(column).i2d()
                .invokestatic(VECTORS, "counting", MethodTypeDesc.of(VECTOR, CD_double))
                .aload(mask).invokestatic(VECTORS, "blend", blend).astore(to.placeVector);
    }

    /// Takes the lanes of a reduction's vector together, before what is left of the row.
    private void joinLanes(Value value, Accumulator to) {
        MethodTypeDesc join = MethodTypeDesc.of(CD_double, VECTOR);
        if (value.operation() instanceof Operation.ArgMax) {
            code.aload(to.vector).aload(to.placeVector)
                    .invokestatic(VECTORS, "place", MethodTypeDesc.of(CD_double, VECTOR, VECTOR)).dstore(to.place)
                    .aload(to.vector).invokestatic(VECTORS, "largest", join).dstore(to.number);
            if (to.check >= 0) {
                code.aload(to.checkVector).invokestatic(VECTORS, "largest", join).dstore(to.check);
            }
        } else {
            String function = reduction(value) == Reduction.SUM ? "sum" : "largest";
            code.aload(to.vector).invokestatic(VECTORS, function, join).dstore(to.number);
        }
    }

    /// An arg-max that is checked has its largest numbers behind its places.
    private void storeReduction(Value value) {
        Accumulator from = accumulators.get(value);
        code.aload(arrays.get(value)).iload(row).dload(from.place >= 0 ? from.place : from.number).dastore();
        if (from.check >= 0) {
            code.aload(arrays.get(value)).iload(ROWS).iload(row).iadd().dload(from.check).dastore();
        }
    }
}
