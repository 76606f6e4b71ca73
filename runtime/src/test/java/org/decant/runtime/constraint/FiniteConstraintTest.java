package org.decant.runtime.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Finite constraints against `java.util.regex` and plain string operations, over all token sequences.
class FiniteConstraintTest {
    /// Tokens of several letters, one of them twice, and a letter that stands in no token by itself (`c`).
    private static final Vocabulary PIECES = Vocabularies.of(6, "a", "b", "ab", "bc", "aba", "a", "</s>");
    private static final Vocabulary DIGITS = Vocabularies.of(5, "0", "1", "9", "-", "19", "</s>");

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "abc", "a*", "(ab|ba)*", "a+b?", "[ab]{2,3}", "(a|ab)(c|bc)?", "[^b]*", "a{2}b{0,1}",
        "(?:a(b(a)))", "a|", "(|b)a", "c?", "[a-b]+", "\\w{1,2}", "aba|ab|a", "(a*)*b", ".b.", "[^ac]b*", "a{2,}"})
    void patternsAllowWhatTheyMatch(String pattern) {
        Pattern oracle = Pattern.compile(pattern, Pattern.UNIX_LINES);
        BruteForce.check(Constraints.regex(pattern), PIECES, 3, 5, text -> oracle.matcher(text).matches());
    }

    @Test
    void aPatternThatTokensCannotCompleteLeadsNowhere() {
        // `c` comes only after `b`: `a`, `ab` can begin `(ac|abc)` but only `a`, `bc` can complete it.
        BruteForce.check(Constraints.regex("ac|abc"), PIECES, 3, 4, "abc"::equals);
        BruteForce.check(Constraints.regex("a(b|bcx)*"), PIECES, 3, 5, text -> text.matches("ab*"));
    }

    @Test
    void datesAndRepeats() {
        Pattern date = Pattern.compile("(19|09)-(0[1-9]|1[01])");
        assertTrue(BruteForce.check(Constraints.regex(date.pattern()), DIGITS, 4, 6, text -> date.matcher(text).matches()) > 10);
    }

    @Test
    void randomPatterns() {
        long seed = Long.getLong("decant.test.seed", 20_260_401L);
        System.out.println("random patterns: seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            String pattern = pattern(random, 3);
            Pattern oracle = Pattern.compile(pattern);
            BruteForce.check(Constraints.regex(pattern), PIECES, 2, 5, text -> oracle.matcher(text).matches());
        }
    }

    /// Patterns whose shortest completions are short: nothing is repeated a fixed number of times but single letters.
    private static String pattern(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 2 : 7)) {
            case 0 -> "a";
            case 1 -> random.nextBoolean() ? "b" : "(bc)";
            case 2, 3 -> pattern(random, 0) + pattern(random, depth - 1);
            case 4 -> "(" + pattern(random, depth - 1) + "|" + pattern(random, depth - 1) + ")";
            case 5 -> "(" + pattern(random, depth - 1) + ")*";
            default -> "(" + pattern(random, depth - 1) + ")?";
        };
    }

    @Test
    void wordsAreTheTexts() {
        List<String> words = List.of("a", "aba", "abab", "bcb", "");
        assertTrue(BruteForce.check(Constraints.words(words), PIECES, 3, 4, words::contains) > 8);
    }

    @Test
    void containing() {
        BruteForce.check(Constraints.containing("bab"), PIECES, 2, 6, text -> text.contains("bab"));
        BruteForce.check(Constraints.containing("a").and(Constraints.containing("bb")), PIECES, 2, 5,
                text -> text.contains("a") && text.contains("bb"));
    }

    @Test
    void substrings() {
        String text = "abaababcab";
        assertTrue(BruteForce.check(Constraints.substringsOf(text), PIECES, 4, 5, text::contains) > 20);
        BruteForce.check(Constraints.substringsOf(""), PIECES, 2, 3, String::isEmpty);
        BruteForce.check(Constraints.substringsOf(text).and(Constraints.regex("a.*b")), PIECES, 3, 8,
                part -> text.contains(part) && part.matches("a.*b"));
    }

    @Test
    void charactersAreCutNowhere() {
        byte[] e = "é".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Vocabulary bytes = Vocabularies.of(4, "x".getBytes(), new byte[] {e[0]}, new byte[] {e[1]}, "éx".getBytes(), "</s>".getBytes());
        String text = "xéxé";
        BruteForce.check(Constraints.substringsOf(text), bytes, 4, 6, text::contains);
        BruteForce.check(Constraints.regex("[^x]*"), bytes, 3, 4, part -> part.matches("é*"));
        BruteForce.check(Constraints.regex("[à-ü]x"), bytes, 3, 4, "éx"::equals);
    }

    @Test
    void combinationsAreThoseOfTheSets() {
        Pattern left = Pattern.compile("(ab?)*");
        Pattern right = Pattern.compile("a.*a");
        Constraint a = Constraints.regex(left.pattern());
        Constraint b = Constraints.regex(right.pattern());
        BruteForce.check(a.and(b), PIECES, 3, 6, text -> left.matcher(text).matches() && right.matcher(text).matches());
        BruteForce.check(a.or(b), PIECES, 3, 6, text -> left.matcher(text).matches() || right.matcher(text).matches());
        assertEquals(a.and(b), Constraints.regex("(ab?)*").and(Constraints.regex("a.*a")));
        assertNotEquals(a.and(b), a.or(b));
        assertThrows(DecantException.class, () -> Constraints.regex("a").and(Constraints.regex("b")));
    }

    @Test
    void functionsGiveTheTokens() {
        // At most two tokens, an end after the first or second, never the same token twice in a row.
        Constraint function = new FunctionConstraint(context -> context.length() >= 2 ? List.of(PIECES.token(6))
                : Vocabularies.tokens(PIECES, 0, 1, 6).stream().filter(token -> token != context.last()
                && (context.length() > 0 || !token.isEnd())).toList());
        Session session = new Session();
        Context root = session.root(PIECES);
        ConstrainedContexts contexts = ConstrainedContexts.of(function, root, session);
        Context a = root.plus(PIECES.token(0));
        assertEquals("{0, 1}", contexts.at(root).allowed().toString());
        assertEquals("{1, 6}", contexts.at(a).allowed().toString());
        assertTrue(contexts.at(a).accepts());
        assertEquals(ConstrainedContexts.Unconstrained.BROKEN, contexts.at(a.plus(PIECES.token(0))));
        assertEquals(ConstrainedContexts.Unconstrained.ENDED, contexts.at(a.plus(PIECES.token(6))));
        Constraint both = function.and(Constraints.regex("b*"));
        assertEquals("{1}", ConstrainedContexts.of(both, root, session).at(root).allowed().toString());
        Constraint either = function.or(Constraints.regex("(bc)*"));
        ConstrainedContexts eitherContexts = ConstrainedContexts.of(either, root, session);
        assertEquals("{0, 1, 3, 6}", eitherContexts.at(root).allowed().toString());
        assertEquals("{3, 6}", eitherContexts.at(root.plus(PIECES.token(3))).allowed().toString());
        assertEquals("{1, 6}", eitherContexts.at(a).allowed().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a", "a)", "[a", "a**?", "*a", "a{2", "a{3,2}", "\\q", "(?=a)", "^a", "[b-a]", "[]", "a{200000}", "\\",
        "\\u12", "((a{1000}){1000}){1000}", "(a|b)*a(a|b){30}", "[^\\x00-\\x{10ffff}]"})
    void wrongPatternsAreRefused(String pattern) {
        assertThrows(DecantException.class, () -> Constraints.regex(pattern));
    }
}
