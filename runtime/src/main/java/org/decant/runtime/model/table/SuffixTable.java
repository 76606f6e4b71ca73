package org.decant.runtime.model.table;

import java.util.HashMap;
import java.util.Map;
import org.decant.runtime.context.Context;
import org.decant.runtime.vocabulary.Token;

/// Rows of scores by token sequence, found by the longest sequence that a context ends with: a trie from the last token
/// backwards.
final class SuffixTable implements TableModel.Rows {
    private final Node root = new Node();
    private int order;

    private static final class Node {
        private final Map<Integer, Node> children = new HashMap<>(4);
        private double[] row;
    }

    /// Sets the row of the sequence of `ids`; returns whether it had none.
    boolean add(int[] ids, double[] row) {
        Node node = root;
        for (int i = ids.length - 1; i >= 0; i--) {
            node = node.children.computeIfAbsent(ids[i], id -> new Node());
        }
        boolean isNew = node.row == null;
        node.row = row;
        order = Math.max(order, ids.length);
        return isNew;
    }

    /// The length of the longest sequence.
    @Override
    public int order() {
        return order;
    }

    /// The row of the longest sequence that `context` ends with; null where even the empty one has none.
    @Override
    public double[] row(Context context) {
        Node node = root;
        double[] row = root.row;
        for (Context at = context; at.last() != null; at = at.parent()) {
            Token last = at.last();
            node = node.children.get(last.id());
            if (node == null) {
                return row;
            }
            if (node.row != null) {
                row = node.row;
            }
        }
        return row;
    }
}
