package org.decant.runtime.tensor.cpu;

import java.util.List;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Value;

/// One pass over the elements of a shape, row after row: values computed element by element, some of them stored, and reductions
/// of them along the rows.
///
/// @param domain     the shape; its last axis is a row
/// @param reads      values in memory that are read
/// @param computed   element-wise values, operands first; those that the reads make the same along a row are computed once for it
/// @param stores     which of them are stored
/// @param reductions [org.decant.runtime.tensor.program.Operation.Reduce] and
///                   [org.decant.runtime.tensor.program.Operation.ArgMax] of what is read or computed
record Loop(List<Extent> domain, List<Value> reads, List<Value> computed, List<Value> stores, List<Value> reductions) {

    /// How the elements of a value lie along those of a loop.
    enum Access {
        /// One number for all.
        SINGLE,
        /// One for each row.
        ROW,
        /// One for each place in a row.
        COLUMN,
        /// One for each element.
        ELEMENT;

        /// Null where it is none of these.
        static Access of(List<Extent> shape, List<Extent> domain) {
            List<Extent> own = withoutLeadingOnes(shape);
            List<Extent> all = withoutLeadingOnes(domain);
            if (own.isEmpty()) {
                return SINGLE;
            }
            if (own.equals(all)) {
                return ELEMENT;
            }
            if (own.size() == 1) {
                return own.getFirst().equals(all.getLast()) ? COLUMN : null;
            }
            return own.getLast().equals(Extent.ONE) && own.size() == all.size()
                    && own.subList(0, own.size() - 1).equals(all.subList(0, all.size() - 1)) ? ROW : null;
        }

        private static List<Extent> withoutLeadingOnes(List<Extent> shape) {
            int first = 0;
            while (first < shape.size() && shape.get(first).equals(Extent.ONE)) {
                first++;
            }
            return shape.subList(first, shape.size());
        }
    }

    /// Whether a value is the same along a row.
    boolean alongRow(Value value) {
        Access access = Access.of(value.type().shape(), domain);
        return access == Access.SINGLE || access == Access.ROW;
    }
}
