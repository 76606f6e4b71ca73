package org.decant.runtime.data;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/// An immutable list that is cheap to grow at its end: lists grown from one another share an array, and the one that
/// holds the array's last element appends in place.
public final class Sequence<E> extends AbstractList<E> implements RandomAccess {

    /// The shared array; `used` elements of it are taken.
    private static final class Storage {
        private Object[] elements;
        private int used;

        Storage(Object[] elements, int used) {
            this.elements = elements;
            this.used = used;
        }
    }

    private final Storage storage;
    private final int size;

    private Sequence(Storage storage, int size) {
        this.storage = storage;
        this.size = size;
    }

    /// The array is kept and must not change.
    public static <E> Sequence<E> of(Object[] elements) {
        return new Sequence<>(new Storage(elements, elements.length), elements.length);
    }

    /// `head` followed by `tail`, in time proportional to the tail when lists grow one after another.
    public static <E> List<E> concat(List<? extends E> head, List<? extends E> tail) {
        Object[] added = tail.toArray();
        if (head instanceof Sequence<?> sequence) {
            return new Sequence<>(sequence.grown(added), sequence.size + added.length);
        }
        int size = head.size();
        Object[] elements = Arrays.copyOf(head.toArray(), size + added.length + 4, Object[].class);
        System.arraycopy(added, 0, elements, size, added.length);
        return new Sequence<>(new Storage(elements, size + added.length), size + added.length);
    }

    private Storage grown(Object[] added) {
        synchronized (storage) {
            if (storage.used == size) {
                if (size + added.length > storage.elements.length) {
                    storage.elements = Arrays.copyOf(storage.elements, Math.max(8, 2 * (size + added.length)),
                            Object[].class);
                }
                System.arraycopy(added, 0, storage.elements, size, added.length);
                storage.used = size + added.length;
                return storage;
            }
        }
        Object[] elements = new Object[Math.max(size + added.length, 8)];
        System.arraycopy(storage.elements, 0, elements, 0, size);
        System.arraycopy(added, 0, elements, size, added.length);
        return new Storage(elements, size + added.length);
    }

    @Override
    @SuppressWarnings("unchecked")
    public E get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("index " + index + " of a list of " + size);
        }
        return (E) storage.elements[index];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Object[] toArray() {
        return Arrays.copyOf(storage.elements, size, Object[].class);
    }
}
