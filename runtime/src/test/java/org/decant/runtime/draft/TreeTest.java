package org.decant.runtime.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.fixture.FunctionModel;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.model.Model;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

class TreeTest {
    private final Vocabulary vocabulary = Vocabularies.letters(4, true);
    private final Context start = Context.root(vocabulary).plus(vocabulary.token(2));

    private List<Token> tokens(int... ids) {
        return Vocabularies.tokens(vocabulary, ids);
    }

    @Test
    void sequencesBecomeATrie() {
        Tree tree = Tree.ofSequences(start, List.of(tokens(0, 1), tokens(0, 2), tokens(1), tokens(0, 1, 1), tokens(1)));
        assertEquals(5, tree.size());
        assertEquals(3, tree.depth());
        assertEquals(List.of(tokens(0, 2), tokens(1), tokens(0, 1, 1)), tree.paths());
        Node first = tree.nodes().getFirst();
        assertEquals(Origin.TAKEN, first.origin());
        assertNull(first.proposal());
        assertEquals(0, first.logProbability());
        assertSame(start, tree.root().context());
        assertSame(start.plus(vocabulary.token(0)), first.context());
        assertEquals(List.of(1, 2), tree.children(first).stream().map(node -> node.token().id()).toList());
        assertEquals(0, tree.index(first));
        assertEquals(-1, tree.index(tree.root()));
        for (int i = 0; i < tree.size(); i++) {
            assertEquals(i, tree.index(tree.nodes().get(i)));
        }
    }

    @Test
    void whatFollowsAnEndTokenIsLeftOut() {
        Tree tree = Tree.ofSequences(start, List.of(tokens(0, 3, 1), tokens(3)));
        assertEquals(List.of(tokens(0, 3), tokens(3)), tree.paths());
    }

    @Test
    void aTreeBelowAnEndTokenCanBeMade() {
        Tree tree = Tree.ofSequences(start.plus(vocabulary.token(3)), List.of(tokens(0, 1)));
        assertEquals(2, tree.size());
    }

    @Test
    void anEmptyTreeHasItsRootAsLeaf() {
        Tree tree = Tree.ofSequences(start, List.of());
        assertEquals(0, tree.size());
        assertEquals(0, tree.depth());
        assertEquals(List.of(tree.root()), tree.leaves());
        assertEquals(List.of(List.of()), tree.paths());
        assertNull(tree.root().token());
        assertEquals("draft tree of 0 tokens, depth 0", tree.toString());
    }

    @Test
    void drawsKeepTheirMultiplicityAndGivenTokensDoNot() {
        Dist dist = Dist.ofWeights(vocabulary, new double[] {1, 1, 1, 1});
        Token a = vocabulary.token(0);
        TreeBuilder builder = new TreeBuilder(start);
        Node root = builder.root();
        Node first = builder.sampled(root, dist, a, Origin.SAMPLED_WITH_REPLACEMENT);
        Node second = builder.sampled(root, dist, a, Origin.SAMPLED_WITH_REPLACEMENT);
        assertSame(first, builder.taken(root, a, 0));
        assertSame(first, builder.chosen(root, dist, a));
        Tree tree = builder.build();
        assertEquals(2, tree.size());
        assertSame(first.context(), second.context());
        assertSame(first, tree.continued(second));
        assertThrows(IllegalArgumentException.class, () -> builder.sampled(root, dist, a, Origin.CHOSEN));
        builder.sampled(root, dist, a, Origin.SAMPLED_WITHOUT_REPLACEMENT);
        assertThrows(IllegalArgumentException.class,
                () -> builder.sampled(root, dist, a, Origin.SAMPLED_WITHOUT_REPLACEMENT));
        assertEquals(2, tree.size(), "a built tree does not change");
    }

    @Test
    void aTreeIsDrawnWithItsProbabilities() {
        Vocabulary words = Vocabularies.of(-1, " the", "\n", "\"");
        Context from = Context.root(words);
        Dist dist = Dist.ofWeights(words, new double[] {2, 1, 1});
        TreeBuilder builder = new TreeBuilder(from);
        Node the = builder.chosen(builder.root(), dist, words.token(0));
        builder.chosen(the, dist, words.token(1));
        builder.taken(the, words.token(2), 0);
        builder.taken(builder.root(), words.token(1), Math.log(0.125));
        assertEquals("""
                draft tree of 4 tokens, depth 2
                ├─ " the" 0.500
                │  ├─ "\\n" 0.250
                │  └─ "\\""
                └─ "\\n" 0.125""", builder.build().toString());
    }

