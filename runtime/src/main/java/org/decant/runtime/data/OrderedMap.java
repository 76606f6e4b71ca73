package org.decant.runtime.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/// An immutable map that keeps its keys in the order of their first insertion, so that a run never depends on hash codes.
/// A changed map shares its structure with the old one.
public final class OrderedMap<K, V> {
    private static final OrderedMap<?, ?> EMPTY = new OrderedMap<>(HashTreePMap.empty(), TreePMap.empty(), 0);

    private record Slot<V>(long order, V value) {}

    private final HashPMap<K, Slot<V>> slots;
    private final TreePMap<Long, K> order;
    private final long next;

    private OrderedMap(HashPMap<K, Slot<V>> slots, TreePMap<Long, K> order, long next) {
        this.slots = slots;
        this.order = order;
        this.next = next;
    }

    @SuppressWarnings("unchecked")
    public static <K, V> OrderedMap<K, V> empty() {
        return (OrderedMap<K, V>) EMPTY;
    }

    public OrderedMap<K, V> with(K key, V value) {
        Slot<V> known = slots.get(key);
        if (known != null) {
            return new OrderedMap<>(slots.plus(key, new Slot<>(known.order, value)), order, next);
        }
        return new OrderedMap<>(slots.plus(key, new Slot<>(next, value)), order.plus(next, key), next + 1);
    }

    public OrderedMap<K, V> without(K key) {
        Slot<V> known = slots.get(key);
        return known == null ? this : new OrderedMap<>(slots.minus(key), order.minus(known.order), next);
    }

    /// The value of `key`, null where it has none.
    public V get(K key) {
        Slot<V> known = slots.get(key);
        return known == null ? null : known.value;
    }

    public boolean contains(K key) {
        return slots.containsKey(key);
    }

    public int size() {
        return slots.size();
    }

    public List<K> keys() {
        return List.copyOf(order.values());
    }

    public List<V> values() {
        List<V> values = new ArrayList<>(size());
        for (K key : order.values()) {
            values.add(slots.get(key).value);
        }
        return values;
    }

    /// Key and value pairs, as [Tuple]s.
    public List<Tuple> entries() {
        List<Tuple> entries = new ArrayList<>(size());
        for (K key : order.values()) {
            entries.add(new Tuple(key, slots.get(key).value));
        }
        return entries;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrderedMap<?, ?> map && map.size() == size() && plain().equals(map.plain());
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(plain());
    }

    private Map<K, V> plain() {
        Map<K, V> plain = new java.util.HashMap<>();
        slots.forEach((key, slot) -> plain.put(key, slot.value));
        return plain;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("[");
        for (Tuple entry : entries()) {
            out.append(out.length() == 1 ? "" : ", ").append(entry.get(0)).append(" -> ").append(entry.get(1));
        }
        return out.append(size() == 0 ? "->]" : "]").toString();
    }
}
