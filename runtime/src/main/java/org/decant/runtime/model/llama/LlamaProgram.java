package org.decant.runtime.model.llama;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.decant.runtime.tensor.program.Extent;
import org.decant.runtime.tensor.program.Operation;
import org.decant.runtime.tensor.program.Operation.Comparison;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.Operation.UnaryFunction;
import org.decant.runtime.tensor.program.ProgramBuilder;
import org.decant.runtime.tensor.program.TensorProgram;
import org.decant.runtime.tensor.program.TensorType;
import org.decant.runtime.tensor.program.Value;

/// The forward pass of the Llama family as tensor programs: one for a layer, run once for each, and one that scores.
///
/// All layers of a model have the same shapes, so that their weights are given as one tensor for each kind of matrix, of which
/// the program takes the part of its layer: a target compiles one layer, however many there are. Inputs are called as in model
/// files where they are weights; the others:
///
/// - `states[nodes, width]`: what the layer is given, the embeddings in the first one. `next[nodes, width]` is updated to what the
///   layer makes of them, in the rows `all`; where a node's `runs` is 0, that is what it was given.
/// - `cosines` and `sines[nodes, head width]`, `partners[head width]`: a feature of a head becomes its cosine times itself and its
///   sine times its partner. Features that are not turned have the cosine 1.
/// - `layer`: whose weights. `first`: where the layer's rows in the cache begin.
/// - `keys` and `values[rows, key heads, head width]`: the cache of all layers, which is updated. `places[nodes]`: the rows of the layer that the
///   nodes get. `seen[nodes, seen]`: the rows that each node attends to, its own among them, and `bias`, which is 0, or minus
///   infinity where fewer are seen.
final class LlamaProgram {
    private final LlamaShape shape;
    private final Predicate<String> has;
    private final ProgramBuilder builder = new ProgramBuilder();
    private final Extent nodes = Extent.varying("nodes");
    private final Extent seen = Extent.varying("seen");
    private Value layer;

    private LlamaProgram(LlamaShape shape, Predicate<String> has) {
        this.shape = shape;
        this.has = has;
    }

    /// @param has whether the layers have a tensor that not all models have, such as `attn_q.bias`
    static TensorProgram layer(LlamaShape shape, Predicate<String> has) {
        return new LlamaProgram(shape, has).layer();
    }

    /// The scores `[asked, vocabulary]` that `states` give to all tokens at the nodes `asked`.
    static TensorProgram scores(LlamaShape shape) {
        return new LlamaProgram(shape, name -> true).scores();
    }

    /// The numbers of a program's inputs by their names.
    static Map<String, Integer> inputs(TensorProgram program) {
        Map<String, Integer> inputs = new HashMap<>();
        for (int i = 0; i < program.inputs().size(); i++) {
            inputs.put(((Operation.Input) program.inputs().get(i).operation()).name(), i);
        }
        return inputs;
    }

    /// Whether a tensor is one of those of all layers.
    static boolean ofLayers(String name) {
        return !name.startsWith("output");
    }

    private static Extent of(int size) {
        return Extent.of(size);
    }

    private Value numbers(String name, Extent... extents) {
        return builder.input(name, TensorType.numbers(extents));
    }

    private Value indices(String name, Extent... extents) {
        return builder.input(name, TensorType.indices(extents));
    }

    // ---- weights ----

    /// The layer's vector, `[1, size]`.
    private Value vector(String name, int size) {
        return builder.gather(numbers(name, of(shape.layers()), of(size)), layer);
    }

    /// x times the layer's matrix.
    private Value times(Value x, String name, int rows) {
        Extent columns = x.type().last();
        Value all = builder.input(name + ".weight", new TensorType(TensorType.Kind.WEIGHTS, List.of(of(shape.layers()), of(rows), columns)));
        Value product = builder.quantizedMatMul(x, builder.reshape(builder.gather(all, layer), List.of(of(rows), columns)));
        return has.test(name + ".bias") ? builder.add(product, vector(name + ".bias", rows)) : product;
    }

    private Value norm(Value x, Value factors) {
        Value mean = builder.divide(builder.reduce(Reduction.SUM, builder.multiply(x, x), -1), builder.constant(x.type().last().size()));
        Value root = builder.unary(UnaryFunction.SQRT, builder.add(mean, builder.constant(shape.epsilon())));
        return builder.multiply(builder.divide(x, root), factors);
    }

