package org.decant.runtime.vocabulary;

import java.util.Arrays;

/// A growing list of token ids.
final class IdList {
    private int[] ids;
    private int size;

    IdList(int expected) {
        ids = new int[Math.max(8, expected)];
    }

    void add(int id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
        }
        ids[size++] = id;
    }

    /// Adds the ids of single bytes.
    void addBytes(byte[] bytes) {
        for (byte value : bytes) {
            add(value & 0xFF);
        }
    }

    void addAll(int[] more) {
        for (int id : more) {
            add(id);
        }
    }

    int size() {
        return size;
    }

    int get(int index) {
        return ids[index];
    }

    int[] toArray() {
        return Arrays.copyOf(ids, size);
    }
}
