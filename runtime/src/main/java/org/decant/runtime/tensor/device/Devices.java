package org.decant.runtime.tensor.device;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.cpu.CpuTarget;
import org.decant.runtime.tensor.program.Target;

/// The devices there are, by name.
public final class Devices {
    /// The processor that runs the JVM: always there.
    public static final String CPU = CpuTarget.INSTANCE.name();
    /// Stands for the first GPU.
    public static final String GPU = "gpu";

    private static final String HOW_TO = "install a TornadoVM SDK, set TORNADOVM_HOME to its folder, and start with ./decant:"
            + " docs/gpu.md says how";

    private Devices() {
    }

    /// Looked for when somebody asks for the first time.
    private static final class Found {
        static final List<DeviceProvider> PROVIDERS =
                List.copyOf(ServiceLoader.load(DeviceProvider.class, DeviceProvider.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get).toList());
    }

    /// All devices, the CPU first.
    ///
    /// @throws DecantException where what is needed to look for others is broken
    public static List<Device> all() {
        List<Device> all = new ArrayList<>();
        int processors = Runtime.getRuntime().availableProcessors();
        all.add(new Device(CPU, Device.Kind.CPU, "the processor that runs Java, " + processors + (processors == 1 ? " core" : " cores"),
                Runtime.getRuntime().maxMemory(), true));
        Found.PROVIDERS.forEach(provider -> all.addAll(provider.devices()));
        return List.copyOf(all);
    }

    /// What there is to do to have more devices than the CPU; null where there is something that knows others.
    public static String missing() {
        return Found.PROVIDERS.isEmpty() ? HOW_TO : null;
    }

    /// The target of a device.
    ///
    /// @param name `cpu`, `gpu` for the first GPU, or a device's name such as `opencl:0`
    /// @throws DecantException where there is no such device, or it cannot run programs
    public static Target target(String name) {
        if (name.equals(CPU)) {
            return CpuTarget.INSTANCE;
        }
        for (DeviceProvider provider : Found.PROVIDERS) {
            for (Device device : provider.devices()) {
                if (name.equals(GPU) ? device.kind() == Device.Kind.GPU : name.equals(device.name())) {
                    return provider.target(device);
                }
            }
        }
        boolean known = name.equals(GPU) || name.matches("[a-z]+:[0-9]+");
        String message = name.equals(GPU) ? "there is no GPU here" : "there is no device `" + name + "` here";
        throw new DecantException(known && missing() != null ? message + ": only TornadoVM reaches devices other than the CPU" : message,
                known && missing() != null ? missing() : "the devices are " + all().stream()
                        .map(device -> "`" + device.name() + "` (" + device.description() + ")").collect(Collectors.joining(", ")));
    }
}
