package org.decant.tornado;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.decant.runtime.tensor.kernel.Kernel;
import org.decant.runtime.tensor.kernel.KernelArray;
import org.decant.runtime.tensor.kernel.KernelClass;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/// The classes of a plan's kernels, as tasks of its graph.
final class KernelTasks extends ClassLoader {
    private final String prefix;

    /// @param name of the plan
    KernelTasks(String name) {
        super(KernelTasks.class.getClassLoader());
        prefix = KernelClass.PACKAGE + "." + name + ".";
    }

    /// @param arrays that the kernels have
    void add(TaskGraph graph, Kernel kernel, Map<KernelArray, TornadoNativeArray> arrays) {
        Object task = task(kernel);
        List<Object> arguments = new ArrayList<>(List.of(kernel.name(), task, new KernelContext()));
        kernel.arrays().forEach(array -> arguments.add(arrays.get(array)));
        // TaskGraph has a method for each number of parameters
        Class<?>[] types = new Class<?>[arguments.size()];
        Arrays.fill(types, Object.class);
        types[0] = String.class;
        types[1] = task.getClass().getInterfaces()[0];
        try {
            TaskGraph.class.getMethod("task", types).invoke(graph, arguments.toArray());
        } catch (InvocationTargetException failure) {
            throw failure.getCause() instanceof RuntimeException reason ? reason : new IllegalStateException(failure.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Object task(Kernel kernel) {
        String name = prefix + kernel.name();
        define(name, KernelClass.method(kernel, name));
        try {
            return define(name + "Task", KernelClass.adapter(kernel, name, name + "Task")).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Class<?> define(String name, byte[] bytes) {
        return defineClass(name, bytes, 0, bytes.length);
    }
}
