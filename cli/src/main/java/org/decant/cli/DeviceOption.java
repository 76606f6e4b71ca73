package org.decant.cli;

import java.util.List;
import org.decant.compiler.host.Decant;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.device.Devices;
import picocli.CommandLine.Model.CommandSpec;

/// The option that says where tensor programs run.
final class DeviceOption {
    private static final String NAME = "--device";

    private DeviceOption() {
    }

    static void addTo(CommandSpec specification) {
        ValueOption.add(specification, NAME, "DEVICE", "where tensor programs run: cpu, gpu, or a name that `decant devices` lists"
                + " (default " + Devices.CPU + ")");
    }

    /// An engine on the device that the line names. The engine of a strategy begins before the options are taken apart, for they
    /// depend on the strategy.
    ///
    /// @throws DecantException where there is no such device
    static Decant.Builder engine(CommandLineText line) {
        Decant.Builder engine = Decant.builder();
        int option = line.option(List.of(NAME), 0);
        String device = option < 0 ? NAME : line.value(option).text();
        if (!device.equals(NAME)) {
            try {
                engine.device(device);
            } catch (DecantException wrong) {
                throw wrong.at(line.value(option));
            }
        }
        return engine;
    }
}
