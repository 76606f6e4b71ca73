package org.decant.runtime.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.decant.runtime.context.Context;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.fixture.EnumeratedDraws;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// The race is stochastic beam search: against the algorithm with Gumbel noise as its paper has it, and against sampling
/// without replacement.
class StochasticBeamTest {
    private static final int SAMPLES = 200_000;

    private final Vocabulary vocabulary = Vocabularies.letters(3, true);
    private final Context start = Context.root(vocabulary);

    private Dist proposal(Context context) {
        Random random = new Random(context.tokens().stream().mapToInt(Token::id).reduce(5, (hash, id) -> 31 * hash + id));
        random.nextDouble();
        return Dist.ofWeights(vocabulary, new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble()});
    }

    /// The exact distribution of the levels, each in order.
    private Map<List<List<String>>, Double> raced(int width, int depth) {
        return EnumeratedDraws.distribution(draws -> {
            Tree tree = Drafting.grow(new StochasticBeam(width, depth), start, draws, node -> proposal(node.context()));
            List<List<String>> levels = new ArrayList<>();
            for (Node node : tree.nodes()) {
                if (levels.size() < node.depth()) {
                    levels.add(new ArrayList<>());
                }
                levels.getLast().add(node.context().tokens().toString());
            }
            return levels;
        });
    }

    private record Noisy(Context context, double logProbability, double noisy) {
    }

    /// One run of Kool et al., 2019, algorithm 1.
    private List<List<String>> noised(int width, int depth, Random random) {
        List<List<String>> levels = new ArrayList<>();
        List<Noisy> beam = List.of(new Noisy(start, 0, 0));
        for (int level = 0; level < depth; level++) {
            List<Noisy> all = new ArrayList<>();
            for (Noisy parent : beam) {
                if (parent.context != start && parent.context.ended()) {
                    continue;
                }
                Dist dist = proposal(parent.context);
                List<Noisy> children = new ArrayList<>();
                for (int id = 0; id < dist.size(); id++) {
                    double log = parent.logProbability + dist.logProbabilities()[id];
                    if (log > Double.NEGATIVE_INFINITY) {
                        children.add(new Noisy(parent.context.plus(vocabulary.token(id)), log,
                                log - Math.log(-Math.log(1 - random.nextDouble()))));
                    }
                }
                double largest = children.stream().mapToDouble(Noisy::noisy).max().orElseThrow();
                // noise given that the largest of the children is as good as the parent
                for (Noisy child : children) {
                    double v = -Math.log(Math.exp(-parent.noisy) - Math.exp(-largest) + Math.exp(-child.noisy));
                    all.add(new Noisy(child.context, child.logProbability, child.noisy == largest ? parent.noisy : v));
                }
            }
            all.sort(Comparator.comparingDouble(Noisy::noisy).reversed());
            beam = List.copyOf(all.subList(0, Math.min(width, all.size())));
            if (!beam.isEmpty()) {
                levels.add(beam.stream().map(noisy -> noisy.context.tokens().toString()).toList());
            }
        }
        return levels;
    }

    @Test
    void theRaceBringsWhatNoiseWouldBring() {
        for (int[] shape : new int[][] {{2, 2}, {3, 2}, {2, 3}, {3, 3}}) {
            Map<List<List<String>>, Double> exact = raced(shape[0], shape[1]);
            Map<List<List<String>>, Double> sampled = new HashMap<>();
            Random random = new Random(3);
            for (int i = 0; i < SAMPLES; i++) {
                sampled.merge(noised(shape[0], shape[1], random), 1.0 / SAMPLES, Double::sum);
            }
            double distance = Drafting.totalVariation(exact, sampled);
            // what sampling alone brings: about sqrt(outcomes / samples)
            double noise = Math.sqrt((double) exact.size() / SAMPLES);
            System.out.printf("stochastic_beam(%d, %d): %d trees, total variation %.4f, of %d samples at most %.4f expected%n",
                    shape[0], shape[1], exact.size(), distance, SAMPLES, noise / 2);
            assertTrue(distance < 0.5 * noise, () -> "total variation " + distance + " of " + exact.size() + " outcomes");
        }
    }

    /// A level is a draw without replacement from all sequences of its length: successive draws, renormalised.
    @Test
    void theFirstSequencesAreDrawnAsWithoutReplacement() {
        Vocabulary two = Vocabularies.letters(2, false);
        Context root = Context.root(two);
        Map<Context, Double> probabilities = new HashMap<>();
        for (int a = 0; a < 2; a++) {
            for (int b = 0; b < 2; b++) {
                Context first = root.plus(two.token(a));
                probabilities.put(first.plus(two.token(b)), weight(root, a) * weight(first, b));
            }
        }
        Map<List<Context>, Double> expected = new HashMap<>();
        probabilities.forEach((one, p) -> probabilities.forEach((other, q) -> {
            if (one != other) {
                expected.merge(List.of(one, other), p * q / (1 - p), Double::sum);
            }
        }));
        Map<List<Context>, Double> level = EnumeratedDraws.distribution(draws -> Drafting.grow(new StochasticBeam(2, 2), root,
                draws, node -> Dist.ofWeights(two, new double[] {weight(node.context(), 0), weight(node.context(), 1)}))
                .nodes().stream().filter(node -> node.depth() == 2).map(Node::context).toList());
        assertEquals(0, Drafting.totalVariation(expected, level), 1e-12);
    }

    private static double weight(Context at, int id) {
        double first = at.length() == 0 ? 0.7 : at.last().id() == 0 ? 0.2 : 0.6;
        return id == 0 ? first : 1 - first;
    }
}
