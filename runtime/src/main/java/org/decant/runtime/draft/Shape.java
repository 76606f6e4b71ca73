package org.decant.runtime.draft;

import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.random.Draws;

/// How a draft tree grows: how many children a node gets, how they come from its proposal and how far the tree goes.
/// No shape drafts below an end token, nor a token of probability 0.
public interface Shape {

    /// Starts a tree in `builder`, at its root.
    Growth begin(TreeBuilder builder, Draws draws);

    /// Starts a tree below `context`.
    default Growth begin(Context context, Draws draws) {
        return begin(new TreeBuilder(context), draws);
    }

    /// The shape as a script writes it.
    String describe();

    private static void check(boolean valid, String parameter, String message, String hint) {
        if (!valid) {
            throw DecantException.ofParameter(parameter, message, hint);
        }
    }

    /// @throws DecantException where `value` is below 1
    static void checkPositive(String shape, String parameter, int value) {
        check(value >= 1, parameter, "the " + parameter + " of " + shape + " is " + value, "give at least 1");
    }

    /// @throws DecantException where there are no widths or one is below 1
    static void checkWidths(String shape, List<Integer> widths) {
        check(!widths.isEmpty(), "widths", shape + " has no widths",
                "give one for each level, such as `" + shape + "([4, 2, 2])`");
        for (int width : widths) {
            check(width >= 1, "widths", "a width of " + shape + " is " + width, "give at least 1");
        }
    }
}
