package org.decant.runtime.constraint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.LogitBias;
import org.decant.runtime.distribution.Temper;
import org.decant.runtime.distribution.TopK;
import org.decant.runtime.draft.Chain;
import org.decant.runtime.draft.Growth;
import org.decant.runtime.draft.Node;
import org.decant.runtime.draft.Rejection;
import org.decant.runtime.draft.Sampled;
import org.decant.runtime.draft.Shape;
import org.decant.runtime.draft.Verification;
import org.decant.runtime.exact.Enumeration;
import org.decant.runtime.fixture.FunctionModel;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.model.MixedModel;
import org.decant.runtime.model.Model;
import org.decant.runtime.model.TransformedModel;
import org.decant.runtime.random.Draws;
import org.decant.runtime.run.DraftCost;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

class ConstrainedModelTest {
    private static final Vocabulary PIECES = Vocabularies.of(4, "a", "b", "ab", "ba", "</s>");
    private final Session session = new Session();
    private final Context root = session.root(PIECES);
    private final Context prompt = root.plus(PIECES.token(1));

    private static double[] weights(long seed, Context context) {
        Random random = new Random(seed + 31 * context.tokens().toString().hashCode());
        return random.doubles(PIECES.size(), 0.05, 1).toArray();
    }

    private Model model(long seed) {
        return session.bind(FunctionModel.ofWeights("model" + seed, PIECES, context -> weights(seed, context)));
    }

    private Model constrained(Model model, String pattern) {
        return new ConstrainedModel(model, ConstrainedContexts.of(Constraints.regex(pattern), prompt, session));
    }

    private Model byGrammar(Model model, String rules) {
        return new ConstrainedModel(model, ConstrainedContexts.of(Constraints.grammar(rules), prompt, session));
    }

    /// Whether the pattern matches `text` followed by something, of up to three more letters.
    private static boolean begins(Pattern pattern, String text, int more) {
        return pattern.matcher(text).matches()
                || more > 0 && (begins(pattern, text + "a", more - 1) || begins(pattern, text + "b", more - 1));
    }

    /// The distribution of outputs of up to `left` tokens, each drawn from the model's weights of those tokens after which
    /// the pattern can still match.
    private void ancestral(long seed, Pattern pattern, Context at, int left, double mass, Map<List<Token>, Double> all) {
        List<Token> written = at.since(prompt);
        if (left == 0 || at.ended()) {
            all.put(written, mass);
            return;
        }
        String text = Vocabulary.decode(written);
        double[] weights = weights(seed, at);
        double sum = 0;
        for (int id = 0; id < weights.length; id++) {
            boolean allowed = PIECES.isEnd(id) ? pattern.matcher(text).matches() : begins(pattern, text + PIECES.text(id), 3);
            weights[id] = allowed ? weights[id] : 0;
            sum += weights[id];
        }
        for (int id = 0; id < weights.length; id++) {
            if (weights[id] > 0) {
                ancestral(seed, pattern, at.plus(PIECES.token(id)), left - 1, mass * weights[id] / sum, all);
            }
        }
    }

    private Map<List<Token>, Double> speculative(Model target, Model drafter, Shape shape, int length) {
        return Enumeration.of(draws -> run(target, drafter, shape, length, draws), 5_000_000).distribution();
    }

    private List<Token> run(Model target, Model drafter, Shape shape, int length, Draws draws) {
        Context at = prompt;
        while (at.length() - prompt.length() < length && !at.ended()) {
            Round round = new Round(at);
            draws.checkpoint("round", round);
            at = round.at;
            Growth growth = shape.begin(at, draws);
            while (!growth.frontier().isEmpty()) {
                List<Object> proposals = new ArrayList<>();
                for (Node node : growth.frontier()) {
                    proposals.add(drafter.logits(node.context()).softmax());
                }
                growth.proposals(proposals);
            }
            at = at.plus(Verification.verify(growth.tree(), target, new Rejection(), draws, new DraftCost()).tokens());
        }
        return at.prefix(Math.min(at.length(), prompt.length() + length)).since(prompt);
    }

    /// What a round of the loop goes on from, so that each context is drafted from once.
    private static final class Round implements Draws.Resumable {
        private Context at;

        Round(Context at) {
            this.at = at;
        }

        @Override
        public List<Object> save() {
            return List.of(at);
        }

        @Override
        public void restore(List<Object> values) {
            at = (Context) values.getFirst();
        }
    }

    private static double distance(Map<List<Token>, Double> one, Map<List<Token>, Double> other) {
        Set<List<Token>> keys = new HashSet<>(one.keySet());
        keys.addAll(other.keySet());
        return keys.stream().mapToDouble(key -> Math.abs(one.getOrDefault(key, 0.0) - other.getOrDefault(key, 0.0))).sum() / 2;
    }

    @Test
    void speculationUnderAConstraintIsLossless() {
        Shape[] shapes = {new Chain(2), new Chain(3), new Sampled(List.of(2), false)};
        String[] patterns = {"(ab)*", "a(a|b)?b", "b*a", "(a|ba)(b|ab)?", "[ab]*ba"};
        for (int round = 0; round < 10; round++) {
            String pattern = patterns[round % patterns.length];
            Shape shape = shapes[round % shapes.length];
            Map<List<Token>, Double> expected = new HashMap<>();
            ancestral(round, Pattern.compile(pattern), prompt, 3, 1, expected);
            Model target = constrained(model(round), pattern);
            String what = pattern + " by " + shape.describe() + ", round " + round;
            assertEquals(0, distance(expected, speculative(target, constrained(model(100 + round), pattern), shape, 3)), 1e-12, what);
            // A drafter that does not know of the constraint drafts tokens that the target refuses.
            assertEquals(0, distance(expected, speculative(target, model(100 + round), new Chain(2), 3)), 1e-12, what);
        }
    }

