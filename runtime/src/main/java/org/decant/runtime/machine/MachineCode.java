package org.decant.runtime.machine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// A procedure in machine code that works on three arrays of Java and takes six numbers.
///
/// It gets, by the rules that C follows on Linux: in RDI, RDX and R8 where the arrays begin, in RSI, RCX and R9 an offset in
/// bytes into each, on the stack, 8, 16, 24 and so on bytes above RSP, the numbers. It may use all vectors and the registers RAX,
/// RCX, RDX, RSI, RDI and R8 to R11. The arrays do not move while it runs, since the JVM waits for it; so it should be over
/// in a moment.
///
/// The code stays in memory until the process ends.
public final class MachineCode {
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int EXECUTE = 4;
    /// MAP_PRIVATE and MAP_ANONYMOUS.
    private static final int OWN_MEMORY = 0x22;

    private final MemorySegment address;

    private MachineCode(MemorySegment address) {
        this.address = address;
    }

    /// Whether code with these features of the processor, as Linux names them, may be run in this process.
    public static boolean available(String... features) {
        return !Here.FEATURES.isEmpty() && Here.FEATURES.containsAll(Arrays.asList(features));
    }

    /// Puts code into memory; empty where the system does not let a process do so.
    ///
    /// @throws IllegalStateException where no code is [#available]
    public static Optional<MachineCode> load(byte[] code) {
        if (!available()) {
            throw new IllegalStateException("machine code cannot be run in this process");
        }
        return Calls.map(code).map(MachineCode::new);
    }

    /// Runs it.
    ///
    /// @param a   the memory of an array, as `b` and `c`
    /// @param aAt in bytes, as the other offsets
    public void run(MemorySegment a, long aAt, MemorySegment b, long bAt, MemorySegment c, long cAt, long first,
            long second, long third, long fourth, long fifth, long sixth) {
        try {
            Calls.PROCEDURE.invokeExact(address, a, aAt, b, bAt, c, cAt, first, second, third, fourth, fifth, sixth);
        } catch (Throwable impossible) {
            throw new IllegalStateException("machine code throws nothing", impossible);
        }
    }

    /// What the processor can do.
    private static final class Here {
        /// Empty where no code can be run, else one at least.
        static final Set<String> FEATURES = features();

        private static Set<String> features() {
            boolean known = System.getProperty("os.arch").equals("amd64")
                    && System.getProperty("os.name").equals("Linux");
            return known && MachineCode.class.getModule().isNativeAccessEnabled() ? read() : Set.of();
        }

        private static Set<String> read() {
            try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
                return lines.filter(line -> line.startsWith("flags")).findFirst()
                        .map(line -> Set.copyOf(Arrays.asList(line.split("\\s+"))))
                        .orElse(Set.of());
            } catch (IOException unreadable) {
                // a system that does not show its processor: Java's own kernels serve
                return Set.of();
            }
        }
    }

    /// The calls from Java, linked when the first code is loaded.
    private static final class Calls {
        private static final Linker LINKER = Linker.nativeLinker();
        static final MethodHandle PROCEDURE = LINKER.downcallHandle(FunctionDescriptor.ofVoid(ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG),
                Linker.Option.critical(true));
        private static final MethodHandle MAP = function("mmap", FunctionDescriptor.of(ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
        private static final MethodHandle PROTECT = function("mprotect", FunctionDescriptor.of(ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

        private static MethodHandle function(String name, FunctionDescriptor form) {
            return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), form);
        }

        /// Memory is never writable and executable at once.
        static Optional<MemorySegment> map(byte[] code) {
            try {
                long address = (long) MAP.invokeExact(0L, (long) code.length, READ | WRITE, OWN_MEMORY, -1, 0L);
                if (address == -1) {
                    return Optional.empty();
                }
                MemorySegment memory = MemorySegment.ofAddress(address).reinterpret(code.length, Arena.global(), null);
                memory.copyFrom(MemorySegment.ofArray(code));
                int refused = (int) PROTECT.invokeExact(address, (long) code.length, READ | EXECUTE);
                return refused == 0 ? Optional.of(memory) : Optional.empty();
            } catch (Throwable impossible) {
                throw new IllegalStateException("mmap and mprotect throw nothing", impossible);
            }
        }
    }
}
