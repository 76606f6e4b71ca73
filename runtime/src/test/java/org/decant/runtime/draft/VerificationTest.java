package org.decant.runtime.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Logits;
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

class VerificationTest {
    private final Vocabulary vocabulary = Vocabularies.letters(4, true);
    /// After a token x the weights lean to x + 1; the end token (3) is the last.
    private final FunctionModel forward = FunctionModel.ofWeights("target", vocabulary, at -> {
        double[] weights = {1, 1, 1, 1};
        weights[at.last() == null ? 0 : Math.min(3, at.last().id() + 1)] = 5;
        return weights;
    });
    private final Session session = new Session();
    private final Model target = session.bind(forward);
    private final Context start = session.root(vocabulary);
    private final Draws draws = new SeededDraws(7);
    private final DraftCost cost = new DraftCost();

    private List<Token> tokens(int... ids) {
        return Vocabularies.tokens(vocabulary, ids);
    }

    private Tree tree(int[]... paths) {
        return Tree.ofSequences(start, Arrays.stream(paths).map(this::tokens).toList());
    }

    private static int[] path(int... ids) {
        return ids;
    }

    private Verified verify(Tree tree, Rule rule) {
        return Verification.verify(tree, target, rule, draws, cost);
    }

    @Test
    void aTreeIsScoredInOnePass() {
        Tree tree = tree(path(0, 1, 2), path(0, 0), path(1, 1), path(2), path(3));
        for (Rule rule : List.of(new Exact(), new Rejection(), new Typical(0.3, 0.09), new Threshold(0.5))) {
            Session fresh = new Session();
            FunctionModel model = FunctionModel.ofWeights("target", vocabulary, at -> new double[] {4, 3, 2, 1});
            Tree same = Tree.ofSequences(fresh.root(vocabulary), tree.paths());
            Verification.verify(same, fresh.bind(model), rule, draws, cost);
            assertEquals(1, model.passes().size(), rule.describe());
            // The root and all nodes but the one with the end token.
            assertEquals(tree.size(), model.passes().getFirst().size(), rule.describe());
            Verification.verify(same, fresh.bind(model), rule, draws, cost);
            assertEquals(1, model.passes().size(), "scored before: no pass");
        }
        assertEquals(8L * tree.size(), cost.drafted());
        assertEquals(8, cost.verifications());
    }

    @Test
    void anOpenEndAddsNothingAndIsNotScored() {
        Rule rule = new OpenEnded(new Exact());
        Verified all = verify(tree(path(0, 1)), rule);
        assertEquals(tokens(0, 1), all.tokens());
        assertTrue(all.acceptedAll());
        assertNull(all.bonus());
        assertEquals(2, forward.passes().getFirst().size(), "the root and the first token");
        assertEquals(tokens(0, 1), verify(tree(path(0, 0, 1)), rule).tokens(), "a correction is added");
        assertThrows(DecantException.class, () -> new OpenEnded(new Threshold(0.5)));
    }

    @Test
    void aTreeIsScoredInOnePassThroughAViewThatReadsAtOnce() {
        Model eager = new Model("eager", vocabulary) {
            @Override
            protected Logits call(Context context) {
                return new Logits(vocabulary(), target.logits(context).values().clone());
            }

            @Override
            public void issue(Context context) {
                target.issue(context);
            }
        };
        Verification.verify(tree(path(0, 1), path(1, 2)), eager, new Exact(), draws, cost);
        assertEquals(1, forward.passes().size());
    }

    @Test
    void exactFollowsTheMostLikely() {
        Verified verified = verify(tree(path(1, 2), path(0, 2), path(0, 1, 1)), new Exact());
        assertEquals(tokens(0, 1, 2), verified.tokens());
        assertEquals(2, verified.accepted());
        assertFalse(verified.acceptedAll());
        assertSame(vocabulary.token(2), verified.bonus());
        assertSame(start.plus(tokens(0, 1, 2)), verified.context());
        assertSame(start.plus(tokens(0, 1)), verified.last().context());
        assertEquals(2, cost.accepted());
    }

    @Test
    void anAcceptedEndTokenEndsThePath() {
        for (Rule rule : List.of(new Exact(), new Typical(0.3, 0.09), new Threshold(0.5))) {
            Verified verified = verify(tree(path(0, 1, 2, 3)), rule);
            assertEquals(tokens(0, 1, 2, 3), verified.tokens(), rule.describe());
            assertNull(verified.bonus());
            assertTrue(verified.acceptedAll());
            assertSame(verified.last().context(), verified.context());
        }
    }

