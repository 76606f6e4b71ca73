package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.integer;
import static org.decant.compiler.builtin.Arguments.list;
import static org.decant.compiler.builtin.Arguments.notNegative;
import static org.decant.compiler.builtin.Arguments.number;
import static org.decant.compiler.builtin.Arguments.size;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.data.Sequence;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.diagnostic.DecantException;

/// Lists, which `Tokens` are too. Lists are values: what changes one makes a new one.
final class ListBuiltins {

    private ListBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Lists");
        addElements(table);
        addBlocks(table);
        addNumbers(table);
    }

    private static void addElements(BuiltinTable table) {
        table.add("operator_add(left: List<A>, right: List<A>) -> List<A>", "Lists joined.",
                (run, a) -> Sequence.concat(list(a[0]), list(a[1])));
        table.add("operator_index(list: List<A>, index: Int) -> A", "The element at an index, from 0.",
                (run, a) -> element(list(a[0]), integer(a[1])));
        table.add("operator_slice(list: List<A>, from: Int, to: Int) -> List<A>",
                "The elements from one index up to another; cut to the list.",
                (run, a) -> slice(list(a[0]), notNegative("from", a[1]), notNegative("to", a[2])));
        table.add("operator_range(from: Int, to: Int) -> List<Int>", "The whole numbers from one up to, not including, another.",
                (run, a) -> range(integer(a[0]), integer(a[1])));
        table.add("List<A>.size -> Int", "The number of elements.", (run, a) -> (long) list(a[0]).size());
        table.add("List<A>.empty -> Bool", "Whether there are no elements.", (run, a) -> list(a[0]).isEmpty());
        table.add("List<A>.nonempty -> Bool", "Whether there are elements.", (run, a) -> !list(a[0]).isEmpty());
        table.add("List<A>.first -> A", "The first element; an error where there is none.",
                (run, a) -> element(list(a[0]), 0));
        table.add("List<A>.last -> A", "The last element; an error where there is none.",
                (run, a) -> element(list(a[0]), list(a[0]).size() - 1));
        table.add("List<A>.get(index: Int, default: A) -> A", "The element at an index, or the default where there is none.",
                (run, a) -> integer(a[1]) >= 0 && integer(a[1]) < list(a[0]).size()
                        ? list(a[0]).get((int) integer(a[1])) : a[2]);
        table.add("List<A>.with(index: Int, element: A) -> List<A>", "The list with one element replaced; `xs[i] = x` for short.",
                (run, a) -> with(list(a[0]), integer(a[1]), a[2]));
        table.add("List<A>.take(count: Int) -> List<A>", "The first elements, at most `count`.",
                (run, a) -> slice(list(a[0]), 0, notNegative("count", a[1])));
        table.add("List<A>.drop(count: Int) -> List<A>", "Without the first `count` elements.",
                (run, a) -> slice(list(a[0]), notNegative("count", a[1]), list(a[0]).size()));
        table.add("List<A>.take_last(count: Int) -> List<A>", "The last elements, at most `count`.",
                (run, a) -> slice(list(a[0]), Math.max(0, list(a[0]).size() - notNegative("count", a[1])), list(a[0]).size()));
        table.add("List<A>.drop_last(count: Int) -> List<A>", "Without the last `count` elements.",
                (run, a) -> slice(list(a[0]), 0, Math.max(0, list(a[0]).size() - notNegative("count", a[1]))));
        table.add("List<A>.cycle(count: Int) -> List<A>", "The elements over and over, `count` in all; none of an empty list.",
                (run, a) -> cycle(list(a[0]), notNegative("count", a[1])));
        table.add("List<A>.reverse -> List<A>", "In the opposite order.", (run, a) -> List.copyOf(list(a[0]).reversed()));
        table.add("List<A>.contains(element: A) -> Bool", "Whether an element is in the list.",
                (run, a) -> list(a[0]).contains(a[1]));
        table.add("List<A>.index_of(element: A) -> Int", "The first index of an element; -1 where it is not there.",
                (run, a) -> (long) list(a[0]).indexOf(a[1]));
        table.add("List<A>.starts_with(start: List<A>) -> Bool", "Whether the list begins with another.",
                (run, a) -> list(a[0]).size() >= list(a[1]).size()
                        && list(a[0]).subList(0, list(a[1]).size()).equals(list(a[1])));
        table.add("List<A>.distinct -> List<A>", "Each element once, where it first stands.",
                (run, a) -> new ArrayList<>(new LinkedHashSet<>(list(a[0]))));
        table.add("List<A>.zip(other: List<B>) -> List<(A, B)>", "Pairs of the elements at the same index; as many as the shorter has.",
                (run, a) -> zip(list(a[0]), list(a[1])));
        table.add("List<A>.indexed -> List<(Int, A)>", "Pairs of index and element.",
                (run, a) -> IntStream.range(0, list(a[0]).size()).mapToObj(i -> new Tuple((long) i, list(a[0]).get(i))).toList());
        table.add("List<A>.or(other: List<A>) -> List<A>", "The list itself, or another where it is empty.",
                (run, a) -> list(a[0]).isEmpty() ? a[1] : a[0]);
        table.add("List<List<A>>.flatten -> List<A>", "The lists joined.", (run, a) -> flatten(list(a[0])));
        table.add("List<A>.windows(size: Int) -> List<List<A>>", "All stretches of `size` elements, in order.",
                (run, a) -> windows(list(a[0]), size("size", a[1])));
        table.add("(A?).or(default: A) -> A", "The value itself, or the default where it is null.",
                (run, a) -> a[0] == null ? a[1] : a[0]);
    }

    private static void addBlocks(BuiltinTable table) {
        table.add("List<A>.map(block: each (A) -> B) -> List<B>", "The block's value for every element.", (run, a) -> a[1]);
        table.add("List<A>.map_indexed(block: (Int, A) -> B) -> List<B>", "The block's value for every index and element.",
                (run, a) -> {
                    List<Object> values = new ArrayList<>();
                    for (int i = 0; i < list(a[0]).size(); i++) {
                        values.add(((FunctionValue) a[1]).call(run, (long) i, list(a[0]).get(i)));
                    }
                    return values;
                });
        table.add("List<A>.flat_map(block: each (A) -> List<B>) -> List<B>", "The block's lists for every element, joined.",
                (run, a) -> flatten(list(a[1])));
        table.add("List<A>.where(block: each (A) -> Bool) -> List<A>", "The elements for which the block is true.",
                (run, a) -> where(list(a[0]), list(a[1])));
        table.add("List<A>.all(block: each (A) -> Bool) -> Bool", "Whether the block is true for every element.",
                (run, a) -> !list(a[1]).contains(false));
        table.add("List<A>.any(block: each (A) -> Bool) -> Bool", "Whether the block is true for some element.",
                (run, a) -> list(a[1]).contains(true));
        table.add("List<A>.count(block: each (A) -> Bool) -> Int", "For how many elements the block is true.",
                (run, a) -> (long) Collections.frequency(list(a[1]), true));
        table.add("List<A>.find(block: each (A) -> Bool) -> A?", "The first element for which the block is true, or null.",
                (run, a) -> list(a[1]).contains(true) ? list(a[0]).get(list(a[1]).indexOf(true)) : null);
        table.add("List<A>.max_by(block: each (A) -> Float) -> A", "The element of the largest value, the first where several are equal.",
                (run, a) -> list(a[0]).get(best(list(a[0]), list(a[1]), 1)));
        table.add("List<A>.min_by(block: each (A) -> Float) -> A", "The element of the smallest value, the first where several are equal.",
                (run, a) -> list(a[0]).get(best(list(a[0]), list(a[1]), -1)));
        table.add("List<A>.sort_by(block: each (A) -> Float) -> List<A>", "By rising value; equal ones keep their order.",
                (run, a) -> sorted(list(a[0]), list(a[1]), 1));
        table.add("List<A>.top(count: Int, block: each (A) -> Float) -> List<A>",
                "The elements of the largest values, falling; equal ones keep their order.",
                (run, a) -> slice(sorted(list(a[0]), list(a[2]), -1), 0, notNegative("count", a[1])));
        table.add("List<A>.sum_by(block: each (A) -> Float) -> Float", "The sum of the block's values.",
                (run, a) -> sum(list(a[1])));
        table.add("List<A>.group_by(block: each (A) -> B) -> Map<B, List<A>>", "The elements by the block's value, in order.",
                (run, a) -> grouped(list(a[0]), list(a[1])));
        table.add("List<A>.to_map(block: each (A) -> B) -> Map<A, B>", "The block's value by element.", (run, a) -> {
            OrderedMap<Object, Object> map = OrderedMap.empty();
            for (int i = 0; i < list(a[0]).size(); i++) {
                map = map.with(list(a[0]).get(i), list(a[1]).get(i));
            }
            return map;
        });
        table.add("List<(A, B)>.as_map -> Map<A, B>", "The pairs as keys and values; of equal keys the last value counts.", (run, a) -> {
            OrderedMap<Object, Object> map = OrderedMap.empty();
            for (Tuple pair : Arguments.<Tuple>list(a[0])) {
                map = map.with(pair.get(0), pair.get(1));
            }
            return map;
        });
        table.addCalling("List<A>.fold(start: B, block: (B, A) -> B) -> B",
                "The block applied to what it gave so far and each element in turn.", (run, a) -> {
                    Object value = a[1];
                    for (Object element : list(a[0])) {
                        value = ((FunctionValue) a[2]).call(run, value, element);
                    }
                    return value;
                });
    }

    private static void addNumbers(BuiltinTable table) {
        table.add("sum(list: List<Float>) -> Float", "The sum.", (run, a) -> sum(list(a[0])));
        table.add("sum(list: List<Int>) -> Int", "The sum.",
                (run, a) -> Arguments.<Long>list(a[0]).stream().reduce(0L, Math::addExact));
        table.add("mean(list: List<Float>) -> Float", "The mean; an error where the list is empty.",
                (run, a) -> sum(notEmpty(list(a[0]))) / list(a[0]).size());
        table.add("max(list: List<Float>) -> Float", "The largest; an error where the list is empty.",
                (run, a) -> Collections.max(Arguments.<Double>list(notEmpty(list(a[0])))));
        table.add("max(list: List<Int>) -> Int", "The largest; an error where the list is empty.",
                (run, a) -> Collections.max(Arguments.<Long>list(notEmpty(list(a[0])))));
        table.add("min(list: List<Float>) -> Float", "The smallest; an error where the list is empty.",
                (run, a) -> Collections.min(Arguments.<Double>list(notEmpty(list(a[0])))));
        table.add("min(list: List<Int>) -> Int", "The smallest; an error where the list is empty.",
                (run, a) -> Collections.min(Arguments.<Long>list(notEmpty(list(a[0])))));
    }

    private static Object element(List<?> list, long index) {
        if (index < 0 || index >= list.size()) {
            throw new DecantException(list.isEmpty() ? "the list is empty" : "the list has " + list.size()
                    + " elements, there is none at " + index, "test `.nonempty` or `.size` first, or use `.get(index, default)`");
        }
        return list.get((int) index);
    }

    private static List<Object> notEmpty(List<Object> list) {
        element(list, 0);
        return list;
    }

    private static List<Object> slice(List<Object> list, int from, int to) {
        int end = Math.min(to, list.size());
        return from >= end ? List.of() : from == 0 && end == list.size() ? list
                : Sequence.of(list.subList(from, end).toArray());
    }

    private static List<Long> range(long from, long to) {
        if (to - from > Integer.MAX_VALUE) {
            throw new DecantException("the range " + from + " .. " + to + " is too long", "use a `while` loop");
        }
        Object[] numbers = new Object[(int) Math.max(0, to - from)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = from + i;
        }
        return Sequence.of(numbers);
    }

    private static List<Object> with(List<Object> list, long index, Object value) {
        element(list, index);
        Object[] elements = list.toArray(new Object[0]);
        elements[(int) index] = value;
        return Sequence.of(elements);
    }

    private static List<Object> zip(List<Object> left, List<Object> right) {
        List<Object> pairs = new ArrayList<>();
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            pairs.add(new Tuple(left.get(i), right.get(i)));
        }
        return pairs;
    }

    private static List<Object> flatten(List<List<Object>> lists) {
        List<Object> all = new ArrayList<>();
        lists.forEach(all::addAll);
        return all;
    }

    private static List<Object> cycle(List<Object> list, int count) {
        return list.isEmpty() ? list : IntStream.range(0, count).mapToObj(i -> list.get(i % list.size())).toList();
    }

    private static List<List<Object>> windows(List<Object> list, int size) {
        if (size < 1) {
            throw DecantException.ofParameter("size", "the size of a window is " + size, "give 1 or more");
        }
        List<List<Object>> windows = new ArrayList<>();
        for (int i = 0; i + size <= list.size(); i++) {
            windows.add(list.subList(i, i + size));
        }
        return windows;
    }

    private static List<Object> where(List<Object> list, List<Boolean> chosen) {
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (chosen.get(i)) {
                kept.add(list.get(i));
            }
        }
        return kept;
    }

    private static int best(List<Object> list, List<Double> values, int sign) {
        notEmpty(list);
        int best = 0;
        for (int i = 1; i < values.size(); i++) {
            if (sign * Double.compare(values.get(i), values.get(best)) > 0) {
                best = i;
            }
        }
        return best;
    }

    private static List<Object> sorted(List<Object> list, List<Double> values, int sign) {
        Comparator<Integer> byValue = Comparator.comparingDouble(values::get);
        return new ArrayList<>(IntStream.range(0, list.size()).boxed().sorted(sign > 0 ? byValue : byValue.reversed())
                .map(list::get).toList());
    }

    private static double sum(List<?> list) {
        double sum = 0;
        for (Object value : list) {
            sum += number(value);
        }
        return sum;
    }

    private static OrderedMap<Object, Object> grouped(List<Object> list, List<Object> keys) {
        Map<Object, List<Object>> groups = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) {
            groups.computeIfAbsent(keys.get(i), ignored -> new ArrayList<>()).add(list.get(i));
        }
        OrderedMap<Object, Object> map = OrderedMap.empty();
        for (Map.Entry<Object, List<Object>> group : groups.entrySet()) {
            map = map.with(group.getKey(), group.getValue());
        }
        return map;
    }
}
