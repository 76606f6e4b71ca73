package org.decant.tornado;

import static java.util.Map.entry;

import java.util.Map;

/// What TornadoVM has to be told before its first class is used.
final class TornadoSettings {
    private static final String PACKAGE = "uk.ac.manchester.tornado.";
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            entry("tornado.load.api.implementation", PACKAGE + "runtime.tasks.TornadoTaskGraph"),
            entry("tornado.load.runtime.implementation", PACKAGE + "runtime.TornadoCoreRuntime"),
            entry("tornado.load.tornado.implementation", PACKAGE + "runtime.common.Tornado"),
            entry("tornado.load.annotation.parallel", PACKAGE + "api.annotations.Parallel"),
            entry("tornado.load.annotation.implementation", NoParallelLoops.class.getName()),
            // A kernel that does not compile would run as Java code, thread after thread, with wrong results.
            entry("tornado.recover.bailout", "False"),
            // Graphs may have hundreds of kernels: the layer of a model has.
            entry("tornado.tvm.maxbytecodesize", String.valueOf(1 << 20)),
            // The lists of events that a run begins with clearing, one for each kernel, are this long.
            entry("tornado.max.events", String.valueOf(1 << 10)),
            // Products are rounded before they are added, as Java does it.
            entry("tornado.enable.fma", "False"),
            // Square roots have the precision of their operands, and reciprocal ones are not another function.
            entry("tornado.enable.nativeFunctions", "False"),
            entry("tornado.enable.mathOptimizations", "False"));

    private TornadoSettings() {
    }

    static void apply() {
        SETTINGS.forEach(System::setProperty);
    }
}
