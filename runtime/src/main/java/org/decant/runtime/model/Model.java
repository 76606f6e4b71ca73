package org.decant.runtime.model;

import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.vocabulary.Vocabulary;

/// A language model as strategies see it: a forward model bound to a session, or a view of other models.
public abstract class Model {
    private final String name;
    private final Vocabulary vocabulary;

    protected Model(String name, Vocabulary vocabulary) {
        this.name = name;
        this.vocabulary = vocabulary;
    }

    public final String name() {
        return name;
    }

    public final Vocabulary vocabulary() {
        return vocabulary;
    }

    /// The next-token logits at `context`. The call stays pending until a value of it is read.
    ///
    /// @throws DecantException where the context is of another vocabulary
    public final Logits logits(Context context) {
        if (context.vocabulary() != vocabulary) {
            throw new DecantException(
                    "the model " + name + " has the vocabulary " + vocabulary.name() + ", the context is of "
                            + context.vocabulary().name(),
                    "convert through text: `model.context(text(context.tokens))`");
        }
        return call(context);
    }

    protected abstract Logits call(Context context);

    /// Makes the forward calls that [#logits] at `context` needs pending, so that they join the next pass.
    public abstract void issue(Context context);

    @Override
    public String toString() {
        return name;
    }
}
