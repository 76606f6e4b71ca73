package org.decant.runtime.model.llama;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.context.Context;

/// The pages of one prefix tree, within a budget.
///
/// A row is freed when no context needs it any more. When the budget is reached, the page that was not looked at for
/// longest is evicted as a whole; its nodes are computed again when they are asked for.
final class KvCache {
    private static final int SPARE_PAGES = 8;

    private final BlockForward forward;
    private final int mostPages;
    private final List<KvPage> pages = new ArrayList<>();
    private final ArrayDeque<KvPage> spare = new ArrayDeque<>();
    private final ReferenceQueue<Context> gone = new ReferenceQueue<>();
    /// The page that new branches are put into.
    private KvPage open;

    /// @param forward who keeps the keys and values
    /// @param budget  for them, in bytes
    KvCache(BlockForward forward, KvLayout layout, long budget) {
        this.forward = forward;
        this.mostPages = (int) Math.clamp(budget / layout.pageBytes(), 1, 1 << 24);
    }

    ReferenceQueue<Context> gone() {
        return gone;
    }

    /// The nodes that fit.
    long capacity() {
        return (long) mostPages * KvLayout.ROWS;
    }

    int pageCount() {
        return pages.size();
    }

    /// Frees what belonged to contexts that are gone.
    void release() {
        for (Reference<?> reference = gone.poll(); reference != null; reference = gone.poll()) {
            KvNode node = (KvNode) reference;
            if (node.page != null) {
                free(node);
            }
        }
    }

    /// Whether the keys and values of `node` and of all its ancestors are there. If so, none of them is evicted during
    /// `pass`.
    boolean holds(KvNode node, long pass) {
        for (KvNode at = node; at != null && at.seen != pass; at = at.before) {
            if (at.page == null) {
                return false;
            }
            at.page.lastUsed = pass;
        }
        node.seen = pass;
        return true;
    }

    /// Gives a row to `node`, whose parent has one. False where the budget is used up by what this pass needs.
    boolean allocate(KvNode node, long pass) {
        KvPage page = node.parent == null ? null : node.parent.page;
        if (page == null || !page.hasRoomBelow(node.parent)) {
            page = open != null && open != page && !open.isFull() ? open : newPage(pass);
            if (page == null) {
                return false;
            }
            open = page;
        }
        page.take(node);
        node.placed = pass;
        page.lastUsed = pass;
        return true;
    }

    void free(KvNode node) {
        KvPage page = node.page;
        page.free(node);
        if (page.used == 0) {
            pages.remove(page);
            if (open == page) {
                open = null;
            }
            if (spare.size() < SPARE_PAGES) {
                spare.add(page);
            } else {
                forward.drop(page);
            }
        }
    }

    /// Evicts everything. False where there was nothing.
    boolean clear() {
        boolean some = !pages.isEmpty();
        for (KvPage page : pages) {
            empty(page);
            forward.drop(page);
        }
        pages.clear();
        open = null;
        return some;
    }

    private KvPage newPage(long pass) {
        KvPage page = spare.poll();
        if (page == null && pages.size() < mostPages) {
            page = forward.newPage();
        }
        if (page == null) {
            page = evict(pass);
        }
        if (page != null) {
            pages.add(page);
        }
        return page;
    }

    /// The page not looked at for longest, now empty; null where this pass needs all of them.
    private KvPage evict(long pass) {
        KvPage oldest = null;
        for (KvPage page : pages) {
            if (page.lastUsed < pass && (oldest == null || page.lastUsed < oldest.lastUsed)) {
                oldest = page;
            }
        }
        if (oldest == null) {
            return null;
        }
        empty(oldest);
        pages.remove(oldest);
        return oldest;
    }

    private static void empty(KvPage page) {
        for (KvNode node : page.nodes) {
            if (node != null) {
                page.free(node);
            }
        }
    }
}
