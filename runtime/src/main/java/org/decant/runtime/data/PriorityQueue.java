package org.decant.runtime.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.decant.runtime.diagnostic.DecantException;
import org.pcollections.TreePMap;

/// An immutable priority queue: the element of the largest priority stands first, of equal ones that which was added first.
/// A changed queue shares its structure with the old one; adding an element and taking the first away cost the logarithm of
/// the size.
public final class PriorityQueue<E> {
    private static final PriorityQueue<?> EMPTY = new PriorityQueue<>(
            TreePMap.empty(Comparator.comparingDouble(Place::priority).reversed().thenComparingLong(Place::order)), 0);

    private record Place(double priority, long order) {}

    private final TreePMap<Place, E> elements;
    private final long next;

    private PriorityQueue(TreePMap<Place, E> elements, long next) {
        this.elements = elements;
        this.next = next;
    }

    @SuppressWarnings("unchecked")
    public static <E> PriorityQueue<E> empty() {
        return (PriorityQueue<E>) EMPTY;
    }

    /// @throws DecantException where the priority is no number
    public PriorityQueue<E> plus(E element, double priority) {
        if (Double.isNaN(priority)) {
            throw new DecantException("a priority is not a number (NaN)", "test what it is calculated from: inf - inf has no value");
        }
        return new PriorityQueue<>(elements.plus(new Place(priority + 0.0, next), element), next + 1); // + 0.0: -0.0 is 0.0
    }

    /// This queue with all elements of another; of equal priorities this queue's come first.
    public PriorityQueue<E> plus(PriorityQueue<E> other) {
        PriorityQueue<E> all = this;
        for (Map.Entry<Place, E> entry : other.elements.entrySet()) {
            all = all.plus(entry.getValue(), entry.getKey().priority);
        }
        return all;
    }

    public int size() {
        return elements.size();
    }

    /// @throws DecantException where it is empty
    public E first() {
        return elements.get(firstPlace());
    }

    /// The queue without its first element.
    ///
    /// @throws DecantException where it is empty
    public PriorityQueue<E> rest() {
        return new PriorityQueue<>(elements.minus(firstPlace()), next);
    }

    /// The queue without the first element that equals this one; the queue itself where there is none.
    public PriorityQueue<E> minus(E element) {
        for (Map.Entry<Place, E> entry : elements.entrySet()) {
            if (entry.getValue().equals(element)) {
                return new PriorityQueue<>(elements.minus(entry.getKey()), next);
            }
        }
        return this;
    }

    private Place firstPlace() {
        if (elements.isEmpty()) {
            throw new DecantException("the queue is empty", "test `.nonempty` first");
        }
        return elements.firstKey();
    }

    /// The elements by falling priority.
    public List<E> elements() {
        return new ArrayList<>(elements.values());
    }

    private List<Double> priorities() {
        return elements.keySet().stream().map(Place::priority).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PriorityQueue<?> queue && queue.size() == size() && queue.priorities().equals(priorities())
                && queue.elements().equals(elements());
    }

    @Override
    public int hashCode() {
        return Objects.hash(priorities(), elements());
    }

    @Override
    public String toString() {
        return "Queue" + elements();
    }
}
