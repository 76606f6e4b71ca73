package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.context;
import static org.decant.compiler.builtin.Arguments.dist;
import static org.decant.compiler.builtin.Arguments.logits;
import static org.decant.compiler.builtin.Arguments.model;
import static org.decant.compiler.builtin.Arguments.number;
import static org.decant.compiler.builtin.Arguments.size;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.distribution.Dry;
import org.decant.runtime.distribution.Epsilon;
import org.decant.runtime.distribution.Eta;
import org.decant.runtime.distribution.FrequencyPenalty;
import org.decant.runtime.distribution.LogitBias;
import org.decant.runtime.distribution.MinP;
import org.decant.runtime.distribution.PresencePenalty;
import org.decant.runtime.distribution.RepetitionPenalty;
import org.decant.runtime.distribution.TailFree;
import org.decant.runtime.distribution.Temper;
import org.decant.runtime.distribution.TopK;
import org.decant.runtime.distribution.TopNSigma;
import org.decant.runtime.distribution.TopP;
import org.decant.runtime.distribution.Transform;
import org.decant.runtime.distribution.Typical;
import org.decant.runtime.distribution.Xtc;
import org.decant.runtime.model.TransformedModel;
import org.decant.runtime.vocabulary.Token;

/// Transforms of next-token scores. Each applies to Logits, to a Dist and to a model, whose view it then makes:
/// `target |> temper(0.7) |> top_p(0.9)`.
final class TransformBuiltins {

    private TransformBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Transforms");
        plain(table, "temper", "temperature: Float", "Divides the logits by a temperature; 0 keeps only the most likely token.",
                a -> Temper.of(number(a[0])));
        plain(table, "top_k", "k: Int", "Keeps the k most likely tokens.", a -> TopK.of(size("k", a[0])));
        plain(table, "top_p", "p: Float", "Keeps the smallest set of most likely tokens whose mass reaches p (the nucleus).",
                a -> TopP.of(number(a[0])));
        plain(table, "min_p", "p: Float", "Keeps tokens of at least p times the largest probability.",
                a -> MinP.of(number(a[0])));
        plain(table, "typical", "mass: Float", "Keeps the tokens whose surprise is nearest to the entropy, up to a mass.",
                a -> Typical.of(number(a[0])));
        plain(table, "eta", "eta: Float", "Drops tokens below min(eta, sqrt(eta) exp(-entropy)).", a -> Eta.of(number(a[0])));
        plain(table, "epsilon", "epsilon: Float", "Drops tokens of a probability below epsilon.",
                a -> Epsilon.of(number(a[0])));
        plain(table, "top_n_sigma", "n: Float", "Keeps tokens whose logit is within n standard deviations of the largest.",
                a -> TopNSigma.of(number(a[0])));
        plain(table, "tail_free", "z: Float", "Cuts the tail where the curvature of the sorted probabilities levels off.",
                a -> TailFree.of(number(a[0])));
        plain(table, "xtc", "probability: Float, threshold: Float",
                "With a probability, drops all tokens above the threshold but the least likely of them: the exact mixture.",
                a -> Xtc.of(number(a[0]), number(a[1])));
        plain(table, "logit_bias", "bias: Map<Token, Float>", "Adds to the logits of some tokens.", a -> LogitBias.of(bias(a[0])));
        contextual(table, "repetition_penalty", "penalty: Float, window: Int = 0",
                "Makes tokens of the context less likely: positive logits divided, negative multiplied (window 0: all of it).",
                a -> window(a[1]) == 0 ? RepetitionPenalty.of(number(a[0])) : RepetitionPenalty.of(number(a[0]), window(a[1])));
        contextual(table, "presence_penalty", "penalty: Float, window: Int = 0",
                "Takes the penalty from the logits of tokens in the context.",
                a -> window(a[1]) == 0 ? PresencePenalty.of(number(a[0])) : PresencePenalty.of(number(a[0]), window(a[1])));
        contextual(table, "frequency_penalty", "penalty: Float, window: Int = 0",
                "Takes the penalty from the logits of tokens as often as they stand in the context.",
                a -> window(a[1]) == 0 ? FrequencyPenalty.of(number(a[0])) : FrequencyPenalty.of(number(a[0]), window(a[1])));
        contextual(table, "dry", "multiplier: Float, base: Float = 1.75, allowed_length: Int = 2",
                "Penalises tokens that would go on repeating a sequence of the context, the more the longer it is.",
                a -> Dry.of(number(a[0]), number(a[1]), size("allowed_length", a[2])));
    }

    private static void plain(BuiltinTable table, String name, String parameters, String documentation,
                              Function<Object[], Transform> transform) {
        table.add(name + "(logits: Logits, " + parameters + ") -> Logits", documentation,
                (run, a) -> transform.apply(rest(a, 1)).of(logits(a[0]), null));
        table.add(name + "(dist: Dist, " + parameters + ") -> Dist", documentation,
                (run, a) -> transform.apply(rest(a, 1)).of(dist(a[0]), null));
        table.add(name + "(model: Model, " + parameters + ") -> Model", documentation,
                (run, a) -> new TransformedModel(model(a[0]), transform.apply(rest(a, 1))));
    }

    private static void contextual(BuiltinTable table, String name, String parameters, String documentation,
                                   Function<Object[], Transform> transform) {
        table.add(name + "(logits: Logits, context: Context, " + parameters + ") -> Logits", documentation,
                (run, a) -> transform.apply(rest(a, 2)).of(logits(a[0]), context(a[1])));
        table.add(name + "(dist: Dist, context: Context, " + parameters + ") -> Dist", documentation,
                (run, a) -> transform.apply(rest(a, 2)).of(dist(a[0]), context(a[1])));
        table.add(name + "(model: Model, " + parameters + ") -> Model", documentation,
                (run, a) -> new TransformedModel(model(a[0]), transform.apply(rest(a, 1))));
    }

    private static int window(Object value) {
        return size("window", value);
    }

    private static Object[] rest(Object[] arguments, int from) {
        return Arrays.copyOfRange(arguments, from, arguments.length);
    }

    private static Map<Token, Double> bias(Object value) {
        Map<Token, Double> bias = new HashMap<>();
        for (Tuple entry : ((OrderedMap<?, ?>) value).entries()) {
            bias.put((Token) entry.get(0), (Double) entry.get(1));
        }
        return bias;
    }
}
