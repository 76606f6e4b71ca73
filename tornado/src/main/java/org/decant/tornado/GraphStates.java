package org.decant.tornado;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import org.decant.runtime.tensor.kernel.KernelArray;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;
import uk.ac.manchester.tornado.runtime.common.XPUDeviceBufferState;
import uk.ac.manchester.tornado.runtime.graph.TornadoExecutionContext;
import uk.ac.manchester.tornado.runtime.tasks.LocalObjectState;
import uk.ac.manchester.tornado.runtime.tasks.TornadoTaskGraph;

/// Where a task graph notes which buffer an array has on a device: what is noted there counts for the next run. TornadoVM has no
/// method that gives it away, but opens the packages.
final class GraphStates {

    private GraphStates() {
    }

    /// @param arrays of the graph
    static Map<KernelArray, XPUDeviceBufferState> of(ImmutableTaskGraph graph, TornadoDevice device,
            Map<KernelArray, TornadoNativeArray> arrays) {
        Map<KernelArray, XPUDeviceBufferState> states = new HashMap<>();
        Object own = field(ImmutableTaskGraph.class, "taskGraph", graph);
        Object inner = field(TaskGraph.class, "taskGraphImpl", own);
        TornadoExecutionContext context = (TornadoExecutionContext) field(TornadoTaskGraph.class, "executionContext", inner);
        arrays.forEach((array, standIn) -> {
            LocalObjectState state = context.getObjectStates().stream().filter(one -> one.getObject() == standIn).findFirst().orElseThrow();
            states.put(array, state.getDataObjectState().getDeviceBufferState(device));
        });
        return states;
    }

    private static Object field(Class<?> type, String name, Object of) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(of);
        } catch (ReflectiveOperationException other) {
            throw new IllegalStateException("this version of TornadoVM keeps buffers elsewhere: " + other, other);
        }
    }
}
