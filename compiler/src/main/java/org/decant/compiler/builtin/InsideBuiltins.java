package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.context;
import static org.decant.compiler.builtin.Arguments.list;
import static org.decant.compiler.builtin.Arguments.model;
import static org.decant.compiler.builtin.Arguments.size;

import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.Sequence;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.CachedModel;
import org.decant.runtime.model.Capability;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.LayeredModel;
import org.decant.runtime.model.Model;
import org.decant.runtime.model.Observation;
import org.decant.runtime.model.Retention;
import org.decant.runtime.tensor.Tensor;

/// What is inside of models made of layers. Layers are numbered from 1. A view has the insides of the model under it.
final class InsideBuiltins {

    private InsideBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Inside models of layers");
        table.add("Model.layers -> Int", "The number of layers; an error for models that have none, such as n-gram models.",
                (run, a) -> (long) layered(model(a[0])).layers());
        table.add("Model.exit(layer: Int) -> Model",
                "The view that leaves the model after a layer, counted from 1, and scores what it has there.",
                (run, a) -> view(a[0], layered(model(a[0])), whole -> whole.exit(size("layer", a[1]))));
        table.add("Model.skip(layers: List<Int>) -> Model", "The view without some layers, counted from 1.",
                (run, a) -> view(a[0], layered(model(a[0])), whole -> whole.skip(layers(whole, list(a[1])))));
        table.add("Model.skip_by_position(layers: List<List<Int>>) -> Model",
                "The view without some layers, by position: list n for contexts of n tokens, the last one for all longer ones. Each "
                        + "has those of the list before, so that what attention reads is there.",
                (run, a) -> view(a[0], layered(model(a[0])), whole -> whole.skipByPosition(
                        Arguments.<List<Long>>list(a[1]).stream().map(some -> layers(whole, some)).toList())));
        addCaches(table);
        table.add("Model.heads -> List<Model>",
                "The draft heads: the first gives the logits of the token behind the next one, the second of the one behind that, and "
                        + "so on. What they look at comes with the passes of the model; an error for models without heads.",
                (run, a) -> Sequence.of(model(a[0]).forward().draftHeads().toArray()));
        table.add("Model.head_accuracy -> List<List<Float>>",
                "For each draft head how often its likeliest token, its second and so on have been right, on texts that it was "
                        + "measured with.",
                (run, a) -> Sequence.of(model(a[0]).forward().headAccuracy().stream()
                        .map(byRank -> Sequence.of(byRank.toArray())).toArray()));
        table.addAsking("Model.hidden(context: Context) -> Tensor",
                "The features that the logits at the context are made of: those behind the last layer, normalised.",
                (run, a) -> at(a[0], context(a[1]), new Observation.FinalState()));
        table.addAsking("Model.hidden(context: Context, layer: Int) -> Tensor",
                "The features of the context's last token behind a layer, counted from 1; layer 0 is its embedding.",
                (run, a) -> at(a[0], context(a[1]), new Observation.HiddenState(size("layer", a[2]))));
        table.addAsking("Model.hidden(contexts: List<Context>) -> Tensor",
                "The same at several contexts, in one pass: one row for each.",
                (run, a) -> rows(a[0], list(a[1]), new Observation.FinalState()));
        table.addAsking("Model.hidden(contexts: List<Context>, layer: Int) -> Tensor",
                "The same at several contexts, in one pass: one row for each.",
                (run, a) -> rows(a[0], list(a[1]), new Observation.HiddenState(size("layer", a[2]))));
        table.addAsking("Model.attention(context: Context, layer: Int) -> Tensor",
                "How much the context's last token attends to each position in a layer, counted from 1: one row for each head, "
                        + "which sums to 1. Column i is the i-th token, from 1; column 0 is what the model puts before a text.",
                (run, a) -> at(a[0], context(a[1]), new Observation.Attention(size("layer", a[2]))));
        table.addAsking("Model.queries(contexts: List<Context>, layer: Int) -> Tensor",
                "The queries of the contexts' last tokens in a layer, counted from 1, as keys are compared with them: for each "
                        + "context one row for each head.",
                (run, a) -> rows(a[0], list(a[1]), new Observation.Queries(size("layer", a[2]))));
    }

    private static void addCaches(BuiltinTable table) {
        table.add("Model.key_heads -> Int", "The number of attention heads of a layer that have keys; each serves as many others.",
                (run, a) -> (long) cached(model(a[0])).keyHeads());
        table.add("Model.window(recent: Int, sinks: Int = 0) -> Model",
                "The view whose attention sees the last `recent` positions, its own among them, and the first `sinks`; what the "
                        + "model puts before a text is the first of all.",
                (run, a) -> keep(a[0], size("recent", a[1]), size("sinks", a[2]), new Retention.None()));
        table.add("Model.window_along(filters: List<Tensor>, count: Int, recent: Int, sinks: Int = 0) -> Model",
                "The same, and of the positions between, for each layer and key head, the `count` whose keys reach furthest along "
                        + "a direction: for each layer a tensor with one row for each key head.",
                (run, a) -> keep(a[0], size("recent", a[3]), size("sinks", a[4]),
                        new Retention.Projected(size("count", a[2]), list(a[1]))));
        table.add("Model.window_attended(count: Int, queries: Int, recent: Int, sinks: Int = 0) -> Model",
                "The same, and of the positions between, for each layer and key head, the `count` that the `queries` positions "
                        + "just before have attended to most.",
                (run, a) -> keep(a[0], size("recent", a[3]), size("sinks", a[4]),
                        new Retention.Attended(size("count", a[1]), size("queries", a[2]))));
        table.add("Model.cache_bits(bits: Int) -> Model",
                "The view whose keys and values are rounded to 8 or 4 bits; the 4 are the upper half of the 8.",
                (run, a) -> view(a[0], cached(model(a[0])), whole -> whole.cacheBits(size("bits", a[1]))));
    }

    private static Model keep(Object of, int recent, int sinks, Retention.Choice others) {
        return view(of, cached(model(of)), whole -> whole.keep(new Retention(sinks, recent, others)));
    }

    /// The view `of` of what is made of the forward model under it.
    private static <T extends ForwardModel> Model view(Object of, T under, Function<T, ForwardModel> made) {
        return model(of).over(model(of).forward().beside(made.apply(under)));
    }

    private static LayeredModel layered(Model model) {
        return Capability.LAYERS.of(model.forward().forwardModel());
    }

    private static CachedModel cached(Model model) {
        return Capability.CACHE.of(model.forward().forwardModel());
    }

    private static BitSet layers(LayeredModel model, List<Long> numbers) {
        BitSet layers = new BitSet();
        for (long number : numbers) {
            if (number < 1 || number > model.layers()) {
                throw new DecantException("the model " + model.name() + " has " + model.layers() + " layers, there is no layer "
                        + number, "give numbers from 1 to " + model.layers());
            }
            layers.set((int) number);
        }
        return layers;
    }

    private static Tensor at(Object model, Context context, Observation what) {
        return model(model).forward().observe(List.of(context), what).getFirst();
    }

    private static Tensor rows(Object model, List<Context> contexts, Observation what) {
        if (contexts.isEmpty()) {
            throw new DecantException("the insides of a model at no contexts", "give at least one");
        }
        List<Tensor> rows = model(model).forward().observe(contexts, what);
        int[] one = rows.getFirst().shape();
        int[] shape = new int[one.length + 1];
        shape[0] = 1;
        System.arraycopy(one, 0, shape, 1, one.length);
        return Tensor.concat(0, rows.stream().map(row -> row.reshape(shape)).toList());
    }
}