    // ---- a layer ----

    private TensorProgram layer() {
        layer = indices("layer", Extent.ONE);
        Value states = numbers("states", nodes, of(shape.width()));
        Value normed = norm(states, vector("attn_norm.weight", shape.width()));
        Extent rows = Extent.varying("rows");
        Extent heads = of(shape.keyHeads());
        Extent width = of(shape.headWidth());
        Value first = indices("first", Extent.ONE);
        Value places = builder.add(indices("places", nodes), first);
        Turn turn = new Turn(numbers("cosines", nodes, width), numbers("sines", nodes, width), indices("partners", width));
        Value queries = turned(times(normed, "attn_q", shape.queryWidth()), shape.heads(), "attn_q_norm.weight", turn);
        Value key = turned(times(normed, "attn_k", shape.keyWidth()), shape.keyHeads(), "attn_k_norm.weight", turn);
        Value value = builder.reshape(times(normed, "attn_v", shape.keyWidth()), List.of(nodes, heads, width));
        Value keys = builder.update(numbers("keys", rows, heads, width), places, key);
        Value values = builder.update(numbers("values", rows, heads, width), places, value);
        Value mixed = attention(queries, keys, values, builder.add(indices("seen", nodes, seen), first));
        Value attended = builder.add(states, times(mixed, "attn_output", shape.width()));
        Value after = builder.where(Comparison.EQUAL, numbers("runs", nodes, Extent.ONE), builder.constant(0), states,
                builder.add(attended, feedForward(attended)));
        return builder.program(builder.update(numbers("next", nodes, of(shape.width())), indices("all", nodes), after));
    }

    private record Turn(Value cosines, Value sines, Value partners) {}

    /// `[nodes, heads, head width]`: heads that are normalised, where the model does so, and turned.
    private Value turned(Value x, int heads, String norm, Turn turn) {
        Value each = builder.reshape(x, List.of(nodes, of(heads), of(shape.headWidth())));
        if (has.test(norm)) {
            each = norm(each, vector(norm, shape.headWidth()));
        }
        List<Extent> forAllHeads = List.of(nodes, Extent.ONE, of(shape.headWidth()));
        return builder.add(builder.multiply(each, builder.reshape(turn.cosines, forAllHeads)),
                builder.multiply(builder.gather(each, turn.partners, -1), builder.reshape(turn.sines, forAllHeads)));
    }

    /// What each node's heads find at the rows that it sees.
    private Value attention(Value queries, Value keys, Value values, Value rows) {
        Value asking = builder.reshape(queries, List.of(nodes, of(shape.keyHeads()), of(shape.headsPerKey()), of(shape.headWidth())));
        Value asked = builder.transpose(builder.gather(keys, rows), List.of(0, 2, 3, 1));
        Value scores = builder.multiply(builder.matMul(asking, asked), builder.constant(1 / Math.sqrt(shape.headWidth())));
        Value bias = builder.reshape(numbers("bias", nodes, seen), List.of(nodes, Extent.ONE, Extent.ONE, seen));
        Value weights = builder.softmax(builder.add(scores, bias));
        Value found = builder.matMul(weights, builder.transpose(builder.gather(values, rows), List.of(0, 2, 1, 3)));
        return builder.reshape(found, List.of(nodes, of(shape.queryWidth())));
    }

    private Value feedForward(Value x) {
        Value normed = norm(x, vector("ffn_norm.weight", shape.width()));
        Value gate = times(normed, "ffn_gate", shape.feedForward());
        Value up = times(normed, "ffn_up", shape.feedForward());
        Value one = builder.constant(1);
        Value swish = builder.divide(gate, builder.add(one, builder.exp(builder.unary(UnaryFunction.NEGATE, gate))));
        return times(builder.multiply(swish, up), "ffn_down", shape.width());
    }

    // ---- scores ----

    private TensorProgram scores() {
        Extent width = of(shape.width());
        Value states = builder.gather(numbers("states", nodes, width), indices("asked", Extent.varying("asked")));
        Value normed = norm(states, numbers("output_norm.weight", width));
        return builder.program(builder.quantizedMatMul(normed, builder.input("output.weight",
                new TensorType(TensorType.Kind.WEIGHTS, List.of(of(shape.vocabulary()), width)))));
    }
}
