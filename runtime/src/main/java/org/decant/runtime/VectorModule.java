package org.decant.runtime;

/**
 * Makes the Vector API usable in a JVM that was started without {@code --add-modules jdk.incubator.vector}.
 *
 * <p>Naming the incubator module on the command line prints a warning at each start and takes the JVM off the fast
 * path of its start-up (about 0.1 s). Loaded later it costs half of that, once, and only where kernels run; the
 * compiled code is the same. A class that uses the Vector API must not be linked before {@link #present()} was asked,
 * so keep vector code in classes of its own, and ask in the class that chooses between it and the scalar code.
 *
 * <p>Needs {@code --add-exports java.base/jdk.internal.module=ALL-UNNAMED}, as the launcher passes it. In a JVM with
 * neither that nor {@code --add-modules}, or with {@code -Ddecant.vector=off}, the module is absent.
 */
public final class VectorModule {
    private static final String NAME = "jdk.incubator.vector";
    private static final boolean PRESENT = load();

    private VectorModule() {
    }

    /** Whether the Vector API can be used, after trying to load it. */
    public static boolean present() {
        return PRESENT;
    }

    private static boolean load() {
        if ("off".equals(System.getProperty("decant.vector"))) {
            return false;
        }
        if (ModuleLayer.boot().findModule(NAME).isPresent()) {
            return true;
        }
        try {
            Class.forName("jdk.internal.module.Modules").getMethod("loadModule", String.class).invoke(null, NAME);
            return true;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return false;
        }
    }
}
