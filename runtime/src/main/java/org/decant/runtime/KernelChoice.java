package org.decant.runtime;

import java.util.Locale;
import org.decant.runtime.diagnostic.DecantException;

/// Which kernels this process runs, where there are several that do the same: the property `decant.kernels`, for measurements and
/// tests, or what is best as soon as it is ready.
public enum KernelChoice {
    /// Plain loops until the JVM has compiled those with vectors, and machine code where it can be run.
    BEST,
    /// Plain loops.
    PLAIN,
    /// Vectors from the beginning, and no machine code.
    VECTORS,
    /// Vectors from the beginning, and machine code where it can be run.
    MACHINE;

    /// What was chosen for this process.
    ///
    /// @throws DecantException where the property is something else
    public static KernelChoice made() {
        String name = System.getProperty("decant.kernels", "best");
        for (KernelChoice choice : values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(name)) {
                return choice;
            }
        }
        throw new DecantException("the property decant.kernels is `" + name + "`",
                "it can be best, plain, vectors or machine");
    }

    /// Whether kernels with vectors run from the beginning, compiled or not.
    public boolean vectorsAtOnce() {
        return this == VECTORS || this == MACHINE;
    }

    /// Whether kernels may be machine code of our own.
    public boolean machineCode() {
        return this == BEST || this == MACHINE;
    }
}
