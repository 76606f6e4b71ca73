package org.decant.runtime.tensor.kernel;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_short;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The class files of a kernel: one with the method that each thread runs, and an adapter without fields that hands it over,
/// whose only call is that of the method, as TornadoVM wants it.
public final class KernelClass {
    private static final String API = "uk.ac.manchester.tornado.api.";
    static final ClassDesc CONTEXT = ClassDesc.of(API + "KernelContext");
    /// No word of OpenCL, which TornadoVM would not take.
    static final String METHOD_NAME = "runThread";
    /// How the package of kernels is called; what does not stand on a class path need not be there to verify them.
    public static final String PACKAGE = "org.decant.kernel";

    private KernelClass() {
    }

    /// The class of an array.
    static ClassDesc type(KernelArray array) {
        return type(array.content());
    }

    private static ClassDesc type(KernelArray.Content content) {
        return ClassDesc.of(API + "types.arrays." + switch (content) {
            case DOUBLES -> "DoubleArray";
            case FLOATS -> "FloatArray";
            case SHORTS -> "ShortArray";
            case BYTES -> "ByteArray";
            case INTS -> "IntArray";
        });
    }

    static ClassDesc element(KernelArray array) {
        return switch (array.content()) {
            case DOUBLES -> CD_double;
            case FLOATS -> CD_float;
            case SHORTS -> CD_short;
            case BYTES -> CD_byte;
            case INTS -> CD_int;
        };
    }

    private static ClassDesc task(int parameters) {
        return ClassDesc.of(API + "common.TornadoFunctions$Task" + parameters);
    }

    private static List<ClassDesc> parameters(Kernel kernel) {
        List<ClassDesc> types = new ArrayList<>(List.of(CONTEXT));
        kernel.arrays().forEach(array -> types.add(type(array)));
        return types;
    }

    static ClassFile classFile() {
        Map<ClassDesc, ClassDesc> above = Stream.concat(Stream.of(CONTEXT), Stream.of(KernelArray.Content.values()).map(KernelClass::type))
                .collect(Collectors.toMap(Function.identity(), _ -> CD_Object));
        List<ClassDesc> tasks = IntStream.rangeClosed(4, 15).mapToObj(KernelClass::task).toList();
        return ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.of(tasks, above)
                .orElse(ClassHierarchyResolver.defaultResolver())));
    }

    /// The method takes the context, the inputs, the memory and the outputs, and the kernel's [others][Kernel#others].
    ///
    /// @param className of the class, with its package; its method is called `runThread`
    public static byte[] method(Kernel kernel, String className) {
        return classFile().build(ClassDesc.of(className), type -> type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
                .withMethodBody(METHOD_NAME, MethodTypeDesc.of(CD_void, parameters(kernel)), ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code -> new KernelWriter(code, kernel.arrays()).write(kernel)));
    }

    /// A task of as many parameters as the method has.
    ///
    /// @param kernelClass the class of [#method]
    public static byte[] adapter(Kernel kernel, String kernelClass, String className) {
        List<ClassDesc> parameters = parameters(kernel);
        MethodTypeDesc apply = MethodTypeDesc.of(CD_void, Collections.nCopies(parameters.size(), CD_Object));
        return classFile().build(ClassDesc.of(className), type -> type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
                .withInterfaceSymbols(task(parameters.size()))
                .withMethodBody("<init>", MTD_void, ClassFile.ACC_PUBLIC, code -> code
                        .aload(0).invokespecial(CD_Object, "<init>", MTD_void).return_())
                .withMethodBody("apply", apply, ClassFile.ACC_PUBLIC, code -> {
                    for (int i = 0; i < parameters.size(); i++) {
                        code.aload(1 + i).checkcast(parameters.get(i));
                    }
                    code.invokestatic(ClassDesc.of(kernelClass), METHOD_NAME, MethodTypeDesc.of(CD_void, parameters)).return_();
                }));
    }

    /// What is wrong with a class file, as the verifier says it; none where it is right.
    static List<VerifyError> verify(byte[] bytes) {
        return classFile().verify(bytes);
    }
}
