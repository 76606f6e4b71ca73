package org.decant.runtime.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.fixture.FunctionModel;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.TokenTexts;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Views of a model in another vocabulary.
class OtherVocabularyTest {
    private final Vocabulary own = SymbolTokenizer.vocabulary("own", List.of("<end>", "ba", "b", "a", "abb"), "<end>");
    private final Vocabulary other = SymbolTokenizer.vocabulary("other", List.of("a", "b", "ab", "bab", "c", "</s>"), "</s>");
    private final Session session = new Session();
    private final FunctionModel forward = FunctionModel.ofWeights("model", own, OtherVocabularyTest::weights);
    private final Model model = session.bind(forward);

    private static double[] weights(Context at) {
        Random random = new Random(at.tokens().stream().mapToInt(Token::id).reduce(3, (hash, id) -> 31 * hash + id));
        return random.doubles(at.vocabulary().size()).toArray();
    }

    @Test
    void commonTokensKeepTheirProportions() {
        Context at = session.root(other).plus(other.encode("abab"));
        Dist translated = new TranslatedModel(model, other, session).logits(at).softmax();
        Dist of = model.logits(session.root(own).plus(own.encode("abab"))).softmax();
        double[] kept = {of.probabilities()[3], of.probabilities()[2], 0, 0, 0, of.probabilities()[0]};
        double sum = kept[0] + kept[1] + kept[5];
        for (int id = 0; id < kept.length; id++) {
            assertEquals(kept[id] / sum, translated.probabilities()[id], 1e-12, "token " + id);
        }
    }

    @Test
    void whereNoCommonTokenIsPossibleAllAreEquallyLikely() {
        Model odd = session.bind(FunctionModel.ofWeights("odd", own, at -> new double[] {0, 1, 0, 0, 1}));
        Dist dist = new TranslatedModel(odd, other, session).logits(session.root(other)).softmax();
        assertEquals(List.of(1 / 3.0, 1 / 3.0, 1 / 3.0), List.of(dist.probabilities()[0], dist.probabilities()[1],
                dist.probabilities()[5]));
    }

    @Test
    void vocabulariesWithoutACommonTokenAreRefused() {
        Vocabulary foreign = SymbolTokenizer.vocabulary("foreign", List.of("x", "y"), null);
        DecantException error = assertThrows(DecantException.class, () -> new TranslatedModel(model, foreign, session));
        assertTrue(error.getMessage().contains("no token in common"), error.getMessage());
        assertThrows(DecantException.class, () -> new SpelledModel(model, foreign, 0, session).logits(session.root(foreign)).values());
        assertThrows(DecantException.class, () -> new SpelledModel(model, other, 2, session));
    }

    /// The first token of the whole text, for all texts of a few tokens.
    private void collect(Context at, Context start, double mass, double[] weights) {
        if (at.length() - start.length() == 3 || at != start && at.last().isEnd()) {
            String text = Vocabulary.decode(at.since(start));
            weights[text.isEmpty() ? other.end() : other.encode(text).getFirst().id()] += mass;
            return;
        }
        Dist dist = model.logits(at).softmax();
        for (int id = 0; id < dist.size(); id++) {
            collect(at.plus(own.token(id)), start, mass * dist.probabilities()[id], weights);
        }
    }

    @Test
    void aSpelledTokenIsAsLikelyAsTextsThatBeginWithIt() {
        for (String before : List.of("", "ab", "bba")) {
            double[] weights = new double[other.size()];
            Context start = session.root(own).plus(own.encode(before));
            collect(start, start, 1, weights);
            Dist spelled = new SpelledModel(model, other, 0, session)
                    .logits(session.root(other).plus(other.encode(before))).softmax();
            for (int id = 0; id < weights.length; id++) {
                assertEquals(weights[id], spelled.probabilities()[id], 1e-12, before + ", token " + id);
            }
        }
    }

    @Test
    void unlikelyBeginningsAreNotFollowed() {
        Context at = session.root(other);
        new SpelledModel(model, other, 0, session).logits(at).values();
        int all = forward.passes().size();
        Session fresh = new Session();
        FunctionModel again = FunctionModel.ofWeights("model", own, OtherVocabularyTest::weights);
        Dist cut = new SpelledModel(fresh.bind(again), other, 1, fresh).logits(fresh.root(other)).softmax();
        assertEquals(1, again.passes().size());
        assertTrue(all > 1);
        assertEquals(0, cut.probabilities()[other.encode("bab").getFirst().id()], "no single token of the model spells it");
    }

    @Test
    void tokensAreFoundByTheirTexts() {
        TokenTexts texts = TokenTexts.of(other);
        assertEquals(2, texts.longest("abb".getBytes()));
        assertEquals(-1, texts.longest("xa".getBytes()));
        assertTrue(texts.goesOn("b".getBytes()));
        assertTrue(texts.goesOn("ba".getBytes()));
        assertFalse(texts.goesOn("bab".getBytes()));
        assertFalse(texts.goesOn("bb".getBytes()));
        assertEquals(-1, texts.token("ba".getBytes(), 2));
        assertEquals(1, texts.token("ba".getBytes(), 1));
    }
}
