package org.decant.runtime.distribution;

import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// The checks of transforms' parameters.
final class Parameter {

    private Parameter() {
    }

    /// Throws unless `value` is in its range; a value that is not a number never is.
    ///
    /// @param allowed the range in words, to follow "must be"
    static void check(boolean inRange, String transform, String name, Object value, String allowed) {
        if (!inRange) {
            throw DecantException.ofParameter(name, "the parameter " + name + " of " + transform + " is " + value,
                    name + " must be " + allowed);
        }
    }

    static void checkFinite(String transform, String name, double value) {
        check(Double.isFinite(value), transform, name, value, "a finite number");
    }

    /// From 0 to 1, both included.
    static void checkFraction(String transform, String name, double value) {
        check(value >= 0 && value <= 1, transform, name, value, "from 0 to 1");
    }

    /// Above 0, up to 1.
    static void checkMass(String transform, String name, double value) {
        check(value > 0 && value <= 1, transform, name, value, "above 0 and at most 1");
    }

    /// Throws where one of a transform's tokens is not of the vocabulary that the scores are for.
    static void checkTokens(String transform, Iterable<Token> tokens, Vocabulary vocabulary) {
        for (Token token : tokens) {
            if (token.vocabulary() != vocabulary) {
                throw new DecantException(transform + " names the token `" + token.text() + "` of the vocabulary "
                        + token.vocabulary().name() + ", the scores are for " + vocabulary.name(),
                        "take the token from the model that " + transform + " is applied to");
            }
        }
    }
}
