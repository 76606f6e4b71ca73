package org.decant.runtime.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Ranking;
import org.decant.runtime.fixture.EnumeratedDraws;
import org.decant.runtime.fixture.FunctionModel;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.model.Model;
import org.decant.runtime.random.Draws;
import org.decant.runtime.random.SeededDraws;
import org.decant.runtime.run.DraftCost;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// The proof by enumeration: drafting and verifying again and again gives exactly the target's distribution. All random
/// choices of every step are enumerated on small models.
class LosslessTest {
    private static final double EXACT = 1e-12;

    private final DraftCost cost = new DraftCost();

    /// Makes a tree in one of the ways the language has.
    private interface Drafter extends BiFunction<Context, Draws, Tree> {
    }

    private record Setting(Vocabulary vocabulary, Model target, Model drafter, Context start) {

        static Setting of(long seed, int size, boolean ending) {
            Vocabulary vocabulary = Vocabularies.letters(size, ending);
            List<FunctionModel> pair = Drafting.pair(seed, vocabulary);
            Session session = new Session();
            return new Setting(vocabulary, session.bind(pair.get(0)), session.bind(pair.get(1)),
                    session.root(vocabulary));
        }

        Dist proposal(Node node) {
            return drafter.logits(node.context()).softmax();
        }

        List<Token> ranked(Node node) {
            List<Token> tokens = new ArrayList<>();
            for (int id : Ranking.top(proposal(node), vocabulary.size())) {
                tokens.add(vocabulary.token(id));
            }
            return tokens;
        }

        Drafter shape(Shape shape) {
            return (at, draws) -> Drafting.grow(shape, at, draws, drafter);
        }

        Drafter proposing(Shape shape, Function<Node, Object> block) {
            return (at, draws) -> Drafting.grow(shape, at, draws, block);
        }
    }

    /// Every way to draft, small enough to enumerate.
    private static List<Drafter> drafters(Setting s) {
        int one = s.vocabulary.size();
        List<Drafter> all = new ArrayList<>(List.of(
                s.shape(new Chain(1)), s.shape(new Chain(3)),
                s.shape(new Sampled(List.of(3), true)), s.shape(new Sampled(List.of(2, 1), true)),
                s.shape(new Sampled(List.of(3), false)), s.shape(new Sampled(List.of(2, 1), false)),
                s.shape(new Sampled(List.of(1, 2), false)), s.shape(new Sampled(List.of(one), false)),
                s.shape(new Top(List.of(2, 2))), s.shape(new Top(List.of(one, 1))),
                s.shape(new BestFirst(1)), s.shape(new BestFirst(5)), s.shape(new BestFirst(4, 2)),
                s.shape(new BeamShape(2, 3)), s.shape(new BestFirst(5, 5, 0.3)),
                s.shape(new StochasticBeam(1, 2)), s.shape(new StochasticBeam(2, 2)), s.shape(new StochasticBeam(3, 1)),
                s.shape(new IndependentPaths(2, 1)),
                s.shape(new FunctionShape(node -> node.depth() == 0 ? 2 : node.depth() == 1 ? node.token().id() % 2 : 0)),
                s.proposing(new Chain(2), s::ranked), s.proposing(new Top(List.of(2, 1)), s::ranked),
                s.proposing(new BestFirst(4), node -> s.ranked(node).stream()
                        .map(token -> new Tuple(token, s.proposal(node).logProbability(token))).toList()),
                (at, draws) -> Tree.ofSequences(at, List.of(Vocabularies.tokens(s.vocabulary, 0, 1),
                        Vocabularies.tokens(s.vocabulary, 1), Vocabularies.tokens(s.vocabulary, 0, 0, 1))),
                (at, draws) -> Tree.ofSequences(at, List.of()),
                (at, draws) -> mixed(s, at, draws)));
        if (one <= 3) {
            all.add(s.shape(new Sampled(List.of(2, 2), true)));
            all.add(s.shape(new Sampled(List.of(2, 2), false)));
            all.add(s.shape(new StochasticBeam(3, 2)));
            all.add(s.shape(new IndependentPaths(2, 2)));
        }
        return all;
    }

