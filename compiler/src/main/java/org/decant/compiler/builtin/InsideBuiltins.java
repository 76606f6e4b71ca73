package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.context;
import static org.decant.compiler.builtin.Arguments.list;
import static org.decant.compiler.builtin.Arguments.model;
import static org.decant.compiler.builtin.Arguments.size;

import java.util.BitSet;
import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.Capability;
import org.decant.runtime.model.LayeredModel;
import org.decant.runtime.model.Model;
import org.decant.runtime.model.Observation;
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
                "The view that leaves the model after a layer, counted from 1, and scores what it has there.", (run, a) -> {
                    Batcher under = model(a[0]).forward();
                    return model(a[0]).over(under.beside(layered(model(a[0])).exit(size("layer", a[1]))));
                });
        table.add("Model.skip(layers: List<Int>) -> Model", "The view without some layers, counted from 1.", (run, a) -> {
            Batcher under = model(a[0]).forward();
            LayeredModel whole = layered(model(a[0]));
            return model(a[0]).over(under.beside(whole.skip(layers(under, list(a[1]), whole.layers()))));
        });
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
    }

    private static LayeredModel layered(Model model) {
        return Capability.LAYERS.of(model.forward().forwardModel());
    }

    private static BitSet layers(Batcher model, List<Long> numbers, int most) {
        BitSet layers = new BitSet();
        for (long number : numbers) {
            if (number < 1 || number > most) {
                throw new DecantException("the model " + model.name() + " has " + most + " layers, there is no layer " + number,
                        "give numbers from 1 to " + most);
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
            throw new DecantException("hidden states of no contexts", "give at least one");
        }
        List<Tensor> rows = model(model).forward().observe(contexts, what);
        int width = rows.getFirst().size();
        double[] all = new double[Math.multiplyExact(rows.size(), width)];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i).values(), 0, all, i * width, width);
        }
        return Tensor.of(new int[] {rows.size(), width}, all);
    }
}
