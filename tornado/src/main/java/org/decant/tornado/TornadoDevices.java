package org.decant.tornado;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.device.Device;
import org.decant.runtime.tensor.device.DeviceProvider;
import org.decant.runtime.tensor.program.Target;
import uk.ac.manchester.tornado.api.TornadoBackend;
import uk.ac.manchester.tornado.api.TornadoRuntime;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;
import uk.ac.manchester.tornado.api.exceptions.TornadoRuntimeException;
import uk.ac.manchester.tornado.api.runtime.TornadoRuntimeProvider;
import uk.ac.manchester.tornado.drivers.opencl.OCLTargetDevice;

/// The devices that TornadoVM's drivers find, named after the driver and the device's number there: `opencl:0`.
public final class TornadoDevices implements DeviceProvider {
    private Map<Device, TornadoTarget> targets;

    @Override
    public synchronized List<Device> devices() {
        return List.copyOf(targets().keySet());
    }

    @Override
    public synchronized Target target(Device device) {
        if (!device.doublePrecision()) {
            throw new DecantException("the device `" + device.name() + "` (" + device.description() + ") does not compute in float64",
                    "tensor programs need it: take another device");
        }
        return targets().get(device);
    }

    private Map<Device, TornadoTarget> targets() {
        if (targets == null) {
            TornadoSettings.apply();
            try {
                targets = find(TornadoRuntimeProvider.getTornadoRuntime());
            } catch (TornadoRuntimeException | LinkageError broken) {
                throw new DecantException("TornadoVM does not start: " + broken,
                        "start with ./decant, which gives Java what TornadoVM needs; see docs/gpu.md");
            }
        }
        return targets;
    }

    private static Map<Device, TornadoTarget> find(TornadoRuntime runtime) {
        Map<Device, TornadoTarget> found = new LinkedHashMap<>();
        for (int i = 0; i < runtime.getNumBackends(); i++) {
            TornadoBackend backend = runtime.getBackend(i);
            String driver = backend.getBackendType().name().toLowerCase(Locale.ROOT);
            List<TornadoDevice> devices = new ArrayList<>();
            for (int number = 0; number < backend.getNumDevices(); number++) {
                devices.add(backend.getDevice(number));
            }
            for (TornadoDevice device : devices) {
                Device described = describe(driver + ":" + devices.indexOf(device), device);
                found.put(described, new TornadoTarget(described, device));
            }
        }
        return found;
    }

    private static Device describe(String name, TornadoDevice device) {
        Device.Kind kind = switch (device.getDeviceType()) {
            case CPU -> Device.Kind.CPU;
            case GPU -> Device.Kind.GPU;
            default -> Device.Kind.ACCELERATOR;
        };
        boolean doubles = device.getTornadoVMBackend() != TornadoVMBackendType.OPENCL
                || ((OCLTargetDevice) device.getPhysicalDevice()).isDeviceDoubleFPSupported();
        return new Device(name, kind, device.getPhysicalDevice().getDeviceName() + ", " + device.getPlatformName(),
                device.getMaxGlobalMemory(), doubles);
    }
}
