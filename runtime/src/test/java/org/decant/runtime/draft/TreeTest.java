package org.decant.runtime.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.fixture.Vocabularies;
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
}
