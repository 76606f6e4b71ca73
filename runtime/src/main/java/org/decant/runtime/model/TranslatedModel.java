package org.decant.runtime.model;

import java.util.Arrays;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.TokenTexts;
import org.decant.runtime.vocabulary.Vocabulary;

/// The view of a model in another vocabulary, token by token: the tokens that both have keep their scores, the others are
/// excluded (token-level intersection: Timor et al., 2025). The end of one is the end of the other. Where the model gives
/// none of the common tokens any probability, all of them are equally likely.
public final class TranslatedModel extends Model {
    private final Model base;
    private final Translation translation;
    /// The base's token by this model's; -1 where it has none.
    private final int[] common;

    /// @throws DecantException where the vocabularies have no token in common
    public TranslatedModel(Model base, Vocabulary vocabulary, Session session) {
        super("translate(" + base.name() + ", " + vocabulary.name() + ")", vocabulary);
        this.base = base;
        this.translation = new Translation(session, base.vocabulary());
        this.common = common(base.vocabulary(), vocabulary);
        if (Arrays.stream(common).allMatch(id -> id < 0)) {
            throw new DecantException("the vocabularies " + base.vocabulary().name() + " and " + vocabulary.name()
                    + " have no token in common", "`spell` makes a view of texts instead of tokens");
        }
    }

    private static int[] common(Vocabulary from, Vocabulary to) {
        TokenTexts texts = TokenTexts.of(from);
        int[] common = new int[to.size()];
        for (int id = 0; id < common.length; id++) {
            common[id] = to.isEnd(id) ? from.end() : to.isSpecial(id) || to.bytes(id).length == 0 ? -1
                    : texts.token(to.bytes(id), to.bytes(id).length);
        }
        return common;
    }

    @Override
    protected Logits call(Context context) {
        Logits logits = base.logits(translation.of(context));
        return new Logits(vocabulary(), () -> {
            double[] scores = logits.values();
            double[] translated = new double[common.length];
            boolean possible = false;
            for (int id = 0; id < translated.length; id++) {
                translated[id] = common[id] < 0 ? Double.NEGATIVE_INFINITY : scores[common[id]];
                possible |= translated[id] > Double.NEGATIVE_INFINITY;
            }
            if (!possible) {
                Arrays.setAll(translated, id -> common[id] < 0 ? Double.NEGATIVE_INFINITY : 0);
            }
            return translated;
        });
    }

    @Override
    public void issue(Context context) {
        base.issue(translation.of(context));
    }
}
