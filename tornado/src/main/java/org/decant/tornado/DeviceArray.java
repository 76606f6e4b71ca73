package org.decant.tornado;

import uk.ac.manchester.tornado.api.common.Access;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.memory.XPUBuffer;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;
import uk.ac.manchester.tornado.runtime.common.TornadoXPUDevice;
import uk.ac.manchester.tornado.runtime.common.XPUDeviceBufferState;

/// An array on a device that belongs to no plan: the plans that use it are [given][DevicePlan#run] its buffer. Who calls holds the
/// target's [turn][TornadoTarget#turn].
final class DeviceArray {
    /// The queue of its copies; plans are counted from 0 on, and each has one of its own.
    private static final long QUEUE = -1;

    private final TornadoXPUDevice device;
    private final int elementBytes;
    private final XPUDeviceBufferState state = new XPUDeviceBufferState();

    /// @param content is copied, and not needed afterwards
    DeviceArray(TornadoDevice device, TornadoNativeArray content) {
        this.device = (TornadoXPUDevice) device;
        this.elementBytes = content.getElementSize();
        device.allocate(content, 0, state, Access.READ_WRITE);
        state.setLockBuffer(true);
        device.streamIn(QUEUE, content, 0, 0, state, null);
        this.device.sync(QUEUE);
    }

    XPUBuffer buffer() {
        if (!state.hasObjectBuffer()) {
            throw new IllegalStateException("what stayed with the device was given back already");
        }
        return state.getXPUBuffer();
    }

    /// Copies the first elements of `part` to the device. It takes the array's header along, which no kernel reads.
    ///
    /// @param at the element where it begins there
    void write(int at, TornadoNativeArray part, int count) {
        if (count > 0) {
            region((long) at * elementBytes, count).enqueueWrite(QUEUE, part, 1, 0, null, false);
            device.sync(QUEUE);
        }
    }

    /// Fills the beginning of `part` from the device.
    ///
    /// @param at the element where it begins there
    void read(int at, TornadoNativeArray part, int count) {
        if (count > 0) {
            region(TornadoNativeArray.ARRAY_HEADER + (long) at * elementBytes, count)
                    .read(QUEUE, part, TornadoNativeArray.ARRAY_HEADER, 0, null, false);
        }
    }

    /// The buffer, which copies a part from an offset on.
    private XPUBuffer region(long offset, int count) {
        XPUBuffer buffer = buffer();
        buffer.setBuffer(new XPUBuffer.XPUBufferWrapper(buffer.toBuffer(), offset));
        buffer.setSizeSubRegion((long) count * elementBytes);
        return buffer;
    }

    void close() {
        if (state.hasObjectBuffer()) {
            state.setLockBuffer(false);
            device.deallocate(state);
        }
    }
}
