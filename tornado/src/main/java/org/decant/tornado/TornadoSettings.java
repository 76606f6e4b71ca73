package org.decant.tornado;

import java.util.Map;

/// What TornadoVM has to be told before its first class is used.
final class TornadoSettings {
    private static final String PACKAGE = "uk.ac.manchester.tornado.";
    private static final Map<String, String> SETTINGS = Map.of(
            "tornado.load.api.implementation", PACKAGE + "runtime.tasks.TornadoTaskGraph",
            "tornado.load.runtime.implementation", PACKAGE + "runtime.TornadoCoreRuntime",
            "tornado.load.tornado.implementation", PACKAGE + "runtime.common.Tornado",
            "tornado.load.annotation.parallel", PACKAGE + "api.annotations.Parallel",
            "tornado.load.annotation.implementation", NoParallelLoops.class.getName(),
            // A kernel that does not compile would run as Java code, thread after thread, with wrong results.
            "tornado.recover.bailout", "False",
            // Graphs may have hundreds of kernels: the layer of a model has.
            "tornado.tvm.maxbytecodesize", String.valueOf(1 << 20),
            // Products are rounded before they are added, as Java does it.
            "tornado.enable.fma", "False",
            // Square roots have the precision of their operands, and reciprocal ones are not another function.
            "tornado.enable.nativeFunctions", "False",
            "tornado.enable.mathOptimizations", "False");

    private TornadoSettings() {
    }

    static void apply() {
        SETTINGS.forEach(System::setProperty);
    }
}
