package org.decant.runtime.model;

import java.util.List;
import org.decant.runtime.context.Canvas;
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
        checkVocabulary(context);
        return call(context);
    }

    final void checkVocabulary(Context context) {
        if (context.vocabulary() != vocabulary) {
            throw new DecantException(
                    "the model " + name + " has the vocabulary " + vocabulary.name() + ", the context is of "
                            + context.vocabulary().name(),
                    "convert through text: `model.context(text(context.tokens))`");
        }
    }

    protected abstract Logits call(Context context);

    /// Makes the forward calls that [#logits] at `context` needs pending, so that they join the next pass.
    public abstract void issue(Context context);

    /// The logits at the holes of `canvas`, in the order of places. The call stays pending until a value of it is read.
    ///
    /// @throws DecantException where the model fills no canvases, or the canvas is of another vocabulary
    public List<Logits> logits(Canvas canvas) {
        throw new DecantException("the view " + name + " of a model fills no canvases",
                "call the model itself on the canvas, and transform the logits of its holes");
    }

    /// The forward model in its session that runs for this one: what has hidden states, layers and the like.
    ///
    /// @throws DecantException where no single one does
    public Batcher forward() {
        throw new DecantException("the model " + name + " is not a view of one model",
                "ask a model for its layers before it is mixed with others");
    }

    /// This view of `other` instead of [#forward].
    ///
    /// @throws DecantException as [#forward]
    public Model over(Batcher other) {
        return forward();
    }

    @Override
    public String toString() {
        return name;
    }
}
