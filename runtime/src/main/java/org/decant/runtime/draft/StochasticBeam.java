package org.decant.runtime.draft;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.random.Draws;
import org.decant.runtime.vocabulary.Token;

/// A tree of which each level is drawn without replacement from all sequences of its length: `width` of them, in
/// proportion to their probabilities under the proposals, the first children of a level among the next one (stochastic
/// beam search: Kool et al., 2019; as a draft: Jeon et al., 2024). One pass of the drafter for each level.
///
/// Stochastic beam search adds Gumbel noise to log-probabilities, and takes the children of a node to be as good as it at
/// best. That is a race: sequences arrive at times that are exponential, at a rate of their probability, and a sequence
/// arrives with the first of its extensions. Races forget how long they have lasted, so who arrives next is a choice in
/// proportion to the rates of all who have not arrived. Drawn like this, the tree needs no noise, and can be enumerated.
///
/// @param width how many nodes a level has at most, at least 1; a node with an end token keeps its place in its level
/// @param depth how many levels, at least 1
public record StochasticBeam(int width, int depth) implements Shape {

    public StochasticBeam {
        Shape.checkPositive("stochastic_beam", "width", width);
        Shape.checkPositive("stochastic_beam", "depth", depth);
    }

    @Override
    public Growth begin(TreeBuilder builder, Draws draws) {
        return new RaceGrowth(builder, draws).open();
    }

    @Override
    public String describe() {
        return "stochastic_beam(" + width + ", " + depth + ")";
    }

    /// A sequence that has arrived. One that has ended goes on counting at the next levels, without a node there: between
    /// the others time has passed until it came.
    ///
    /// @param node null for a sequence that ended at an earlier level
    /// @param mass its probability, up to a factor that all of a level share
    /// @param rest the rate at which others of its level went on arriving after it
    private record Arrival(Node node, double mass, double rest) {
    }

    /// The children of an arrived node that have not arrived.
    private static final class Siblings {
        private final Node parent;
        private final double mass;
        private final Dist proposal;
        /// What the next of them is drawn from; null where there are no more.
        private Dist left;
        /// The share of the proposal that has not arrived.
        private double share = 1;

        Siblings(Node parent, double mass, Dist proposal) {
            this.parent = parent;
            this.mass = mass;
            this.proposal = proposal;
            this.left = proposal;
        }

        double rate() {
            return left == null ? 0 : mass * share;
        }

        Node arrive(TreeBuilder builder, Draws draws) {
            Token token = draws.sample(left);
            share *= 1 - left.probability(token);
            left = Residual.without(left, token);
            return builder.sampled(parent, proposal, token, Origin.SAMPLED_WITHOUT_REPLACEMENT);
        }
    }

    private final class RaceGrowth extends LevelGrowth {
        private final Draws draws;
        /// The last level, in the order of arrival.
        private List<Arrival> arrived;

        RaceGrowth(TreeBuilder builder, Draws draws) {
            super(builder);
            this.draws = draws;
            this.arrived = List.of(new Arrival(builder.root(), 1, 0));
        }

        @Override
        List<Node> grow(List<Node> level, List<Proposal> proposals) {
            Map<Node, Dist> asked = new IdentityHashMap<>();
            for (int i = 0; i < level.size(); i++) {
                asked.put(level.get(i), proposals.get(i).drawn("stochastic_beam"));
            }
            List<Arrival> next = new ArrayList<>(width);
            List<Node> added = new ArrayList<>(width);
            List<Siblings> families = new ArrayList<>(arrived.size());
            int parents = 0;
            while (added.size() < width) {
                int chosen = parents == 0 ? 0 : choose(rates(families, parents));
                if (chosen < 0) {
                    break;
                }
                if (chosen == 0) { // the next node of the last level arrives, with its first child
                    Arrival parent = arrived.get(parents++);
                    Dist proposal = asked.get(parent.node);
                    if (proposal == null) {
                        next.add(new Arrival(null, 0, sum(rates(families, parents))));
                        continue;
                    }
                    families.add(new Siblings(parent.node, parent.mass, proposal));
                    chosen = families.size();
                }
                Siblings family = families.get(chosen - 1);
                Node node = family.arrive(builder, draws);
                added.add(node);
                next.add(new Arrival(node, family.mass * family.proposal.probability(node.token()),
                        sum(rates(families, parents))));
            }
            arrived = scaled(next);
            return added;
        }

        /// At which rates arrive: at index 0 the next node of the last level, then the children of nodes that are there.
        private double[] rates(List<Siblings> families, int parents) {
            double[] rates = new double[families.size() + 1];
            rates[0] = parents > 0 && parents < arrived.size() ? arrived.get(parents - 1).rest : 0;
            for (int i = 0; i < families.size(); i++) {
                rates[i + 1] = families.get(i).rate();
            }
            return rates;
        }

        /// Who arrives next; -1 where there is nobody.
        private int choose(double[] rates) {
            return sum(rates) > 0 ? draws.choose(rates) : -1;
        }

        private static double sum(double[] rates) {
            double sum = 0;
            for (double rate : rates) {
                sum += rate;
            }
            return sum;
        }

        /// With the largest mass 1, so that those of long sequences do not vanish.
        private static List<Arrival> scaled(List<Arrival> level) {
            double largest = level.stream().mapToDouble(Arrival::mass).filter(mass -> mass > 0).max().orElse(1);
            return level.stream().map(a -> new Arrival(a.node, a.mass / largest, a.rest / largest)).toList();
        }

        @Override
        boolean continues(Node node) {
            return node.depth() < depth;
        }
    }
}
