package org.decant.runtime.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.FrequencyPenalty;
import org.decant.runtime.distribution.LogitArithmetic;
import org.decant.runtime.distribution.LogitBias;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.distribution.RepetitionPenalty;
import org.decant.runtime.distribution.Samples;
import org.decant.runtime.distribution.Temper;
import org.decant.runtime.distribution.TopK;
import org.decant.runtime.distribution.TopP;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Views against the same operations on the base's logits, and when the passes of the bases run.
class ModelViewTest {
    private final Vocabulary vocabulary = Samples.vocabulary(5);
    private final Session session = new Session();
    private final Context root = session.root(vocabulary);
    private final Recording first = new Recording("first", vocabulary, 1);
    private final Recording second = new Recording("second", vocabulary, 2);
    private final Model target = session.bind(first);
    private final Model other = session.bind(second);

    /// A model of arbitrary scores that depend on the context, which keeps the sizes of its passes.
    private record Recording(String name, Vocabulary vocabulary, int factor, List<Integer> passes)
            implements ForwardModel {

        Recording(String name, Vocabulary vocabulary, int factor) {
            this(name, vocabulary, factor, new ArrayList<>());
        }

        @Override
        public Passes open(Session session) {
            return pass -> {
                passes.add(pass.size());
                for (int i = 0; i < pass.size(); i++) {
                    double[] row = pass.row(i);
                    for (int id = 0; id < row.length; id++) {
                        row[id] = Math.sin(factor * (1 + id) + 3 * pass.context(i).length()) * 3;
                    }
                }
            };
        }
    }

    private Context at(int... ids) {
        Context context = root;
        for (int id : ids) {
            context = context.plus(vocabulary.token(id));
        }
        return context;
    }

    @Test
    void transformsAreAppliedInOrder() {
        Model view = new TransformedModel(new TransformedModel(new TransformedModel(target,
                RepetitionPenalty.of(2)), Temper.of(0.5)), TopK.of(3));
        Context context = at(0, 1, 1);
        double[] expected = target.logits(context).values().clone();
        RepetitionPenalty.of(2).apply(expected, context);
        Temper.of(0.5).apply(expected, context);
        TopK.of(3).apply(expected, context);
        assertArrayEquals(expected, view.logits(context).values());
        assertEquals("first |> repetition_penalty(2.0) |> temper(0.5) |> top_k(3)", view.name());
    }

    @Test
    void theBasesLogitsAreNotChanged() {
        Context context = at(2);
        double[] before = target.logits(context).values().clone();
        new TransformedModel(target, FrequencyPenalty.of(1)).logits(context).values();
        assertArrayEquals(before, target.logits(context).values());
    }

    @Test
    void callsOfAllViewsJoinOnePass() {
        Model warm = new TransformedModel(target, TopP.of(0.9));
        Model mixed = new MixedModel(warm, other, 0.25);
        Model function = new FunctionModel(target, (context, logits) -> LogitArithmetic.scale(logits, 2));
        Logits a = warm.logits(at(0));
        Logits b = mixed.logits(at(1));
        Logits c = function.logits(at(2));
        function.issue(at(3));
        mixed.issue(at(4));
        warm.issue(at(0, 0));
        assertTrue(first.passes().isEmpty() && second.passes().isEmpty(), "a view ran its base");
        a.values();
        assertEquals(List.of(6), first.passes());
        b.values();
        c.values();
        assertEquals(List.of(6), first.passes());
        assertEquals(List.of(2), second.passes());
    }

    @Test
    void mixtureIsOfProbabilities() {
        Context context = at(3, 1);
        double[] p = target.logits(context).softmax().probabilities();
        double[] q = other.logits(context).softmax().probabilities();
        double[] mixed = new MixedModel(target, other, 0.3).logits(context).softmax().probabilities();
        for (int id = 0; id < p.length; id++) {
            assertEquals(0.7 * p[id] + 0.3 * q[id], mixed[id], 1e-12);
        }
        assertEquals("mix(first, second, 0.3)", new MixedModel(target, other, 0.3).name());
    }

    @Test
    void functionsSeeTheContextAndOtherModels() {
        Model view = new FunctionModel(target, (context, logits) -> context.length() < 2 ? logits
                : LogitArithmetic.subtract(logits, LogitArithmetic.scale(other.logits(context), 0.5)));
        assertArrayEquals(target.logits(at(1)).values(), view.logits(at(1)).values());
        double[] ofTarget = target.logits(at(1, 1)).values();
        double[] ofOther = other.logits(at(1, 1)).values();
        double[] expected = new double[5];
        for (int id = 0; id < 5; id++) {
            expected[id] = ofTarget[id] - 0.5 * ofOther[id];
        }
        assertArrayEquals(expected, view.logits(at(1, 1)).values());
    }

    @Test
    void viewsOfViewsAreModels() {
        Model view = new TransformedModel(new MixedModel(new TransformedModel(target, Temper.of(0)), other, 0.5),
                TopK.of(1));
        Dist dist = view.logits(root).softmax();
        assertEquals(1, dist.probability(dist.argmax()), 1e-12);
    }

    @Test
    void errors() {
        Vocabulary foreign = Samples.vocabulary(3);
        Model foreigner = session.bind(new Recording("foreign", foreign, 3));
        assertThrows(DecantException.class, () -> new MixedModel(target, other, -0.1));
        assertThrows(DecantException.class, () -> new MixedModel(target, other, Double.NaN));
        assertThrows(DecantException.class, () -> new MixedModel(target, foreigner, 0.5));
        assertThrows(DecantException.class,
                () -> new TransformedModel(target, LogitBias.of(Map.of(foreign.token(0), 1.0))));
        Logits wrong = new FunctionModel(target, (context, logits) -> new Logits(foreign, new double[3]))
                .logits(root);
        assertThrows(DecantException.class, wrong::values);
        assertThrows(DecantException.class, () -> new TransformedModel(target, TopK.of(1))
                .logits(session.root(foreign)));
    }
}
