package org.decant.runtime.model;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.TokenTexts;
import org.decant.runtime.vocabulary.Vocabulary;

/// The view of a model in another vocabulary, by what it would write: a token's probability is that with which the text the model
/// goes on with begins with the token, and with no longer one (the draft's distribution in string-level rejection sampling:
/// Timor et al., 2025). The logits are log-probabilities.
///
/// The model's tokens are followed as long as a longer token of the other vocabulary could come of them, all of them that are
/// as long in one pass. Where reading goes on only with a probability below `least`, what has been read decides. Any such
/// distribution can be drafted from without loss: what is verified is what it says.
public final class SpelledModel extends Model {
    /// Tokens of the model that change less than this share of `least` are left out.
    private static final double NEGLIGIBLE = 1e-3;

    private final Model base;
    private final Translation translation;
    private final TokenTexts texts;
    private final double least;

    /// @param least the probability of a beginning of a text that is still followed, from 0 (all) to 1 (none)
    public SpelledModel(Model base, Vocabulary vocabulary, double least, Session session) {
        super("spell(" + base.name() + ", " + vocabulary.name() + ")", vocabulary);
        if (!(least >= 0 && least <= 1)) {
            throw DecantException.ofParameter("least", "the parameter least of spell is " + least, "give a number from 0 to 1");
        }
        this.base = base;
        this.translation = new Translation(session, base.vocabulary());
        this.texts = TokenTexts.of(vocabulary);
        this.least = least;
    }

    /// A beginning of the text that follows.
    private record Beginning(Context context, byte[] text, double mass) {
    }

    @Override
    protected Logits call(Context context) {
        Context start = translation.of(context);
        base.issue(start);
        return new Logits(vocabulary(), () -> scores(start));
    }

    @Override
    public void issue(Context context) {
        base.issue(translation.of(context));
    }

    private double[] scores(Context start) {
        double[] weights = new double[vocabulary().size()];
        List<Beginning> open = List.of(new Beginning(start, new byte[0], 1));
        while (!open.isEmpty()) {
            open.forEach(beginning -> base.issue(beginning.context));
            List<Beginning> longer = new ArrayList<>();
            for (Beginning beginning : open) {
                goOn(beginning, weights, longer);
            }
            open = longer;
        }
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        if (sum == 0) {
            throw new DecantException("no text that the model " + base.name() + " goes on with has tokens of the vocabulary "
                    + vocabulary().name(), "give a vocabulary with tokens for single bytes or characters");
        }
        for (int id = 0; id < weights.length; id++) {
            weights[id] = Math.log(weights[id] / sum);
        }
        return weights;
    }

    /// Adds each of the model's next tokens to a beginning: either that decides about a token, or it is a longer beginning.
    private void goOn(Beginning beginning, double[] weights, List<Beginning> longer) {
        Vocabulary own = base.vocabulary();
        Dist dist = base.logits(beginning.context).softmax();
        double[] probabilities = dist.probabilities();
        for (int id = 0; id < probabilities.length; id++) {
            double mass = beginning.mass * probabilities[id];
            if (mass == 0 || mass < NEGLIGIBLE * least) {
                continue;
            }
            if (own.isEnd(id)) {
                add(weights, beginning.text.length == 0 ? vocabulary().end() : texts.longest(beginning.text), mass);
            } else if (!own.isSpecial(id) && own.bytes(id).length > 0) {
                byte[] text = joined(beginning.text, own.bytes(id));
                if (mass >= least && texts.goesOn(text)) {
                    longer.add(new Beginning(beginning.context.plus(own.token(id)), text, mass));
                } else {
                    add(weights, texts.longest(text), mass);
                }
            }
        }
    }

    private static void add(double[] weights, int id, double mass) {
        if (id >= 0) {
            weights[id] += mass;
        }
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(head.length + tail.length);
        all.writeBytes(head);
        all.writeBytes(tail);
        return all.toByteArray();
    }
}
