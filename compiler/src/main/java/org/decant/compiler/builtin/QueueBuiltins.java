package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.list;

import java.util.List;
import org.decant.runtime.data.PriorityQueue;

/// Priority queues. They are values: what changes one makes a new one.
final class QueueBuiltins {

    private QueueBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Priority queues");
        table.add("List<A>.queue(priority: each (A) -> Float) -> Queue<A>",
                "The priority queue of the elements: the largest priority first, of equal ones the element that stands first.",
                (run, a) -> queue(list(a[0]), list(a[1])));
        table.add("operator_add(left: Queue<A>, right: Queue<A>) -> Queue<A>",
                "The elements of both, with their priorities; of equal ones those of the left come first.",
                (run, a) -> queue(a[0]).plus(queue(a[1])));
        table.add("Queue<A>.first -> A", "The element of the largest priority; an error where there is none.",
                (run, a) -> queue(a[0]).first());
        table.add("Queue<A>.rest -> Queue<A>", "The queue without its first element; an error where there is none.",
                (run, a) -> queue(a[0]).rest());
        table.add("Queue<A>.without(element: A) -> Queue<A>",
                "The queue without an element, the first of equal ones; it is searched for through the queue.",
                (run, a) -> queue(a[0]).minus(a[1]));
        table.add("Queue<A>.elements -> List<A>", "The elements by falling priority.", (run, a) -> queue(a[0]).elements());
        table.add("Queue<A>.size -> Int", "The number of elements.", (run, a) -> (long) queue(a[0]).size());
        table.add("Queue<A>.empty -> Bool", "Whether there are no elements.", (run, a) -> queue(a[0]).size() == 0);
        table.add("Queue<A>.nonempty -> Bool", "Whether there are elements.", (run, a) -> queue(a[0]).size() > 0);
    }

    private static PriorityQueue<Object> queue(List<Object> elements, List<Double> priorities) {
        PriorityQueue<Object> queue = PriorityQueue.empty();
        for (int i = 0; i < elements.size(); i++) {
            queue = queue.plus(elements.get(i), priorities.get(i));
        }
        return queue;
    }

    @SuppressWarnings("unchecked")
    private static PriorityQueue<Object> queue(Object value) {
        return (PriorityQueue<Object>) value;
    }
}
