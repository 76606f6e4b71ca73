package org.decant.runtime.model.llama;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.decant.runtime.context.Context;
import org.decant.runtime.context.Mixture;

/// What the cache knows about a context: the node of the prefix tree whose last token it is.
///
/// Only the page refers to a node whose context is gone; the reference queue then tells the cache to free the row.
final class KvNode extends WeakReference<Context> {
    /// The node whose keys and values this one sees besides its own; null for the first position.
    final KvNode parent;
    final int token;
    /// What stands in the token's place; null where it does itself.
    final Mixture mixture;
    final int position;
    /// The tokens of its context.
    final int length;

    /// The node whose path this one sees: itself, or the last of the canvas that it is of.
    KvNode sees = this;
    /// Null where the keys and values are not there: not computed yet, or evicted.
    KvPage page;
    int row;
    /// The rows of `page` that this node sees: its own and those of the ancestors next above it that are there too.
    int mask;
    /// The nearest ancestor that is not among those; null where there is none.
    KvNode before;
    /// The last pass that found this node and all its ancestors in the cache, or planned to compute it.
    long seen;
    /// The last pass that planned to compute it.
    long queued;
    /// The last pass that gave it a row.
    long placed;
    /// The row of the pass to fill with its logits, -1 for none.
    int request = -1;
    /// The first of the pass's observations here, -1 for none.
    int observed = -1;
    /// By layer and key head, how far its key reaches along a direction; null where no view asks.
    float[] reaches;
    /// By layer and key head, what it attended to; null where no view asks.
    KeySelection.AttendedRows[] attended;

    KvNode(Context context, ReferenceQueue<Context> queue, KvNode parent, int token) {
        super(context, queue);
        this.parent = parent;
        this.token = token;
        this.mixture = context.mixture();
        this.position = parent == null ? 0 : parent.position + 1;
        this.length = context.length();
    }

    /// A place of a canvas, which belongs to no context.
    ///
    /// @param parent the place before it; null for the first
    KvNode(KvNode parent, int token) {
        super(null);
        this.parent = parent;
        this.token = token;
        this.mixture = null;
        this.position = parent == null ? 0 : parent.position + 1;
        this.length = position;
    }
}
