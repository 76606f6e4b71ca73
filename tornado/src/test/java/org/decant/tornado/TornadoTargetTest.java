package org.decant.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.device.Device;
import org.decant.runtime.tensor.device.Devices;
import org.decant.runtime.tensor.program.Agreement;
import org.decant.runtime.tensor.program.Execution;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.ProgramBuilder;
import org.decant.runtime.tensor.program.RandomPrograms;
import org.decant.runtime.tensor.program.Target;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.TensorType;
import org.decant.runtime.tensor.program.Value;
import org.junit.jupiter.api.Test;

/// Programs on the devices that are here, held against the reference interpreter. It needs at least one device that computes in
/// float64; PoCL makes one of any processor. A kernel takes 0.1 s and more to compile, so the programs are few.
class TornadoTargetTest {

    private static List<Target> targets() {
        List<Target> targets = Devices.all().stream().filter(device -> !device.name().equals(Devices.CPU) && device.doublePrecision())
                .map(device -> Devices.target(device.name())).toList();
        assertFalse(targets.isEmpty(), "no device: install an OpenCL driver, such as PoCL");
        return targets;
    }

    @Property(tries = 24, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheReference(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int operations) {
        agree(RandomPrograms.draw(seed, operations, 7));
    }

    @Property(tries = 12, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheReferenceOnLongRows(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int operations) {
        agree(RandomPrograms.draw(seed, operations, 2600));
    }

    private static void agree(RandomPrograms.Given given) {
        if (given.updates().isEmpty() && given.weights().isEmpty()) {
            targets().forEach(target -> Agreement.check(target, given));
        }
    }
}
