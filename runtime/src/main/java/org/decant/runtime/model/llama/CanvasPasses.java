package org.decant.runtime.model.llama;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.decant.runtime.context.Canvas;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.Observation;
import org.decant.runtime.model.Pass;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.vocabulary.Token;

/// The passes of a masked model. A pass lays its canvases one behind the other, as many to a block as fit; each place is
/// a node that sees all nodes of its canvas. Keys and values are kept for the block alone.
final class CanvasPasses implements ForwardModel.Passes {
    private final LoadedLlama loaded;
    private final BlockForward forward;
    private final LayerPlan plan;
    private final boolean beginsTexts;
    private final int beginning;
    private final int mask;
    private final KvNode[] block;
    private int size;
    /// The scores of the block's holes, in order, and the first of them of each entry of the pass.
    private final List<double[]> rows = new ArrayList<>();
    private final List<KvPage> pages = new ArrayList<>();

    /// @param places the most places of a block
    CanvasPasses(LoadedLlama loaded, int places) {
        this.loaded = loaded;
        this.forward = loaded.executor().open(loaded.layout());
        this.plan = loaded.plan();
        this.beginsTexts = loaded.tokens().beginsTexts();
        this.beginning = loaded.tokens().beginning();
        this.mask = loaded.tokens().mask();
        this.block = new KvNode[places];
    }

    @Override
    public void run(Pass pass) {
        int from = 0;
        int[] firstRows = new int[pass.size() + 1];
        for (int entry = 0; entry < pass.size(); entry++) {
            if (size + places(pass, entry) > block.length) {
                compute(pass, from, entry, firstRows);
                from = entry;
            }
            firstRows[entry] = rows.size();
            place(pass, entry);
        }
        compute(pass, from, pass.size(), firstRows);
    }

    /// The canvas of an entry: a context that is asked for its next token has one hole behind it.
    private static Canvas canvas(Pass pass, int entry) {
        return pass.observation(entry) instanceof Observation.Holes(Canvas canvas) ? canvas
                : Canvas.of(pass.context(entry), 1);
    }

    private int places(Pass pass, int entry) {
        Canvas canvas = canvas(pass, entry);
        return canvas.context().length() + canvas.size() + (putsBeginning(canvas.context()) ? 1 : 0);
    }

    /// Whether the model puts a token before the context that is not there already.
    private boolean putsBeginning(Context context) {
        return beginsTexts && (context.length() == 0 || context.prefix(1).last().id() != beginning);
    }

    private void place(Pass pass, int entry) {
        Canvas canvas = canvas(pass, entry);
        int start = size;
        KvNode last = null;
        if (putsBeginning(canvas.context())) {
            last = add(null, beginning);
        }
        for (Token token : canvas.context().tokens()) {
            last = add(last, token.id());
        }
        for (int place = 0; place < canvas.size(); place++) {
            boolean hole = canvas.isHole(place);
            last = add(last, hole ? mask : canvas.token(place).id());
            if (hole) {
                last.request = rows.size();
                rows.add(pass.row(entry) != null ? pass.row(entry) : new double[loaded.shape().vocabulary()]);
            }
        }
        for (int i = start; i < size; i++) {
            block[i].sees = last;
        }
    }

    private KvNode add(KvNode before, int token) {
        KvNode node = new KvNode(before, token);
        int page = size / KvLayout.ROWS;
        if (page == pages.size()) {
            pages.add(forward.newPage());
        }
        pages.get(page).take(node);
        block[size++] = node;
        return node;
    }

    /// Computes the block, which holds the entries `from` to `to`.
    private void compute(Pass pass, int from, int to, int[] firstRows) {
        try {
            forward.run(plan, block, 0, size, rows.toArray(double[][]::new), null);
            // A hole is filled with a token, never with what stands for a hole.
            rows.forEach(row -> row[mask] = Double.NEGATIVE_INFINITY);
            for (int entry = from; entry < to; entry++) {
                if (pass.observation(entry) instanceof Observation.Holes) {
                    int end = entry + 1 < to ? firstRows[entry + 1] : rows.size();
                    pass.show(entry, matrix(rows.subList(firstRows[entry], end)));
                }
            }
        } finally {
            for (int i = 0; i < size; i++) {
                block[i].page.free(block[i]);
            }
            Arrays.fill(block, 0, size, null);
            size = 0;
            rows.clear();
        }
    }

    private static Tensor matrix(List<double[]> rows) {
        int columns = rows.getFirst().length;
        double[] all = new double[rows.size() * columns];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, all, i * columns, columns);
        }
        return Tensor.of(new int[] {rows.size(), columns}, all);
    }
}
