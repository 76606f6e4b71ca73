package org.decant.tornado;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.device.Device;
import org.decant.runtime.tensor.program.CompiledProgram;
import org.decant.runtime.tensor.program.Resident;
import org.decant.runtime.tensor.program.Target;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.Weights;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.exceptions.TornadoInternalError;

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
        return use("make room for a tensor of the shape " + Arrays.toString(shape), () -> TornadoResident.room(this, shape));
    }

    @Override
    public Resident keep(Weights weights) {
        return use("keep weights of the shape " + Arrays.toString(weights.shape()), () -> TornadoResident.keep(this, weights));
    }

    /// Does something with the device when it is this thread's turn.
    ///
    /// @param what is said to be impossible where it fails
    <T> T use(String what, Supplier<T> action) {
        turn.lock();
        try {
            return action.get();
        } catch (RuntimeException | LinkageError | AssertionError | TornadoInternalError reason) {
            throw failed(what, reason);
        } finally {
            turn.unlock();
        }
    }

    /// The same with nothing to tell.
    void use(String what, Runnable action) {
        use(what, () -> {
            action.run();
            return null;
        });
    }

    /// The first lines of a message, which TornadoVM colours and goes on with places in its code.
    private static String text(Throwable reason) {
        String message = reason.getMessage() == null ? reason.toString() : reason.getMessage();
        return message.replaceAll("\u001b\\[[0-9;]*m", "").lines().map(String::strip)
                .takeWhile(line -> !line.startsWith("Stacktrace")).filter(line -> !line.isEmpty()).collect(Collectors.joining(" "));
    }

    /// What is said of a program that the device cannot run.
    DecantException failed(TensorProgram program, Throwable reason) {
        return failed("run the program of `" + program.outputs().getFirst().operation().text() + "`", reason);
    }

    private DecantException failed(String what, Throwable reason) {
        return new DecantException("the device `" + name() + "` (" + device.description() + ") cannot " + what + ": " + text(reason),
                "take another device, such as `--device cpu`");
    }
}