    @Test
    void anEmptyTreeGivesOneToken() {
        for (Rule rule : List.of(new Exact(), new Rejection(), new KSeq(), new Typical(0.3, 0.09), new Threshold(0.5),
                new FunctionRule((p, q, node) -> 1))) {
            Verified verified = verify(tree(), rule);
            assertEquals(1, verified.tokens().size(), rule.describe());
            assertEquals(0, verified.accepted());
            assertTrue(verified.acceptedAll());
        }
    }

    @Test
    void anOutputGoesOnAfterAPromptThatEndsWithAnEndToken() {
        Context prompt = start.plus(vocabulary.token(3));
        Tree tree = Tree.ofSequences(prompt, List.of(tokens(3)));
        assertEquals(tokens(3), Verification.verify(tree, target, new Exact(), draws, cost).tokens());
        assertEquals(1, Verification.verify(Tree.ofSequences(prompt, List.of()), target, new Rejection(), draws, cost)
                .tokens().size());
    }

    /// p = 5/8 for the leaning token, 1/8 for the others; H = -(5/8 ln 5/8 + 3/8 ln 1/8) = 1.0736, exp(-H) = 0.3418.
    @Test
    void typicalComparesWithTheEntropy() {
        double bound = Math.exp(5.0 / 8 * Math.log(5.0 / 8) + 3.0 / 8 * Math.log(1.0 / 8));
        assertEquals(0.3418, bound, 1e-4);
        Tree unlikely = tree(path(1));
        assertEquals(0, verify(unlikely, new Typical(1, 0.126 / bound)).accepted());
        assertEquals(1, verify(unlikely, new Typical(1, 0.124 / bound)).accepted());
        assertEquals(0, verify(unlikely, new Typical(0.126, 100)).accepted());
        assertEquals(1, verify(unlikely, new Typical(0.124, 100)).accepted());
        // strictly above: p = 1/4 of a flat distribution is not above 1/4
        Session flat = new Session();
        Model even = flat.bind(FunctionModel.ofWeights("even", vocabulary, at -> new double[] {1, 1, 1, 1}));
        Tree one = Tree.ofSequences(flat.root(vocabulary), List.of(tokens(1)));
        assertEquals(0, Verification.verify(one, even, new Typical(0.25, 100), draws, cost).accepted());
    }

    @Test
    void typicalTakesTheLongestPathAndOfEqualOnesTheMostLikely() {
        Verified longest = verify(tree(path(0, 1), path(1, 1, 1)), new Typical(0.1, 10));
        assertEquals(tokens(1, 1, 1, 2), longest.tokens());
        Verified likeliest = verify(tree(path(1, 1), path(0, 2), path(0, 1), path(2, 0)), new Typical(0.1, 10));
        assertEquals(tokens(0, 1, 2), likeliest.tokens());
        Verified first = verify(tree(path(2), path(1)), new Typical(0.1, 10));
        assertEquals(tokens(2, 3), first.tokens());
        // a token below a rejected one is not accepted
        assertEquals(tokens(0), verify(tree(path(1, 2, 3)), new Typical(0.3, 10)).tokens());
    }

    @Test
    void thresholdAcceptsAtLeastAndDrawsTheRestFromTheTarget() {
        Tree tree = tree(path(0, 1));
        assertEquals(2, verify(tree, new Threshold(0.625 - 1e-9)).accepted());
        assertEquals(0, verify(tree, new Threshold(0.625 + 1e-9)).accepted());
        Map<List<Token>, Double> outcomes = EnumeratedDraws.distribution(all ->
                Verification.verify(tree, target, new Threshold(0.9), all, cost).tokens());
        assertEquals(0.625, outcomes.get(tokens(0)), 1e-12);
        assertEquals(0.125, outcomes.get(tokens(1)), 1e-12);
    }

    @Test
    void aFunctionGivesTheProbabilityToAccept() {
        Dist proposal = Dist.ofWeights(vocabulary, new double[] {1, 3, 0, 0});
        Tree tree = Drafting.grow(new Top(List.of(2)), start, draws, node -> proposal);
        Map<Integer, Double> accepted = EnumeratedDraws.distribution(all -> {
            Verified verified = Verification.verify(tree, target, new FunctionRule((p, q, node) -> {
                assertSame(proposal, q);
                assertEquals(0.625, p.probability(vocabulary.token(0)), 1e-12);
                return q.probability(node.token());
            }), all, cost);
            return verified.accepted() == 0 ? -1 : verified.last().token().id();
        });
        assertEquals(0.75, accepted.get(1), 1e-12);
        assertEquals(0.25 * 0.25, accepted.get(0), 1e-12);
        assertEquals(0.25 * 0.75, accepted.get(-1), 1e-12);
    }

