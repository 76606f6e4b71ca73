package org.decant.runtime.tensor.device;

import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.program.Target;

/// Knows devices other than the processor that runs the JVM. A service: what reaches such devices is native code that not every
/// program wants.
public interface DeviceProvider {

    /// The devices that are there, in an order that stays the same.
    ///
    /// @throws DecantException where what is needed to look for them is missing
    List<Device> devices();

    /// The target of a device: the same one for every call.
    ///
    /// @param device one of [#devices]
    /// @throws DecantException where it cannot run programs
    Target target(Device device);
}
