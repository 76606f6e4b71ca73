package org.decant.runtime.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LongIntMapTest {

    /// Keys that are drawn from few values collide and repeat; keys that are multiples of a power of two share low bits.
    @Property(tries = 200)
    void agreesWithHashMap(@ForAll @Size(max = 300) List<Byte> keys, @ForAll boolean spread) {
        LongIntMap map = new LongIntMap(0);
        Map<Long, Integer> expected = new HashMap<>();
        int value = 0;
        for (byte small : keys) {
            long key = spread ? (long) small << 40 : small;
            Integer before = small % 2 == 0 ? expected.put(key, value) : expected.putIfAbsent(key, value);
            int actual = small % 2 == 0 ? map.put(key, value) : map.putIfAbsent(key, value);
            assertEquals(before == null ? LongIntMap.ABSENT : before, actual);
            value++;
        }
        assertEquals(expected.size(), map.size());
        for (int small = Byte.MIN_VALUE; small <= Byte.MAX_VALUE; small++) {
            long key = spread ? (long) small << 40 : small;
            assertEquals(expected.getOrDefault(key, LongIntMap.ABSENT), map.get(key));
        }
    }

    @Test
    void growsPastWhatWasExpected() {
        LongIntMap map = new LongIntMap(3);
        for (int i = 0; i < 100_000; i++) {
            map.put(LongIntMap.key(i, i / 2), i);
        }
        for (int i = 0; i < 100_000; i++) {
            assertEquals(i, map.get(LongIntMap.key(i, i / 2)));
        }
        assertEquals(100_000, map.size());
    }

    @Test
    void refusesValuesBelowZero() {
        assertThrows(IllegalArgumentException.class, () -> new LongIntMap(1).put(1, -1));
    }
}