    /// Siblings of every origin, draws of both kinds interleaved.
    private static Tree mixed(Setting s, Context at, Draws draws) {
        TreeBuilder builder = new TreeBuilder(at);
        Node root = builder.root();
        Dist proposal = s.proposal(root);
        Dist other = s.target.logits(at.plus(s.vocabulary.token(0))).softmax();
        Token first = draws.sample(proposal);
        builder.sampled(root, proposal, first, Origin.SAMPLED_WITHOUT_REPLACEMENT);
        builder.sampled(root, other, draws.sample(other), Origin.SAMPLED_WITH_REPLACEMENT);
        builder.sampled(root, proposal, draws.sample(proposal), Origin.SAMPLED_WITH_REPLACEMENT);
        Dist rest = Residual.without(proposal, first);
        if (rest != null) {
            builder.sampled(root, proposal, draws.sample(rest), Origin.SAMPLED_WITHOUT_REPLACEMENT);
        }
        builder.taken(root, s.vocabulary.token(1), 0);
        builder.chosen(root, proposal, proposal.argmax());
        return builder.build();
    }

    private Map<List<Token>, Double> outputs(Setting s, int length, Drafter drafter, Rule rule) {
        return Drafting.outputs(s.start, length,
                (at, draws) -> Verification.verify(drafter.apply(at, draws), s.target, rule, draws, cost).tokens());
    }

    private void assertLossless(Setting s, int length, Drafter drafter, Rule rule, String what) {
        double distance = Drafting.totalVariation(Drafting.ancestral(s.start, length, s.target),
                outputs(s, length, drafter, rule));
        assertTrue(distance < EXACT, () -> what + ": the total variation is " + distance);
    }

    @Property(tries = 15)
    void rejectionIsLosslessForEveryDraft(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int size,
            @ForAll boolean ending) {
        Setting s = Setting.of(seed, size, ending);
        List<Drafter> drafters = drafters(s);
        for (int i = 0; i < drafters.size(); i++) {
            assertLossless(s, size == 4 ? 2 : 3, drafters.get(i), new Rejection(), "draft " + i);
        }
    }

    /// What is accepted to its end is followed by the next draft instead of a token of the target.
    @Property(tries = 10)
    void openEndedRejectionIsLosslessForEveryDraft(@ForAll long seed, @ForAll @IntRange(min = 2, max = 3) int size,
            @ForAll boolean ending) {
        Setting s = Setting.of(seed, size, ending);
        List<Drafter> drafters = drafters(s);
        for (int i = 0; i < drafters.size(); i++) {
            if (drafters.get(i).apply(s.start, new SeededDraws(1)).size() > 0) {
                assertLossless(s, 3, drafters.get(i), new OpenEnded(new Rejection()), "draft " + i);
            }
        }
        assertLossless(s, 3, s.shape(new IndependentPaths(2, 2)), new OpenEnded(new KSeq()), "two paths");
    }

    /// A draft that was begun by one and gone on with by another, and one that was drawn by somebody else.
    @Property(tries = 10)
    void joinedAndDrawnTreesAreVerifiedWithoutLoss(@ForAll long seed, @ForAll @IntRange(min = 2, max = 3) int size,
            @ForAll boolean ending) {
        Setting s = Setting.of(seed, size, ending);
        Drafter joined = (at, draws) -> {
            Tree first = Drafting.grow(new Sampled(List.of(2), false), at, draws, s.drafter);
            Tree second = Drafting.grow(new Chain(1), first.leaves().getFirst().context(), draws, s.drafter);
            return first.then(second);
        };
        assertLossless(s, 3, joined, new Rejection(), "joined");
        assertLossless(s, 3, (at, draws) -> joined.apply(at, draws).take(1), new Rejection(), "cut");
        Drafter drawn = (at, draws) -> {
            Tree inner = Drafting.grow(new Chain(1), at, draws, s.drafter);
            // the drafter as a target of itself: what it writes is drawn from it
            return Tree.drawn(at, Verification.verify(inner, s.drafter, new Rejection(), draws, cost).tokens(), s.drafter);
        };
        assertLossless(s, 3, drawn, new Rejection(), "drawn");
    }

    @Test
    void rejectionIsLosslessOverALongerHorizon() {
        for (long seed = 0; seed < 5; seed++) {
            Setting s = Setting.of(seed, 2, false);
            assertLossless(s, 4, s.shape(new Sampled(List.of(2, 2, 1), false)), new Rejection(), "without replacement");
            assertLossless(s, 4, s.shape(new Sampled(List.of(2, 2, 1), true)), new Rejection(), "with replacement");
        }
    }

    @Property(tries = 20)
    void kSeqIsLosslessForIndependentDraws(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int size,
            @ForAll boolean ending) {
        Setting s = Setting.of(seed, size, ending);
        assertLossless(s, 3, s.shape(new Chain(2)), new KSeq(), "chain");
        assertLossless(s, 2, s.shape(new Sampled(List.of(3), true)), new KSeq(), "three draws");
        assertLossless(s, 3, s.shape(new Sampled(List.of(2, 1), true)), new KSeq(), "two levels");
        assertLossless(s, 3, s.shape(new IndependentPaths(2, 2)), new KSeq(), "two paths");
    }

