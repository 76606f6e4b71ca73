package org.decant.runtime.draft;

import java.util.function.ToIntFunction;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.random.Draws;

/// A tree in which a function of the node says how many children to draw below it, without replacement; 0 ends the tree
/// there. The function is asked once for each node, before the node's proposal. One pass of the drafter for each level.
public record FunctionShape(ToIntFunction<Node> width) implements Shape {

    @Override
    public Growth begin(TreeBuilder builder, Draws draws) {
        return NodewiseGrowth.of(builder, this::checked, NodewiseGrowth::drawWithoutReplacement, draws);
    }

    private int checked(Node node) {
        int count = width.applyAsInt(node);
        if (count < 0) {
            throw new DecantException("the draft shape wants " + count + " children below "
                    + (node.parent() == null ? "the root" : "`" + node.token().text() + "`"),
                    "give 0 to end the tree there, or more");
        }
        return count;
    }

    @Override
    public String describe() {
        return "a function";
    }
}
