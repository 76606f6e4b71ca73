package org.decant.runtime.model;

import org.decant.runtime.context.Context;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Vocabulary;

/// Contexts of one vocabulary in another: the tokens of the same text. What a context became is remembered there.
final class Translation {
    private final Context root;
    private final int slot;

    Translation(Session session, Vocabulary to) {
        this.root = session.root(to);
        record To(Vocabulary vocabulary) {
        }
        this.slot = session.slotFor(new To(to));
    }

    /// @throws org.decant.runtime.diagnostic.DecantException where the vocabulary has no tokens for the text
    Context of(Context context) {
        if (context.slot(slot) instanceof Context known) {
            return known;
        }
        Context made = root.plus(root.vocabulary().encode(context.text()));
        context.setSlot(slot, made);
        return made;
    }
}
