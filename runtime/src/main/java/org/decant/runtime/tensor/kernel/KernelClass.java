package org.decant.runtime.tensor.kernel;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;

/// The class files of a kernel: one with the method that each thread runs, and an adapter without fields that hands it over,
/// whose only call is that of the method, as TornadoVM wants it.
public final class KernelClass {
    static final ClassDesc CONTEXT = ClassDesc.of("uk.ac.manchester.tornado.api.KernelContext");
    static final ClassDesc NUMBERS = ClassDesc.of("uk.ac.manchester.tornado.api.types.arrays.DoubleArray");
    private static final ClassDesc TASK = ClassDesc.of("uk.ac.manchester.tornado.api.common.TornadoFunctions$Task4");
    static final MethodTypeDesc METHOD = MethodTypeDesc.of(CD_void, CONTEXT, NUMBERS, NUMBERS, NUMBERS);
    static final List<String> PARAMETERS = List.of("context", "inputs", "memory", "outputs");
    /// No word of OpenCL, which TornadoVM would not take.
    static final String METHOD_NAME = "runThread";
    /// How the package of kernels is called; what does not stand on a class path need not be there to verify them.
    public static final String PACKAGE = "org.decant.kernel";

    private KernelClass() {
    }

    static ClassFile classFile() {
        return ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.of(List.of(TASK),
                Map.of(CONTEXT, CD_Object, NUMBERS, CD_Object)).orElse(ClassHierarchyResolver.defaultResolver())));
    }

    /// @param className of the class, with its package; its method is called `runThread`
    public static byte[] method(Kernel kernel, String className) {
        return classFile().build(ClassDesc.of(className), type -> type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
                .withMethodBody(METHOD_NAME, METHOD, ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code -> new KernelWriter(code).write(kernel)));
    }

    /// @param kernelClass the class of [#method]
    public static byte[] adapter(String kernelClass, String className) {
        MethodTypeDesc apply = MethodTypeDesc.of(CD_void, CD_Object, CD_Object, CD_Object, CD_Object);
        return classFile().build(ClassDesc.of(className), type -> type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
                .withInterfaceSymbols(TASK)
                .withMethodBody("<init>", MTD_void, ClassFile.ACC_PUBLIC, code -> code
                        .aload(0).invokespecial(CD_Object, "<init>", MTD_void).return_())
                .withMethodBody("apply", apply, ClassFile.ACC_PUBLIC, code -> code
                        .aload(1).checkcast(CONTEXT).aload(2).checkcast(NUMBERS).aload(3).checkcast(NUMBERS)
                        .aload(4).checkcast(NUMBERS).invokestatic(ClassDesc.of(kernelClass), METHOD_NAME, METHOD).return_()));
    }

    /// What is wrong with a class file, as the verifier says it; none where it is right.
    static List<VerifyError> verify(byte[] bytes) {
        return classFile().verify(bytes);
    }
}
