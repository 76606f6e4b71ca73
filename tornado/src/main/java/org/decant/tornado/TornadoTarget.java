package org.decant.tornado;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.device.Device;
import org.decant.runtime.tensor.program.CompiledProgram;
import org.decant.runtime.tensor.program.Resident;
import org.decant.runtime.tensor.program.Target;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.Weights;
import uk.ac.manchester.tornado.api.common.TornadoDevice;

/// A device as a target. One program runs there at a time.
final class TornadoTarget implements Target {
    private final Device device;
    private final TornadoDevice handle;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicLong runs = new AtomicLong();

    TornadoTarget(Device device, TornadoDevice handle) {
        this.device = device;
        this.handle = handle;
    }

    @Override
    public String name() {
        return device.name();
    }

    /// Who asked for the device wants to have things done there.
    @Override
    public int runsBefore() {
        return 0;
    }

    TornadoDevice handle() {
        return handle;
    }

    /// Held by who uses the device.
    ReentrantLock turn() {
        return turn;
    }

    void ran() {
        runs.incrementAndGet();
    }

    /// How often the device has run a program.
    long runs() {
        return runs.get();
    }

    @Override
    public CompiledProgram compile(TensorProgram program) {
        return new TornadoProgram(this, program, TornadoProgram.PLANS);
    }

    @Override
    public Resident room(int... shape) {
        throw noResidents();
    }

    @Override
    public Resident keep(Weights weights) {
        throw noResidents();
    }

    private DecantException noResidents() {
        return new DecantException("the device `" + name() + "` does not keep tensors between runs yet", "take the device `cpu`");
    }

    /// The first lines of a message, which TornadoVM colours and goes on with places in its code.
    private static String text(Throwable reason) {
        String message = reason.getMessage() == null ? reason.toString() : reason.getMessage();
        return message.replaceAll("\u001b\\[[0-9;]*m", "").lines().map(String::strip)
                .takeWhile(line -> !line.startsWith("Stacktrace")).filter(line -> !line.isEmpty()).collect(Collectors.joining(" "));
    }

    /// What is said of a program that the device cannot run.
    DecantException failed(TensorProgram program, Throwable reason) {
        return new DecantException("the device `" + name() + "` (" + device.description() + ") cannot run the program of `"
                + program.outputs().getFirst().operation().text() + "`: " + text(reason), "take another device, such as `--device cpu`");
    }
}
