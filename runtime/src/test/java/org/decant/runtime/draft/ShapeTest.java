package org.decant.runtime.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.fixture.FunctionModel;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.model.Model;
import org.decant.runtime.random.Draws;
import org.decant.runtime.random.SeededDraws;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

class ShapeTest {
    private final Vocabulary vocabulary = Vocabularies.letters(4, false);
    private final Context start = Context.root(vocabulary);
    private final Draws draws = new SeededDraws(1);

    private Dist dist(double... weights) {
        return Dist.ofWeights(vocabulary, weights);
    }

    private List<Token> tokens(int... ids) {
        return Vocabularies.tokens(vocabulary, ids);
    }

    private static List<List<Integer>> paths(Tree tree) {
        return tree.paths().stream().map(path -> path.stream().map(Token::id).toList()).toList();
    }

    @Test
    void aChainIsOnePath() {
        Tree tree = Drafting.grow(new Chain(3), start, draws, node -> dist(1, 1, 1, 1));
        assertEquals(3, tree.size());
        assertEquals(3, tree.depth());
        assertEquals(Origin.SAMPLED_WITH_REPLACEMENT, tree.nodes().getFirst().origin());
        assertEquals(3 * Math.log(0.25), tree.leaves().getFirst().logProbability(), 1e-12);
    }

    @Test
    void aChainTakesTheFirstOfTheTokensAndEndsWithNone() {
        Tree tree = Drafting.grow(new Chain(5), start, draws,
                node -> node.depth() == 2 ? List.of() : tokens(node.depth() + 1, 0));
        assertEquals(List.of(List.of(1, 2)), paths(tree));
        assertEquals(Origin.TAKEN, tree.nodes().getFirst().origin());
    }

    @Test
    void drawsWithoutReplacementEndWithTheSupport() {
        Tree tree = Drafting.grow(new Sampled(List.of(4, 1), false), start, draws, node -> dist(0, 3, 1, 0));
        assertEquals(Set.of(1, 2),
                new HashSet<>(tree.children(tree.root()).stream().map(node -> node.token().id()).toList()));
        assertEquals(4, tree.size());
        for (Node node : tree.nodes()) {
            assertEquals(Origin.SAMPLED_WITHOUT_REPLACEMENT, node.origin());
            assertEquals(node.token().id() == 1 ? 0.75 : 0.25,
                    Math.exp(node.logProbability() - node.parent().logProbability()), 1e-12,
                    "the probability is the proposal's before any token was taken out");
        }
    }

    @Test
    void repeatedDrawsAreKeptButNotGrown() {
        Tree tree = Drafting.grow(new Sampled(List.of(3, 2), true), start, draws, node -> dist(1, 0, 0, 0));
        assertEquals(3, tree.children(tree.root()).size());
        assertEquals(2, tree.children(tree.nodes().get(0)).size());
        assertTrue(tree.children(tree.nodes().get(1)).isEmpty());
        assertEquals(5, tree.size());
    }

    @Test
    void topTakesTheMostLikelyInOrder() {
        Tree tree = Drafting.grow(new Top(List.of(3, 1)), start, draws, node -> dist(1, 4, 1, 0));
        assertEquals(List.of(List.of(1, 1), List.of(0, 1), List.of(2, 1)), paths(tree));
        assertEquals(Origin.CHOSEN, tree.nodes().getFirst().origin());
    }

    @Test
    void givenTokensAreTakenAsFarAsTheWidthGoes() {
        Tree tree = Drafting.grow(new Top(List.of(2)), start, draws, node -> tokens(3, 3, 1, 2));
        assertEquals(List.of(List.of(3), List.of(1)), paths(tree));
        Tree scored = Drafting.grow(new Sampled(List.of(2), false), start, draws,
                node -> List.of(new Tuple(vocabulary.token(2), Double.NEGATIVE_INFINITY),
                        new Tuple(vocabulary.token(1), Math.log(0.5))));
        assertEquals(List.of(List.of(1)), paths(scored));
        assertEquals(Math.log(0.5), scored.nodes().getFirst().logProbability());
    }

    @Test
    void nothingGrowsBelowAnEndToken() {
        Vocabulary ending = Vocabularies.letters(3, true);
        Context from = Context.root(ending);
        for (Shape shape : List.of(new Chain(4), new Sampled(List.of(2, 2), true), new Sampled(List.of(3, 2), false),
                new Top(List.of(3, 3)), new BestFirst(9), new BeamShape(3, 3),
                new FunctionShape(node -> 3 - node.depth()))) {
            Tree tree = Drafting.grow(shape, from, draws, node -> Dist.ofWeights(ending, new double[] {1, 1, 2}));
            for (Node node : tree.nodes()) {
                assertFalse(node.parent().ended(), shape.describe());
            }
            assertFalse(tree.nodes().isEmpty());
        }
    }

