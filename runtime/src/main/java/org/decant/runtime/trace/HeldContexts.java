package org.decant.runtime.trace;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.draft.Node;
import org.decant.runtime.draft.Tree;
import org.decant.runtime.draft.Verified;

/// Finds the contexts in a value: in lists, tuples, records and maps, and those of drafts.
public final class HeldContexts {
    /// A trace that kept all contexts of a growing map at each round would grow with their square.
    public static final int MOST = 256;

    private HeldContexts() {
    }

    /// The different contexts in `value`, in the order they are found, the first [#MOST].
    public static List<Context> in(Object value) {
        Set<Context> found = new LinkedHashSet<>();
        find(value, found);
        return List.copyOf(found);
    }

    private static void find(Object value, Set<Context> found) {
        if (found.size() >= MOST) {
            return;
        }
        switch (value) {
            case Context context -> found.add(context);
            case Node node -> found.add(node.context());
            case Tree tree -> find(tree.leaves(), found);
            case Verified verified -> found.add(verified.context());
            case RecordValue record -> find(Arrays.asList(record.values()), found);
            case Tuple tuple -> find(Arrays.asList(tuple.elements()), found);
            case OrderedMap<?, ?> map -> {
                find(map.keys(), found);
                find(map.values(), found);
            }
            case List<?> list -> {
                for (Object element : list) {
                    find(element, found);
                }
            }
            case null, default -> { }
        }
    }
}
