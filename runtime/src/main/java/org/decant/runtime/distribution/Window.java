package org.decant.runtime.distribution;

import java.util.BitSet;
import java.util.function.IntConsumer;
import org.decant.runtime.context.Context;

/// The last tokens of a context, which a penalty looks at.
final class Window {
    /// The window that holds the whole context.
    static final int WHOLE = Integer.MAX_VALUE;

    private Window() {
    }

    static void check(String transform, int window) {
        Parameter.check(window >= 1, transform, "window", window, "at least 1 token");
    }

    /// How scripts write a window after other parameters: nothing for the whole context.
    static String describe(int window) {
        return window == WHOLE ? "" : ", " + window;
    }

    /// The ids of the last `window` tokens, the latest first.
    static int[] latestFirst(Context context, int window) {
        int[] ids = new int[Math.min(window, context.length())];
        Context at = context;
        for (int i = 0; i < ids.length; i++, at = at.parent()) {
            ids[i] = at.last().id();
        }
        return ids;
    }

    /// Calls `each` with the id of every token in the window, once for a token however often it is there.
    static void distinct(Context context, int window, IntConsumer each) {
        BitSet seen = new BitSet();
        Context at = context;
        for (int left = Math.min(window, context.length()); left > 0; left--, at = at.parent()) {
            int id = at.last().id();
            if (!seen.get(id)) {
                seen.set(id);
                each.accept(id);
            }
        }
    }
}
