package org.decant.runtime.tensor.cpu;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.function.ToIntFunction;
import org.decant.runtime.tensor.program.Value;

/// Makes the class of a [Loop]: for each row the values that are the same along it, then a loop over vectors, or one that adds up
/// as if there were some, then one over what is left.
final class LoopClass {
    static final ClassDesc NUMBERS = CD_double.arrayType();
    private static final ClassDesc MEMORY = NUMBERS.arrayType();
    private static final ClassDesc NAME = ClassDesc.of(LoopClass.class.getPackageName(), "GeneratedLoop");

    enum Kind {
        /// Number by number.
        PLAIN,
        /// Number by number, with sums made in the order that vectors make them in: the same bits. Needs the Vector API to know
        /// how long vectors are.
        LANES,
        /// With the Vector API.
        VECTORS
    }

    private LoopClass() {
    }

    /// @param slots where values are in memory
    static FusedLoop make(Loop loop, ToIntFunction<Value> slots, Kind kind) {
        byte[] bytes = bytes(loop, slots, kind);
        try {
            return (FusedLoop) MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass()
                    .getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("a generated loop does not link", impossible);
        }
    }

    static byte[] bytes(Loop loop, ToIntFunction<Value> slots, Kind kind) {
        return ClassFile.of().build(NAME, type -> type
                .withInterfaceSymbols(ClassDesc.of(FusedLoop.class.getName()))
                .withMethodBody("<init>", MTD_void, ClassFile.ACC_PUBLIC, code -> code
                        .aload(0).invokespecial(CD_Object, "<init>", MTD_void).return_())
                .withMethodBody("run", MethodTypeDesc.of(CD_void, CD_int, CD_int, MEMORY), ClassFile.ACC_PUBLIC,
                        (CodeBuilder code) -> new LoopWriter(code, loop, slots, kind).write()));
    }
}
