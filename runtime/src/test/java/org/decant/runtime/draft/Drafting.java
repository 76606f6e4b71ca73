package org.decant.runtime.draft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.decant.runtime.context.Context;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.fixture.EnumeratedDraws;
import org.decant.runtime.fixture.FunctionModel;
import org.decant.runtime.model.Model;
import org.decant.runtime.random.Draws;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// What the tests of this package share: growing trees, exact output distributions, random small models.
final class Drafting {

    private Drafting() {
    }

    /// Grows a tree as the language does.
    static Tree grow(Shape shape, Context from, Draws draws, Function<Node, Object> block) {
        Growth growth = shape.begin(from, draws);
        while (!growth.frontier().isEmpty()) {
            growth.proposals(growth.frontier().stream().map(block).toList());
        }
        return growth.tree();
    }

    /// Grows a tree from a drafter's distributions, all calls of a level pending together.
    static Tree grow(Shape shape, Context from, Draws draws, Model drafter) {
        Growth growth = shape.begin(from, draws);
        while (!growth.frontier().isEmpty()) {
            growth.frontier().forEach(node -> drafter.issue(node.context()));
            List<Dist> proposals = new ArrayList<>();
            growth.frontier().forEach(node -> proposals.add(drafter.logits(node.context()).softmax()));
            growth.proposals(proposals);
        }
        return growth.tree();
    }

    /// The exact distribution of the outputs of `length` tokens, or fewer up to an end token, when `step` is repeated.
    /// Steps draw independently, so each context's step is enumerated once.
    static Map<List<Token>, Double> outputs(Context start, int length, BiFunction<Context, Draws, List<Token>> step) {
        Map<List<Token>, Double> outputs = new HashMap<>();
        outputs(start, start, 1, length, step, new HashMap<>(), outputs);
        return outputs;
    }

    private static void outputs(Context start, Context at, double probability, int length,
            BiFunction<Context, Draws, List<Token>> step, Map<Context, Map<List<Token>, Double>> known,
            Map<List<Token>, Double> outputs) {
        if (at.length() - start.length() == length || at != start && at.ended()) {
            outputs.merge(at.since(start), probability, Double::sum);
            return;
        }
        if (!known.containsKey(at)) {
            known.put(at, EnumeratedDraws.distribution(draws -> step.apply(at, draws)));
        }
        known.get(at).forEach((tokens, share) -> {
            Context next = at;
            for (Token token : tokens) {
                if (next.length() - start.length() < length) {
                    next = next.plus(token);
                }
            }
            if (next == at) {
                throw new AssertionError("a step without tokens");
            }
            outputs(start, next, probability * share, length, step, known, outputs);
        });
    }

    /// The distribution of drawing one token after another from the model.
    static Map<List<Token>, Double> ancestral(Context start, int length, Model model) {
        Map<List<Token>, Double> outputs = new HashMap<>();
        ancestral(start, start, 1, length, model, outputs);
        return outputs;
    }

    private static void ancestral(Context start, Context at, double probability, int length, Model model,
            Map<List<Token>, Double> outputs) {
        if (at.length() - start.length() == length || at != start && at.ended()) {
            outputs.put(at.since(start), probability);
            return;
        }
        Dist dist = model.logits(at).softmax();
        for (int id = 0; id < dist.size(); id++) {
            Token token = dist.vocabulary().token(id);
            if (dist.probability(token) > 0) {
                ancestral(start, at.plus(token), probability * dist.probability(token), length, model, outputs);
            }
        }
    }

    /// Half the sum of absolute differences.
    static <R> double totalVariation(Map<R, Double> a, Map<R, Double> b) {
        double sum = 0;
        for (R key : a.keySet()) {
            sum += Math.abs(a.get(key) - b.getOrDefault(key, 0.0));
        }
        for (R key : b.keySet()) {
            sum += a.containsKey(key) ? 0 : b.get(key);
        }
        return sum / 2;
    }

    /// Weights by context, each context's of one of several kinds: peaked, flat, with ties, with zeros, arbitrary.
    static double[] weights(long seed, Context context, int size) {
        Random random = random(seed, context);
        double[] weights = new double[size];
        int kind = random.nextInt(6);
        int special = random.nextInt(size);
        for (int id = 0; id < size; id++) {
            weights[id] = switch (kind) {
                case 0 -> id == special ? 1 : 0.01 * random.nextDouble();
                case 1 -> 1;
                case 2 -> 1 + random.nextInt(2);
                case 3 -> id == special ? 1 : random.nextInt(2) * random.nextDouble();
                case 4 -> id == special ? 1 : 0;
                default -> -Math.log(1 - random.nextDouble());
            };
        }
        return weights;
    }

    /// A target and a drafter that is at some contexts equal to it, at some disjoint from it, else unrelated.
    static List<FunctionModel> pair(long seed, Vocabulary vocabulary) {
        int size = vocabulary.size();
        Function<Context, double[]> target = context -> weights(seed, context, size);
        Function<Context, double[]> drafter = context -> {
            double[] own = weights(~seed, context, size);
            double[] other = target.apply(context);
            switch (random(seed * 31, context).nextInt(4)) {
                case 0 -> own = other;
                case 1 -> {
                    double[] rest = new double[size];
                    double sum = 0;
                    for (int id = 0; id < size; id++) {
                        rest[id] = other[id] > 0 ? 0 : 1 + id;
                        sum += rest[id];
                    }
                    own = sum > 0 ? rest : own;
                }
                default -> {
                }
            }
            return own;
        };
        return List.of(FunctionModel.ofWeights("target", vocabulary, target),
                FunctionModel.ofWeights("drafter", vocabulary, drafter));
    }

    private static Random random(long seed, Context context) {
        long mixed = seed * 0x9E3779B97F4A7C15L;
        for (Token token : context.tokens()) {
            mixed = (mixed + token.id() + 1) * 0xBF58476D1CE4E5B9L;
            mixed ^= mixed >>> 29;
        }
        return new Random(mixed);
    }
}
