package org.decant.runtime.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.decant.runtime.context.Context;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Judges a constraint by going through the token sequences of a small vocabulary.
final class BruteForce {

    private BruteForce() {
    }

    /// Checks at every sequence of up to `length` tokens which tokens the constraint allows: those with which a sequence of
    /// up to `longest` tokens can be completed to a text that `member` takes, and an end token where it takes the text.
    ///
    /// @param longest long enough that what can be completed at all from a sequence of `length` + 1 tokens can be in that many
    /// @return how many sequences are allowed, so that a test can see that it tests something
    static int check(Constraint constraint, Vocabulary vocabulary, int length, int longest, Predicate<String> member) {
        Session session = new Session();
        Context root = session.root(vocabulary);
        Session other = new Session(); // its contexts for completing, so that nothing is remembered from there
        return check(ConstrainedContexts.of(constraint, root, session), root, length, longest, member,
                other.root(vocabulary));
    }

    private static int check(ConstrainedContexts contexts, Context at, int length, int longest, Predicate<String> member,
                             Context plain) {
        BitSet expected = new BitSet();
        for (Token token : plainTokens(at.vocabulary())) {
            if (completable(plain.plus(token), longest, member)) {
                expected.set(token.id());
            }
        }
        boolean whole = member.test(at.text());
        if (whole && at.vocabulary().end() >= 0) {
            expected.set(at.vocabulary().end());
        }
        assertEquals(expected, contexts.at(at).allowed(), () -> contexts.constraint() + " after " + at.tokens());
        assertEquals(whole, contexts.at(at).accepts(), () -> contexts.constraint() + " at " + at.tokens());
        int count = 1;
        if (length > 0) {
            for (Token token : plainTokens(at.vocabulary())) {
                if (expected.get(token.id())) {
                    count += check(contexts, at.plus(token), length - 1, longest, member, plain.plus(token));
                } else {
                    assertEquals(ConstrainedContexts.Unconstrained.BROKEN, contexts.at(at.plus(token)));
                }
            }
        }
        return count;
    }

    private static boolean completable(Context at, int longest, Predicate<String> member) {
        if (member.test(at.text())) {
            return true;
        }
        if (at.length() < longest) {
            for (Token token : plainTokens(at.vocabulary())) {
                if (completable(at.plus(token), longest, member)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Token> plainTokens(Vocabulary vocabulary) {
        List<Token> tokens = new ArrayList<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            if (!vocabulary.isSpecial(id)) {
                tokens.add(vocabulary.token(id));
            }
        }
        return tokens;
    }
}