    @Property(tries = 20)
    void exactIsGreedyForEveryDraft(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int size,
            @ForAll boolean ending) {
        Setting s = Setting.of(seed, size, ending);
        int length = 3;
        Context greedy = s.start;
        while (greedy.length() < length && !(greedy != s.start && greedy.ended())) {
            greedy = greedy.plus(s.target.logits(greedy).argmax());
        }
        List<Drafter> drafters = drafters(s);
        for (int i = 0; i < drafters.size(); i++) {
            var outputs = outputs(s, length, drafters.get(i), new Exact());
            assertEquals(List.of(greedy.tokens()), List.copyOf(outputs.keySet()), "draft " + i);
        }
    }

    @Test
    void aWholeRunEnumeratedAtOnceIsLosslessToo() {
        for (long seed = 0; seed < 10; seed++) {
            Setting s = Setting.of(seed, 3, seed % 2 == 0);
            Map<List<Token>, Double> outputs = EnumeratedDraws.distribution(draws -> {
                Context at = s.start;
                while (at.length() < 3 && !(at != s.start && at.ended())) {
                    Tree tree = Drafting.grow(new Sampled(List.of(2), false), at, draws, s.drafter);
                    for (Token token : Verification.verify(tree, s.target, new Rejection(), draws, cost).tokens()) {
                        at = at.length() < 3 ? at.plus(token) : at;
                    }
                }
                return at.tokens();
            });
            double distance = Drafting.totalVariation(Drafting.ancestral(s.start, 3, s.target), outputs);
            assertTrue(distance < EXACT, () -> "the total variation is " + distance);
        }
    }

    /// A test that cannot fail proves nothing: rules that are wrong in well-known ways are told from the right one.
    @Test
    void brokenRulesAreCaught() {
        Vocabulary vocabulary = Vocabularies.letters(4, false);
        Session session = new Session();
        Model target = session.bind(FunctionModel.ofWeights("target", vocabulary, at -> new double[] {4, 3, 2, 1}));
        Model drafter = session.bind(FunctionModel.ofWeights("drafter", vocabulary, at -> new double[] {1, 2, 3, 4}));
        Setting s = new Setting(vocabulary, target, drafter, session.root(vocabulary));
        Drafter without = s.shape(new Sampled(List.of(2), false));
        Drafter with = s.shape(new Sampled(List.of(2), true));

        for (Drafter drafts : List.of(with, without)) {
            assertTrue(distance(s, drafts, ReferenceRejection.Defect.NONE) < EXACT);
            for (ReferenceRejection.Defect defect : ReferenceRejection.Defect.values()) {
                if (defect != ReferenceRejection.Defect.NONE) {
                    double distance = distance(s, drafts, defect);
                    assertTrue(distance > 1e-3, () -> defect + " went unnoticed: the total variation is " + distance);
                }
            }
        }
        // The rule itself, told the wrong origin.
        Drafter mislabelled = (at, draws) -> {
            Tree tree = without.apply(at, draws);
            TreeBuilder relabelled = new TreeBuilder(at);
            for (Node node : tree.nodes()) {
                relabelled.sampled(relabelled.root(), node.proposal(), node.token(), Origin.SAMPLED_WITH_REPLACEMENT);
            }
            return relabelled.build();
        };
        assertTrue(Drafting.totalVariation(Drafting.ancestral(s.start, 2, target),
                outputs(s, 2, mislabelled, new Rejection())) > 1e-3);
        // The acceptance of speculative sampling with the correction drawn from the whole target.
        Rule function = new FunctionRule((p, q, node) ->
                p.probability(node.token()) / q.probability(node.token()));
        assertTrue(Drafting.totalVariation(Drafting.ancestral(s.start, 2, target),
                outputs(s, 2, with, function)) > 1e-3);
        assertTrue(Drafting.totalVariation(Drafting.ancestral(s.start, 2, target),
                outputs(s, 2, with, new Threshold(0.3))) > 1e-3);
    }

    private static double distance(Setting s, Drafter drafter, ReferenceRejection.Defect defect) {
        return Drafting.totalVariation(Drafting.ancestral(s.start, 2, s.target), Drafting.outputs(s.start, 2,
                (at, draws) -> ReferenceRejection.verify(drafter.apply(at, draws), s.target, draws, defect)));
    }
}