    @Test
    void aTreeOfAnotherVocabularyIsAnError() {
        Vocabulary other = Vocabularies.letters(4, true);
        assertThrows(DecantException.class,
                () -> Tree.ofSequences(start, List.of(Vocabularies.tokens(other, 0))));
    }

    @Test
    void aTreeGoesOnWithAnother() {
        Tree first = Tree.ofSequences(start, List.of(tokens(0, 1), tokens(2)));
        Tree second = Tree.ofSequences(first.leaves().getFirst().context(), List.of(tokens(1, 1), tokens(0)));
        Tree both = first.then(second);
        assertEquals(6, both.size());
        assertEquals(List.of(tokens(2), tokens(0, 1, 1, 1), tokens(0, 1, 0)), both.paths());
        assertSame(second.leaves().getFirst().context(), both.leaves().get(1).context());
        assertEquals(both, Tree.ofSequences(start, List.of(tokens(0, 1), tokens(2), tokens(0, 1, 1, 1), tokens(0, 1, 0))));
        assertEquals(second, both.below(both.nodes().get(1)));
        assertEquals(Tree.ofSequences(start, List.of(tokens(0), tokens(2))).paths(), both.take(1).paths());
        assertEquals(0, both.take(0).size());
        assertThrows(DecantException.class, () -> second.then(first));
        assertThrows(DecantException.class, () -> first.below(second.root()));
    }

    @Test
    void nothingGoesOnAfterAnEndToken() {
        Tree ended = Tree.ofSequences(start, List.of(tokens(0, 3)));
        assertEquals(ended, ended.then(Tree.ofSequences(ended.leaves().getFirst().context(), List.of(tokens(1)))));
    }

    @Test
    void treesAreEqualWhereAVerificationWouldDoTheSame() {
        Dist dist = Dist.ofWeights(vocabulary, new double[] {1, 2, 3, 4});
        Dist same = Dist.ofWeights(vocabulary, new double[] {1, 2, 3, 4});
        assertEquals(drawn(dist, dist), drawn(same, same));
        assertEquals(drawn(dist, dist).hashCode(), drawn(same, same).hashCode());
        assertNotEquals(drawn(dist, dist), drawn(dist, same), "drawn from one, or from two that are equal");
        assertNotEquals(drawn(dist, dist), Tree.ofSequences(start, List.of(tokens(0), tokens(1))));
        Dist other = Dist.ofWeights(vocabulary, new double[] {1, 2, 3, 5});
        assertNotEquals(drawn(dist, dist), drawn(other, other));
    }

    private Tree drawn(Dist first, Dist second) {
        TreeBuilder builder = new TreeBuilder(start);
        builder.sampled(builder.root(), first, vocabulary.token(0), Origin.SAMPLED_WITHOUT_REPLACEMENT);
        builder.sampled(builder.root(), second, vocabulary.token(1), Origin.SAMPLED_WITHOUT_REPLACEMENT);
        return builder.build();
    }

    @Test
    void aDrawnTreeHasTheModelsProbabilities() {
        FunctionModel forward = FunctionModel.ofWeights("model", vocabulary, at -> new double[] {1, 2, 0, 1});
        Session session = new Session();
        Model model = session.bind(forward);
        Context from = session.root(vocabulary);
        Tree tree = Tree.drawn(from, tokens(0, 1, 3, 0), model);
        assertEquals(List.of(tokens(0, 1, 3)), tree.paths());
        assertEquals(Math.log(0.25 * 0.5 * 0.25), tree.leaves().getFirst().logProbability(), 1e-12);
        assertEquals(Origin.SAMPLED_WITH_REPLACEMENT, tree.nodes().getFirst().origin());
        assertEquals(1, forward.passes().size());
        DecantException error = assertThrows(DecantException.class, () -> Tree.drawn(from, tokens(2), model));
        assertTrue(error.getMessage().contains("cannot have been drawn from the model"), error.getMessage());
    }
}
