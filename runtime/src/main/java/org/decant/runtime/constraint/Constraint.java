package org.decant.runtime.constraint;

import java.util.BitSet;
import org.decant.runtime.context.Context;
import org.decant.runtime.vocabulary.Token;

/// Which texts an output may be, as an automaton that reads tokens. A constraint is immutable and may be shared by sessions
/// and vocabularies; it depends on nothing but the tokens it has read.
public interface Constraint {

    /// The state before the first constrained token.
    ///
    /// @param at what is written before it
    State start(Context at);

    /// The outputs that both allow.
    ///
    /// @throws org.decant.runtime.diagnostic.DecantException where it is certain that there are none
    default Constraint and(Constraint other) {
        return Combination.intersection(this, other);
    }

    /// The outputs that one of the two allows.
    default Constraint or(Constraint other) {
        return Combination.union(this, other);
    }

    /// This constraint, whose first token is the one after `start`, whoever asks.
    default Constraint after(Context start) {
        return new Anchored(this, start);
    }

    /// How far an output has come.
    interface State {

        /// The state after one more token; null where that is not allowed. Not asked about end tokens.
        State next(Token token);

        /// The ids of the tokens that may follow, end tokens where the output may end here. Not to be changed.
        BitSet allowed();

        /// Whether the output may end here.
        boolean accepts();
    }
}
