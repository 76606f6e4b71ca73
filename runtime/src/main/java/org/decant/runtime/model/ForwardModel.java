package org.decant.runtime.model;

import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Vocabulary;

/// A model that computes: the interface to implement for a new kind of model.
///
/// A forward model is shared and immutable; what it keeps between passes (a cache) belongs to the [Passes] that it
/// opens for a session.
public interface ForwardModel {

    /// How people call it, such as `ngram:notes.txt`.
    String name();

    Vocabulary vocabulary();

    /// The longest context it can be asked about, in tokens.
    default int window() {
        return Integer.MAX_VALUE;
    }

    /// The model that this one is a view of: one with the same weights, which runs all of its layers. Itself where it is
    /// no view.
    default ForwardModel whole() {
        return this;
    }

    /// The part of the layers of [#whole] that are run for a context of `length` tokens: above 0, at most 1, and no more
    /// for a longer context.
    default double share(int length) {
        return 1;
    }

    Passes open(Session session);

    /// Runs a model's passes within one session. Called by one thread at a time.
    @FunctionalInterface
    interface Passes {

        /// Computes the next-token logits at every context of `pass` in one forward.
        void run(Pass pass);
    }
}
