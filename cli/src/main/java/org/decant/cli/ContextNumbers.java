package org.decant.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.context.Context;

/// Numbers contexts from 0, in the order they are asked for, each behind those that it goes on from.
final class ContextNumbers {
    private final Map<Context, Integer> numbers = new IdentityHashMap<>();
    private final List<Context> contexts = new ArrayList<>();

    int of(Context context) {
        Integer known = numbers.get(context);
        if (known != null) {
            return known;
        }
        Deque<Context> path = new ArrayDeque<>();
        for (Context at = context; at != null && !numbers.containsKey(at); at = at.parent()) {
            path.push(at);
        }
        for (Context next : path) {
            numbers.put(next, contexts.size());
            contexts.add(next);
        }
        return contexts.size() - 1;
    }

    /// All that have a number, in order.
    List<Context> all() {
        return contexts;
    }
}