    @Test
    void aFunctionSaysHowManyAndIsAskedOnceForEachNode() {
        List<Node> asked = new ArrayList<>();
        Tree tree = Drafting.grow(new FunctionShape(node -> {
            asked.add(node);
            return node.depth() == 0 ? 3 : node.depth() == 1 && node.token().id() == 0 ? 2 : 0;
        }), start, draws, node -> dist(1, 1, 1, 0));
        assertEquals(5, tree.size());
        assertEquals(new HashSet<>(asked).size(), asked.size());
        assertEquals(6, asked.size());
    }

    @Test
    void anEndlessFunctionIsStopped() {
        DecantException error = assertThrows(DecantException.class, () -> Drafting.grow(
                new FunctionShape(node -> 1), start, draws, node -> tokens(0)));
        assertTrue(error.getMessage().contains("65536"), error.getMessage());
        assertThrows(DecantException.class, () -> Drafting.grow(
                new FunctionShape(node -> -1), start, draws, node -> tokens(0)));
    }

    @Test
    void aLevelIsOnePassOfTheDrafter() {
        for (Shape shape : List.of(new Chain(3), new Sampled(List.of(2, 2, 2), false),
                new Sampled(List.of(2, 2, 2), true), new Top(List.of(2, 2, 2)), new BeamShape(3, 3), new FunctionShape(node -> node.depth() < 3 ? 2 : 0))) {
            FunctionModel drafter = FunctionModel.ofWeights("drafter", vocabulary, at -> new double[] {4, 3, 2, 1});
            Session session = new Session();
            Drafting.grow(shape, session.root(vocabulary), draws, session.bind(drafter));
            assertEquals(3, drafter.passes().size(), shape.describe());
        }
    }

    @Test
    void wrongParametersAreErrors() {
        assertThrows(DecantException.class, () -> new Chain(0));
        assertThrows(DecantException.class, () -> new Sampled(List.of(), false));
        assertThrows(DecantException.class, () -> new Sampled(List.of(2, 0), true));
        assertThrows(DecantException.class, () -> new Top(List.of(-1)));
        assertThrows(DecantException.class, () -> new BestFirst(0));
        assertThrows(DecantException.class, () -> new BestFirst(3, 0));
        assertThrows(DecantException.class, () -> new BeamShape(0, 2));
        assertThrows(DecantException.class, () -> new BeamShape(2, 0));
    }

