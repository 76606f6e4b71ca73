package org.decant.cli;

import java.util.List;
import org.decant.compiler.host.Decant;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.device.Devices;
import org.decant.runtime.tensor.program.Target;
import picocli.CommandLine.Model.CommandSpec;

/// The option that says where tensor programs and models run.
final class DeviceOption {
    private static final String NAME = "--device";

    private DeviceOption() {
    }

    static void addTo(CommandSpec specification) {
        ValueOption.add(specification, NAME, "DEVICE", "where models and tensor programs run: cpu, gpu, or a name that `decant devices` lists"
                + " (default " + Devices.CPU + ")");
    }

    /// An engine on the device that the line names. The engine of a strategy begins before the options are taken apart, for they
    /// depend on the strategy.
    ///
    /// @throws DecantException where there is no such device
    static Decant.Builder engine(CommandLineText line) {
        return Decant.builder().device(target(line).name());
    }

    /// The device that the line names, the CPU where it names none.
    ///
    /// @throws DecantException where there is no such device
    static Target target(CommandLineText line) {
        int option = line.option(List.of(NAME), 0);
        String device = option < 0 ? NAME : line.value(option).text();
        try {
            return Devices.target(device.equals(NAME) ? Devices.CPU : device);
        } catch (DecantException wrong) {
            throw wrong.at(line.value(option));
        }
    }
}
