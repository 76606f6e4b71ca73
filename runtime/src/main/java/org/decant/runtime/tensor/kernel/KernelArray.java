package org.decant.runtime.tensor.kernel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// An array that kernels are given.
///
/// @param name  in the text of kernels, and of the parameter
/// @param input the number of the program's input that it holds, which stays with the target; -1 for the arrays that are no
///              tensor's
public record KernelArray(String name, Content content, int input) {

    /// What its elements are.
    public enum Content {
        /// Numbers.
        DOUBLES,
        /// Weights of 32 bits, or the scales of those that are bytes.
        FLOATS,
        /// The bits of weights of 16 bits.
        SHORTS,
        /// Quants.
        BYTES,
        /// Sizes.
        INTS
    }

    public static final KernelArray INPUTS = new KernelArray("inputs", Content.DOUBLES, -1);
    public static final KernelArray MEMORY = new KernelArray("memory", Content.DOUBLES, -1);
    public static final KernelArray OUTPUTS = new KernelArray("outputs", Content.DOUBLES, -1);
    /// What kernels are told of a run whose extents vary.
    public static final KernelArray SIZES = new KernelArray("sizes", Content.INTS, -1);
    /// What every kernel has, in this order.
    static final List<KernelArray> OWN = List.of(INPUTS, MEMORY, OUTPUTS);

    /// The others that statements name, in the order in which they first do.
    static List<KernelArray> others(List<Statement> statements) {
        Set<KernelArray> found = new LinkedHashSet<>();
        find(statements, found);
        OWN.forEach(found::remove);
        return List.copyOf(found);
    }

    private static void find(List<Statement> statements, Set<KernelArray> found) {
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Set set -> find(set.value(), found);
                case Statement.Write write -> {
                    found.add(write.array());
                    find(write.index(), found);
                    find(write.value(), found);
                }
                case Statement.If one -> {
                    find(one.condition(), found);
                    find(one.then(), found);
                    find(one.otherwise(), found);
                }
                case Statement.While loop -> {
                    loop.conditions().forEach(condition -> find(condition, found));
                    find(loop.body(), found);
                }
            }
        }
    }

    private static void find(Expression.Condition condition, Set<KernelArray> found) {
        find(condition.left(), found);
        find(condition.right(), found);
    }

    private static void find(Expression expression, Set<KernelArray> found) {
        switch (expression) {
            case Expression.Read read -> {
                found.add(read.array());
                find(read.index(), found);
            }
            case Expression.Arithmetic both -> {
                find(both.left(), found);
                find(both.right(), found);
            }
            case Expression.Call call -> find(call.x(), found);
            case Expression.Convert convert -> find(convert.x(), found);
            case Expression.Number _, Expression.Single _, Expression.Whole _, Expression.Thread _, Expression.Variable _ -> { }
        }
    }
}
