package org.decant.runtime.draft;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.random.Draws;

/// The tree of the `budget` nodes with the most likely paths under the proposals. If the proposals were the target's
/// probabilities, no tree of that size would have a larger expected accepted length (OPT-Tree: Wang et al., 2025; the
/// dynamic tree of EAGLE-2: Li et al., 2024, prunes in the same way but looks at fewer nodes). That length is the sum of
/// the nodes' path probabilities.
///
/// It is exact and asks in rounds: each round asks for the proposals of all nodes that are among the best so far and
/// have not been asked, adds their children and keeps the best `budget`. A node that has fallen out never comes back,
/// and a path is never more likely than its beginning, so the tree is the best one when all that is left has been asked.
/// A round asks one level deeper than the one before and is one pass of the drafter.
///
/// @param budget how many tokens, at least 1
/// @param depth  how deep the tree may get, at least 1
/// @param gain   how much a round has to add to the expected accepted length, in tokens, for another to be asked; at least 0
public record BestFirst(int budget, int depth, double gain) implements Shape {

    public BestFirst {
        Shape.checkPositive("best_first", "budget", budget);
        Shape.checkPositive("best_first", "depth", depth);
        if (!(gain >= 0)) {
            throw DecantException.ofParameter("gain", "the gain of best_first is " + gain, "give 0 or more");
        }
    }

    /// The best tree of all that are no deeper.
    public BestFirst(int budget, int depth) {
        this(budget, depth, 0);
    }

    /// A tree as deep as its budget lets it.
    public BestFirst(int budget) {
        this(budget, budget);
    }

    @Override
    public Growth begin(TreeBuilder builder, Draws draws) {
        return new BestGrowth(builder);
    }

    @Override
    public String describe() {
        return "best_first(" + budget + (depth < budget ? ", depth: " + depth : "")
                + (gain > 0 ? ", gain: " + gain : "") + ")";
    }

    private final class BestGrowth implements Growth {
        private final TreeBuilder builder;
        /// The most likely candidates so far, at most `budget`, in order.
        private List<Candidate> best = List.of();
        private final Set<Candidate> asked = new HashSet<>();
        private List<Node> frontier;

        BestGrowth(TreeBuilder builder) {
            this.builder = builder;
            this.frontier = List.of(builder.root());
        }

        @Override
        public List<Node> frontier() {
            return frontier;
        }

        @Override
        public void proposals(List<?> proposals) {
            List<Proposal> read = LevelGrowth.read(frontier, proposals);
            List<Candidate> all = new ArrayList<>(best);
            for (int i = 0; i < frontier.size(); i++) {
                all.addAll(Candidate.of(frontier.get(i), read.get(i), budget, "best_first"));
            }
            all.sort(Candidate.BY_PATH);
            double before = expectedLength(best);
            best = all.subList(0, Math.min(budget, all.size()));
            frontier = expectedLength(best) - before < gain ? List.of() : unasked();
            if (frontier.isEmpty()) {
                best.forEach(candidate -> builder.add(candidate.node()));
            }
        }

        private static double expectedLength(List<Candidate> nodes) {
            double sum = 0;
            for (Candidate node : nodes) {
                sum += Math.exp(node.logProbability());
            }
            return sum;
        }

        private List<Node> unasked() {
            List<Node> nodes = new ArrayList<>();
            // Below the last of a full list nothing can enter: it would have to be likelier than its own beginning.
            int worthwhile = best.size() == budget ? budget - 1 : best.size();
            for (Candidate candidate : best.subList(0, worthwhile)) {
                if (candidate.depth() < depth && !candidate.token().isEnd() && asked.add(candidate)) {
                    nodes.add(candidate.node());
                }
            }
            return List.copyOf(nodes);
        }

        @Override
        public Tree tree() {
            return builder.build();
        }
    }
}
