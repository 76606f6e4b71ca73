package org.decant.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.decant.runtime.diagnostic.DecantException;
import org.junit.jupiter.api.Test;

class PriorityQueueTest {

    private record Entry(int element, double priority) {}

    @Test
    void itIsAStablySortedList() {
        long seed = Long.getLong("decant.test.seed", 20_260_101L);
        System.out.println("priority queue: seed " + seed);
        Random random = new Random(seed);
        List<PriorityQueue<Integer>> queues = new ArrayList<>(List.of(PriorityQueue.empty()));
        List<List<Entry>> lists = new ArrayList<>(List.of(List.of()));
        for (int round = 0; round < 2_000; round++) {
            int which = random.nextInt(queues.size());
            PriorityQueue<Integer> queue = queues.get(which);
            List<Entry> list = new ArrayList<>(lists.get(which));
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    double priority = random.nextInt(6) == 0 ? -0.0 : random.nextInt(5) - 2;
                    queue = queue.plus(round % 50, priority);
                    list.add(new Entry(round % 50, priority + 0.0));
                }
                case 2 -> {
                    int other = random.nextInt(queues.size());
                    queue = queue.plus(queues.get(other));
                    list.addAll(lists.get(other));
                }
                case 3 -> {
                    if (!list.isEmpty()) {
                        assertEquals(list.getFirst().element, queue.first());
                        queue = queue.rest();
                        list.removeFirst();
                    }
                }
                default -> {
                    int element = random.nextInt(50);
                    queue = queue.minus(element);
                    list.stream().filter(entry -> entry.element == element).findFirst().ifPresent(list::remove);
                }
            }
            list.sort(Comparator.comparingDouble(entry -> -entry.priority));
            assertEquals(list.stream().map(Entry::element).toList(), queue.elements(), "round " + round);
            assertEquals(list.size(), queue.size());
            if (list.size() < 40) {
                queues.add(queue);
                lists.add(list);
            }
        }
    }

    @Test
    void queuesAreEqualByElementsAndPriorities() {
        PriorityQueue<String> one = PriorityQueue.<String>empty().plus("a", 1).plus("b", 2);
        assertEquals(one, PriorityQueue.<String>empty().plus("x", 9).plus("b", 2).plus("a", 1).minus("x"));
        assertEquals(one.hashCode(), PriorityQueue.<String>empty().plus("b", 2).plus("a", 1).hashCode());
        assertNotEquals(one, PriorityQueue.<String>empty().plus("a", 1).plus("b", 3));
        assertSame(one, one.minus("c"));
    }

    @Test
    void anEmptyQueueAndAPriorityThatIsNoNumberAreErrors() {
        assertThrows(DecantException.class, () -> PriorityQueue.empty().first());
        assertThrows(DecantException.class, () -> PriorityQueue.empty().rest());
        assertThrows(DecantException.class, () -> PriorityQueue.empty().plus("a", Double.NaN));
    }
}