    @Test
    void aRepeatedDrawGoesOnWhereTheFirstDoes() {
        Dist certain = Dist.certain(vocabulary.token(1));
        Tree tree = Drafting.grow(new Sampled(List.of(2, 1), true), start, draws, node -> certain);
        int[] asked = {0};
        Verified verified = verify(tree, new FunctionRule((p, q, node) -> asked[0]++ == 0 ? 0 : 1));
        assertEquals(2, verified.accepted());
    }

    @Test
    void rulesThatCannotJudgeADraftSaySo() {
        Tree taken = tree(path(0));
        assertTrue(assertThrows(DecantException.class, () -> verify(taken, new FunctionRule((p, q, node) -> 1)))
                .getMessage().contains("without a distribution"));
        assertTrue(assertThrows(DecantException.class, () -> verify(taken, new KSeq()))
                .getMessage().contains("k_seq"));
        Tree drawn = Drafting.grow(new Chain(1), start, draws,
                node -> Dist.ofWeights(vocabulary, new double[] {1, 1, 0, 0}));
        assertThrows(DecantException.class, () -> verify(drawn, new FunctionRule((p, q, node) -> Double.NaN)));
        assertThrows(DecantException.class, () -> verify(drawn, new FunctionRule((p, q, node) -> -0.1)));
        assertEquals(1, verify(drawn, new FunctionRule((p, q, node) -> 7)).accepted());
    }

    @Test
    void wrongParametersAreErrors() {
        for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThrows(DecantException.class, () -> new Typical(wrong, 0.1));
            assertThrows(DecantException.class, () -> new Threshold(wrong));
        }
        assertThrows(DecantException.class, () -> new Typical(0.3, Double.NaN));
        assertThrows(DecantException.class, () -> new Typical(0.3, -1));
        assertThrows(DecantException.class, () -> new Threshold(0));
    }

    @Test
    void aTreeOfAnotherVocabularyIsAnError() {
        Vocabulary other = Vocabularies.letters(4, true);
        Tree foreign = Tree.ofSequences(Context.root(other), List.of());
        assertThrows(DecantException.class, () -> verify(foreign, new Exact()));
        assertEquals(0, cost.verifications());
    }

    @Test
    void aTargetWithoutAnyPossibleTokenIsAnError() {
        Model dead = session.bind(FunctionModel.ofWeights("dead", vocabulary, at -> new double[4]));
        for (Rule rule : List.of(new Exact(), new Rejection(), new Typical(0.3, 0.1), new Threshold(0.5))) {
            assertThrows(DecantException.class,
                    () -> Verification.verify(tree(path(0)), dead, rule, draws, cost), rule.describe());
        }
    }

    @Test
    void aDrawIsAcceptedWithTheSumOfTheSmallerProbabilities() {
        Dist q = Dist.ofWeights(vocabulary, new double[] {1, 2, 3, 4});
        double overlap = 0.1 + 0.125 + 0.125 + 0.125; // p = 0.625 and three times 0.125, token by token the smaller
        Map<Integer, Double> accepted = EnumeratedDraws.distribution(all -> Verification.verify(
                Drafting.grow(new Chain(1), start, all, node -> q), target, new Rejection(), all, cost).accepted());
        assertEquals(overlap, accepted.get(1), 1e-12);
    }

    @Test
    void kSeqAcceptsAsItsPaperSays() {
        Dist q = Dist.ofWeights(vocabulary, new double[] {1, 2, 3, 4});
        double[] p = {0.625, 0.125, 0.125, 0.125};
        double best = 0;
        for (double rho = 1; rho <= 3; rho += 1e-5) { // the smallest share that is valid, by walking
            double beta = 0;
            for (int id = 0; id < 4; id++) {
                beta += Math.min(q.probabilities()[id], p[id] / rho);
            }
            if (1 - Math.pow(1 - beta, 3) <= rho * beta) {
                best = 1 - Math.pow(1 - beta, 3);
                break;
            }
        }
        Map<Integer, Double> accepted = EnumeratedDraws.distribution(all -> Verification.verify(Drafting.grow(
                new Sampled(List.of(3), true), start, all, node -> q), target, new KSeq(), all, cost).accepted());
        assertEquals(best, accepted.get(1), 1e-4);
    }

    @Test
    void scoresAreReadByNode() {
        Tree tree = tree(path(0, 3), path(1));
        TreeScores scores = TreeScores.of(tree, target);
        assertSame(target.logits(start.plus(vocabulary.token(1))), scores.logits(tree.nodes().getLast()));
        assertSame(scores.dist(tree.root()), scores.dist(tree.root()));
        assertThrows(DecantException.class, () -> scores.logits(tree.nodes().get(1)), "nothing follows an end token");
        assertThrows(DecantException.class, () -> scores.logits(tree(path(2)).nodes().getFirst()));
    }
}
