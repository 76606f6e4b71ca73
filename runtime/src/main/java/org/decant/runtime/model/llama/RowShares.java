package org.decant.runtime.model.llama;

import java.util.concurrent.atomic.AtomicIntegerArray;

/// Who multiplies which rows: workers take some panels of a matrix at a time, many at first and fewer towards the end, so that
/// one that is held up, by another program or its processor's neighbour, is not waited for. Who comes first changes no number.
///
/// All workers run the same products of a pass in the same order; each product has a counter of its own.
final class RowShares {
    /// Multiplications that are worth the way to the counter.
    private static final long LEAST = 1 << 16;
    /// Counters of different products are in different cache lines.
    private static final int APART = 16;

    private final AtomicIntegerArray taken;
    private final Share[] shares;

    /// @param products the most products of a pass
    RowShares(int workers, int products) {
        taken = new AtomicIntegerArray(products * APART);
        shares = new Share[workers];
        for (int worker = 0; worker < workers; worker++) {
            shares[worker] = new Share();
        }
    }

    /// Begins a pass, while no worker runs.
    void begin() {
        for (int at = 0; at < taken.length(); at += APART) {
            taken.setPlain(at, 0);
        }
        for (Share share : shares) {
            share.products = 0;
        }
    }

    Share of(int worker) {
        return shares[worker];
    }

    /// A worker's share of the rows of a product: some rows after others.
    final class Share {
        private int products;
        private int panels;
        private int least;
        private int rows;
        private int first;
        private int last;

        /// Begins the worker's next product.
        ///
        /// @param count vectors that the matrix is multiplied with
        void begin(Matrix matrix, int count) {
            products++;
            rows = matrix.rows;
            panels = Matrix.panels(rows);
            long work = (long) Lanes.PANEL * matrix.columns * count;
            least = shares.length == 1 ? panels : (int) Math.min(panels, Math.ceilDiv(LEAST, work));
        }

        /// Takes some rows; false where none are left.
        boolean next() {
            int at = (products - 1) * APART;
            do {
                first = taken.get(at);
                if (first >= panels) {
                    return false;
                }
                last = Math.min(panels, first + Math.max(least, (panels - first) / (2 * shares.length)));
            } while (!taken.compareAndSet(at, first, last));
            return true;
        }

        /// A multiple of [Lanes#PANEL].
        int from() {
            return first * Lanes.PANEL;
        }

        /// The same, but for the last row of all.
        int to() {
            return Math.min(rows, last * Lanes.PANEL);
        }
    }
}
