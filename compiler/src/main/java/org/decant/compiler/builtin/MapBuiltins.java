package org.decant.compiler.builtin;

import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.diagnostic.DecantException;

/// Maps. They keep their keys in the order of insertion, and are values: what changes one makes a new one.
final class MapBuiltins {

    private MapBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Maps");
        table.add("operator_index(map: Map<A, B>, key: A) -> B", "The value of a key; an error where it has none.",
                (run, a) -> {
                    Object value = map(a[0]).get(a[1]);
                    if (value == null && !map(a[0]).contains(a[1])) {
                        throw new DecantException("the map has no key " + a[1],
                                "test `.contains(key)` first, or use `.get(key, default)`");
                    }
                    return value;
                });
        table.add("Map<A, B>.get(key: A) -> B?", "The value of a key, or null where it has none.",
                (run, a) -> map(a[0]).get(a[1]));
        table.add("Map<A, B>.get(key: A, default: B) -> B", "The value of a key, or the default where it has none.",
                (run, a) -> {
                    Object value = map(a[0]).get(a[1]);
                    return value == null ? a[2] : value;
                });
        table.add("Map<A, B>.with(key: A, value: B) -> Map<A, B>", "The map with a key set; `m[k] = v` for short.",
                (run, a) -> map(a[0]).with(a[1], a[2]));
        table.add("Map<A, B>.without(key: A) -> Map<A, B>", "The map without a key.", (run, a) -> map(a[0]).without(a[1]));
        table.add("Map<A, B>.contains(key: A) -> Bool", "Whether a key has a value.", (run, a) -> map(a[0]).contains(a[1]));
        table.add("Map<A, B>.size -> Int", "The number of keys.", (run, a) -> (long) map(a[0]).size());
        table.add("Map<A, B>.empty -> Bool", "Whether there are no keys.", (run, a) -> map(a[0]).size() == 0);
        table.add("Map<A, B>.nonempty -> Bool", "Whether there are keys.", (run, a) -> map(a[0]).size() > 0);
        table.add("Map<A, B>.keys -> List<A>", "The keys, in the order of insertion.", (run, a) -> map(a[0]).keys());
        table.add("Map<A, B>.values -> List<B>", "The values, in the order of the keys.", (run, a) -> map(a[0]).values());
        table.add("Map<A, B>.entries -> List<(A, B)>", "Pairs of key and value.", (run, a) -> map(a[0]).entries());
    }

    @SuppressWarnings("unchecked")
    private static OrderedMap<Object, Object> map(Object value) {
        return (OrderedMap<Object, Object>) value;
    }
}