    @Test
    void wrongProposalsAreErrors() {
        List<Object> wrong = new ArrayList<>(List.of(3, List.of("a"), List.of(vocabulary.token(0), 2),
                List.of(new Tuple(vocabulary.token(0), 2.5)), List.of(new Tuple(vocabulary.token(0), Double.NaN)),
                List.of(new Tuple(vocabulary.token(0)))));
        for (Object proposal : wrong) {
            assertThrows(DecantException.class,
                    () -> new Top(List.of(2)).begin(start, draws).proposals(List.of(proposal)), proposal::toString);
        }
        List<Object> nothing = new ArrayList<>();
        nothing.add(null);
        assertThrows(DecantException.class, () -> new Chain(2).begin(start, draws).proposals(nothing));
        for (Shape shape : List.of(new BestFirst(3), new BeamShape(2, 2))) {
            DecantException error = assertThrows(DecantException.class,
                    () -> shape.begin(start, draws).proposals(List.of(tokens(0, 1))));
            assertTrue(error.getMessage().contains("compares tokens by probability"), error.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> new Chain(2).begin(start, draws).proposals(List.of()));
    }

    @Test
    void shapesSayHowTheyAreWritten() {
        assertEquals("chain(4)", new Chain(4).describe());
        assertEquals("tree([4, 2])", new Sampled(List.of(4, 2), false).describe());
        assertEquals("top([4, 2])", new Top(List.of(4, 2)).describe());
        assertEquals("best_first(8)", new BestFirst(8).describe());
        assertEquals("beam(3, 2)", new BeamShape(3, 2).describe());
    }

    /// All paths of the drafter down to a depth, with their log-probabilities, likeliest first.
    private static List<Path> allPaths(Model drafter, Context from, int depth) {
        List<Path> all = new ArrayList<>();
        List<Path> level = List.of(new Path(from, 0));
        for (int i = 0; i < depth; i++) {
            List<Path> next = new ArrayList<>();
            for (Path path : level) {
                Dist dist = drafter.logits(path.context).softmax();
                for (int id = 0; id < dist.size(); id++) {
                    Token token = dist.vocabulary().token(id);
                    if (dist.probability(token) > 0) {
                        next.add(new Path(path.context.plus(token), path.score + dist.logProbability(token)));
                    }
                }
            }
            all.addAll(next);
            level = next;
        }
        all.sort((a, b) -> Double.compare(b.score, a.score));
        return all;
    }

    private record Path(Context context, double score) {
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void bestFirstHasTheMostLikelyPaths(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int budget,
            @ForAll @IntRange(min = 1, max = 4) int depth) {
        FunctionModel forward = Drafting.pair(seed, vocabulary).getLast();
        Session session = new Session();
        Model drafter = session.bind(forward);
        Context from = session.root(vocabulary);
        Tree tree = Drafting.grow(new BestFirst(budget, depth), from, draws, drafter);
        int passes = forward.passes().size();
        List<Path> best = allPaths(drafter, from, depth);
        assertEquals(Math.min(budget, best.size()), tree.size());
        // Where paths tie, any of them may be in: the scores are the same.
        List<Double> expected = best.stream().limit(budget).map(Path::score).toList();
        List<Double> found = tree.nodes().stream().map(Node::logProbability).toList();
        for (int i = 0; i < found.size(); i++) {
            assertEquals(expected.get(i), found.get(i), 1e-9);
        }
        for (Node node : tree.nodes()) {
            assertTrue(node.parent() == tree.root() || tree.index(node.parent()) >= 0
                    && tree.index(node.parent()) < tree.index(node));
        }
        assertTrue(passes <= Math.min(depth, budget), () -> passes + " passes");
    }

    @Property(tries = 100)
    void aBeamKeepsTheMostLikelyOfEachLevel(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int width) {
        Session session = new Session();
        Model drafter = session.bind(Drafting.pair(seed, vocabulary).getLast());
        Context from = session.root(vocabulary);
        Tree tree = Drafting.grow(new BeamShape(width, 3), from, draws, drafter);
        List<Path> beam = List.of(new Path(from, 0));
        for (int depth = 1; depth <= 3; depth++) {
            List<Path> grown = new ArrayList<>();
            for (Path path : beam) {
                for (Path child : allPaths(drafter, path.context, 1)) {
                    grown.add(new Path(child.context, path.score + child.score));
                }
            }
            grown.sort((a, b) -> Double.compare(b.score, a.score));
            beam = grown.subList(0, Math.min(width, grown.size()));
            int level = depth;
            List<Context> found = tree.nodes().stream().filter(n -> n.depth() == level).map(Node::context).toList();
            assertEquals(beam.stream().map(Path::context).toList(), found);
        }
    }

    @Test
    void pathsThatHaveComeTheSameWayDrawOneChildEach() {
        Tree tree = Drafting.grow(new IndependentPaths(3, 2), start, draws, node -> node.depth() == 0 ? dist(0, 1, 0, 0)
                : dist(1, 0, 0, 0));
        assertEquals(List.of(1, 1, 1), tree.children(tree.root()).stream().map(node -> node.token().id()).toList());
        assertEquals(List.of(3, 0, 0), tree.children(tree.root()).stream().map(node -> tree.children(node).size()).toList());
        for (Node node : tree.nodes()) {
            assertEquals(Origin.SAMPLED_WITH_REPLACEMENT, node.origin());
        }
    }

    @Test
    void bestFirstEndsWhereALevelAddsTooLittle() {
        Function<Node, Object> sure = node -> dist(0.5, 0.5, 0, 0);
        // each level adds 1 to the expected length as long as the budget lets it: 2 + 4 + 8 nodes
        assertEquals(3, Drafting.grow(new BestFirst(14, 9, 0.9), start, draws, sure).depth());
        assertEquals(1, Drafting.grow(new BestFirst(14, 9, 1.1), start, draws, sure).depth());
        DecantException error = assertThrows(DecantException.class, () -> new BestFirst(4, 4, -1));
        assertEquals("gain", error.parameter());
    }

    @Test
    void aStochasticBeamTakesNoGivenTokens() {
        DecantException error = assertThrows(DecantException.class,
                () -> Drafting.grow(new StochasticBeam(2, 2), start, draws, node -> tokens(0, 1)));
        assertTrue(error.getMessage().contains("stochastic_beam draws"), error.getMessage());
    }

    @Test
    void aStochasticBeamOfAllSequencesHasThemAll() {
        Tree tree = Drafting.grow(new StochasticBeam(20, 2), start, draws, node -> dist(1, 2, 0, 1e-9));
        assertEquals(3 + 9, tree.size());
        assertEquals(9, tree.leaves().size());
    }
}
