package org.decant.tornado;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.memory.XPUBuffer;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;

/// Numbers on a device for one run after the other, and room for them here. It grows as runs need it.
final class DeviceScratch {
    /// Stands there before the first run; no kernel computes it.
    private static final long UNTOUCHED = 0x7ff8_dec0_dec0_dec0L;

    private final TornadoDevice device;
    private DoubleArray here = new DoubleArray(1);
    private DeviceArray there;

    DeviceScratch(TornadoDevice device) {
        this.device = device;
    }

    static boolean untouched(double number) {
        return Double.doubleToRawLongBits(number) == UNTOUCHED;
    }

    /// Makes room for so many numbers. What was there is lost.
    void require(int size) {
        if (there != null && size <= here.getSize()) {
            return;
        }
        // at least twice as much where it was not enough
        int room = there == null ? Math.max(1, size) : Math.max(size, Math.min(2 * here.getSize(), 1 << 27));
        close();
        here = new DoubleArray(room);
        for (int i = 0; i < room; i++) {
            here.set(i, Double.longBitsToDouble(UNTOUCHED));
        }
        there = new DeviceArray(device, here);
    }

    XPUBuffer buffer() {
        return there.buffer();
    }

    /// Puts numbers here.
    void put(int at, double[] numbers) {
        MemorySegment.copy(numbers, 0, here.getSegment(), ValueLayout.JAVA_DOUBLE, (long) at * Double.BYTES, numbers.length);
    }

    /// Copies the first numbers to the device.
    void toDevice(int count) {
        there.write(0, here, count);
    }

    /// Copies the first numbers from the device.
    void fromDevice(double[] to, int count) {
        there.read(0, here, count);
        MemorySegment.copy(here.getSegment(), ValueLayout.JAVA_DOUBLE, 0, to, 0, count);
    }

    void close() {
        if (there != null) {
            there.close();
            there = null;
        }
    }
}