    @Test
    void speculationUnderAGrammarIsLossless() {
        Map<List<Token>, Double> expected = new HashMap<>();
        ancestral(3, Pattern.compile("a(ab)?b|b*a"), prompt, 3, 1, expected);
        String rules = "s ::= 'a' t 'b' | u\nt ::= ('a' 'b')?\nu ::= 'b' u | 'a'";
        Model target = byGrammar(model(3), rules);
        assertEquals(0, distance(expected, speculative(target, byGrammar(model(4), rules), new Chain(3), 3)), 1e-12);
        assertEquals(0, distance(expected, speculative(target, model(4), new Chain(2), 3)), 1e-12);
    }

    @Test
    void anUnconstrainedTargetHasAnotherDistribution() {
        Map<List<Token>, Double> expected = new HashMap<>();
        ancestral(1, Pattern.compile("(ab)*"), prompt, 3, 1, expected);
        assertTrue(distance(expected, speculative(model(1), constrained(model(2), "(ab)*"), new Chain(2), 3)) > 0.1);
    }

    @Test
    void theScoresAreTheModelsAndMinusInfinity() {
        Model base = model(5);
        double[] scores = base.logits(prompt).values();
        double[] masked = constrained(base, "ab").logits(prompt).values();
        assertArrayEquals(new double[] {scores[0], Double.NEGATIVE_INFINITY, scores[2], Double.NEGATIVE_INFINITY,
            Double.NEGATIVE_INFINITY}, masked);
        assertEquals("constrain model5 by regex(\"ab\")", constrained(base, "ab").name());
    }

    @Test
    void theConstraintHoldsFromItsStartToTheEnd() {
        Model base = model(6);
        Model view = constrained(base, "ab");
        Context done = prompt.plus(PIECES.token(2));
        assertArrayEquals(base.logits(root).values(), view.logits(root).values(), "the prompt is not constrained");
        assertEquals(List.of(PIECES.token(4)), List.of(view.logits(done).argmax()));
        Context ended = done.plus(PIECES.token(4));
        Context broken = prompt.plus(PIECES.token(1)).plus(PIECES.token(2));
        assertArrayEquals(base.logits(ended).values(), view.logits(ended).values(), "nothing is constrained after the end");
        assertArrayEquals(base.logits(broken).values(), view.logits(broken).values(), "a broken context has no probability");
        Context elsewhere = root.plus(PIECES.token(0));
        assertThrows(DecantException.class, () -> view.logits(elsewhere).values());
        Model after = new ConstrainedModel(base, ConstrainedContexts.of(Constraints.regex("ab").after(elsewhere), prompt, session));
        assertEquals(Double.NEGATIVE_INFINITY, after.logits(elsewhere).values()[1]);
    }

    @Test
    void viewsComposeBothWays() {
        Model base = model(7);
        Model constrained = constrained(base, "(ab)*");
        double[] tempered = new TransformedModel(constrained, Temper.of(0.5)).logits(prompt).softmax().probabilities();
        double[] inside = constrained(new TransformedModel(base, Temper.of(0.5)), "(ab)*").logits(prompt).softmax().probabilities();
        assertArrayEquals(tempered, inside, 1e-12);
        assertEquals(0, tempered[1] + tempered[3]);
        double[] mixed = new MixedModel(constrained, base, 0.5).logits(prompt).softmax().probabilities();
        assertEquals(0.5 * base.logits(prompt).softmax().probabilities()[1], mixed[1], 1e-12);
    }

    @Test
    void deadEndsAreSaid() {
        Model base = model(8);
        Model first = new TransformedModel(base, LogitBias.of(Map.of(PIECES.token(0), 9.0, PIECES.token(3), 10.0)));
        DeadEnd truncated = assertThrows(DeadEnd.class,
                () -> constrained(new TransformedModel(first, TopK.of(2)), "b*").logits(prompt).values());
        assertTrue(truncated.getMessage().contains("constrain before you truncate"), truncated.getMessage());
        Constraint never = new FunctionConstraint(context -> List.of());
        Model stuck = new ConstrainedModel(base, ConstrainedContexts.of(never, prompt, session));
        assertTrue(assertThrows(DeadEnd.class, () -> stuck.logits(prompt).values()).getMessage().contains("no token can follow"));
        Vocabulary endless = Vocabularies.of(-1, "a", "b");
        Session other = new Session();
        Model model = other.bind(FunctionModel.ofWeights("endless", endless, context -> new double[] {1, 1}));
        Model done = new ConstrainedModel(model, ConstrainedContexts.of(Constraints.words(List.of("a")), other.root(endless), other));
        Context a = other.root(endless).plus(endless.token(0));
        assertTrue(assertThrows(DeadEnd.class, () -> done.logits(a).values()).getMessage().contains("gives no end token"));
        // Where tokens cannot spell it, the very beginning is a dead end.
        Model foreign = constrained(base, "c");
        assertThrows(DeadEnd.class, () -> foreign.logits(prompt).values());
    }

    @Test
    void viewsMadeAlikeAreEqual() {
        Model base = model(9);
        assertEquals(constrained(base, "a+"), constrained(base, "a+"));
        assertEquals(constrained(base, "a+").hashCode(), constrained(base, "a+").hashCode());
        assertNotEquals(constrained(base, "a+"), constrained(base, "a*"));
        assertNotEquals(constrained(base, "a+"),
                new ConstrainedModel(base, ConstrainedContexts.of(Constraints.regex("a+"), root, session)));
    }
}
