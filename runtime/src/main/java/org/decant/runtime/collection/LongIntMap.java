package org.decant.runtime.collection;

/// A map from `long` keys to `int` values of 0 or more, without boxing: open addressing with linear probing.
///
/// Entries are never removed. Not safe for use by several threads while one of them changes it.
public final class LongIntMap {
    /// What [#get] gives where a key is absent.
    public static final int ABSENT = -1;

    private long[] keys;
    /// Each value plus one, so that a new array is one of free slots.
    private int[] values;
    private int size;

    /// An empty map with room for `expected` entries before it grows.
    public LongIntMap(int expected) {
        int capacity = Integer.highestOneBit(Math.max(8, expected) * 2 - 1) * 2;
        keys = new long[capacity];
        values = new int[capacity];
    }

    /// Packs two numbers of 0 or more into one key.
    public static long key(int high, int low) {
        return (long) high << 32 | low;
    }

    public int size() {
        return size;
    }

    /// The value of `key`, or [#ABSENT].
    public int get(long key) {
        return values[find(key)] - 1;
    }

    /// Sets the value, 0 or more, of `key`; returns the one it had, or [#ABSENT].
    public int put(long key, int value) {
        int slot = find(key);
        int before = values[slot] - 1;
        set(slot, key, value);
        return before;
    }

    /// The value of `key`; where it is absent, sets it to `value` and returns [#ABSENT].
    public int putIfAbsent(long key, int value) {
        int slot = find(key);
        int before = values[slot] - 1;
        if (before == ABSENT) {
            set(slot, key, value);
        }
        return before;
    }

    private void set(int slot, long key, int value) {
        if (value < 0 || value == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("value " + value);
        }
        boolean isNew = values[slot] == 0;
        keys[slot] = key;
        values[slot] = value + 1;
        if (isNew && ++size > keys.length - (keys.length >> 2) - (keys.length >> 3)) {
            grow();
        }
    }

    /// The slot that holds `key`, or the free one where it belongs.
    private int find(long key) {
        int mask = keys.length - 1;
        long mixed = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed ^ mixed >>> 32) & mask;
        while (values[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != 0) {
                int slot = find(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
