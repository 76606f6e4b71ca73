package org.decant.runtime.model;

import java.util.List;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Vocabulary;

/// A kind of model that can be opened by its location. Kinds of other libraries are found by [java.util.ServiceLoader].
public interface ModelKind {

    /// What stands before the colon of a location: lower-case letters, digits and hyphens, at least two.
    String name();

    /// The ends of file names, each with its dot, that say this kind where a location names none.
    List<String> suffixes();

    /// The options that a location of this kind may have.
    List<ModelOption> options();

    /// Opens the model at `location`, whose options are all among [#options].
    ///
    /// @param shared the vocabulary that the model must have, so that it can draft for another; null for its own
    /// @throws DecantException where the model is missing, corrupt or cannot have that vocabulary
    ForwardModel open(ModelLocation location, Vocabulary shared);
}
