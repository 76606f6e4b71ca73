package org.decant.runtime.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Grammars against hand-written recognisers and against the CYK algorithm, over all token sequences.
class GrammarTest {
    private static final Vocabulary BRACKETS = Vocabularies.of(5, "(", ")", "x", "()", "x)", "</s>");
    private static final Vocabulary LETTERS = Vocabularies.of(4, "a", "b", "ab", "bb", "</s>");

    private static boolean balanced(String text) {
        int depth = 0;
        for (char c : text.toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0;
    }

    @Test
    void brackets() {
        Constraint grammar = Constraints.grammar("""
                text ::= (bracket | "x")*   # any number of them
                bracket ::= "(" text ")"
                """);
        assertTrue(BruteForce.check(grammar, BRACKETS, 3, 8, GrammarTest::balanced) > 40);
    }

    @Test
    void asManyAsOfEachOther() {
        Predicate<String> member = text -> {
            int half = text.length() / 2;
            return text.equals("a".repeat(half) + "b".repeat(half));
        };
        BruteForce.check(Constraints.grammar("s ::= \"a\" s \"b\" | \"\""), LETTERS, 3, 8, member);
        BruteForce.check(Constraints.grammar("s ::= ('a' s 'b')?"), LETTERS, 3, 8, member);
    }

    @Test
    void rulesThatCallThemselvesFirstAreRewritten() {
        Pattern sum = Pattern.compile("x(\\)x)*");
        Vocabulary vocabulary = Vocabularies.of(3, "x", ")", "x)", "</s>");
        BruteForce.check(Constraints.grammar("sum ::= sum \")\" \"x\" | \"x\""), vocabulary, 4, 6, text -> sum.matcher(text).matches());
        BruteForce.check(Constraints.grammar("sum ::= sum sum | sum | \"x\" | \")\" sum"), vocabulary, 3, 5,
                text -> text.endsWith("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*", "(a*)*b?", "(ab|ba)*", "a{2,3}", "(a?b?){2}", "a{0}", "a+b{2,}", "((a|b)(b|))*", "((a*)*)*"})
    void regularGrammarsAreThePatterns(String pattern) {
        String ebnf = "s ::= " + pattern.replaceAll("([ab])", " \"$1\" ").replace("|)", "| \"\")");
        Pattern oracle = Pattern.compile(pattern);
        BruteForce.check(Constraints.grammar(ebnf), LETTERS, 3, 6, text -> oracle.matcher(text).matches());
    }

    /// A grammar in Chomsky normal form: what each rule may be, two rules or a letter.
    private record Normal(List<List<String>> rules) {

        static Normal random(Random random) {
            List<List<String>> rules = new ArrayList<>();
            int count = 2 + random.nextInt(2);
            for (int rule = 0; rule < count; rule++) {
                List<String> alternatives = new ArrayList<>();
                alternatives.add(random.nextBoolean() ? "a" : "b");
                for (int i = random.nextInt(3); i >= 0; i--) {
                    // The first rule called is a later one, so that none calls itself first.
                    int first = rule + 1 < count ? rule + 1 + random.nextInt(count - rule - 1) : -1;
                    alternatives.add(first < 0 ? "b" : "" + first + random.nextInt(count));
                }
                rules.add(alternatives);
            }
            return new Normal(rules);
        }

        String ebnf() {
            StringBuilder text = new StringBuilder();
            for (int rule = 0; rule < rules.size(); rule++) {
                text.append("r").append(rule).append(" ::= ").append(String.join(" | ", rules.get(rule).stream()
                        .map(one -> one.length() == 1 ? "\"" + one + "\"" : "r" + one.charAt(0) + " r" + one.charAt(1)).toList()))
                        .append('\n');
            }
            return text.toString();
        }

        boolean member(int rule, String text, Map<String, Boolean> known) {
            Boolean before = known.get(rule + text);
            if (before != null) {
                return before;
            }
            boolean found = false;
            for (String one : rules.get(rule)) {
                if (one.length() == 1) {
                    found |= text.equals(one);
                } else {
                    for (int cut = 1; cut < text.length() && !found; cut++) {
                        found = member(one.charAt(0) - '0', text.substring(0, cut), known)
                                && member(one.charAt(1) - '0', text.substring(cut), known);
                    }
                }
            }
            known.put(rule + text, found);
            return found;
        }
    }

    @Test
    void randomGrammars() {
        long seed = Long.getLong("decant.test.seed", 20_260_402L);
        System.out.println("random grammars: seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 80; round++) {
            Normal normal = Normal.random(random);
            Map<String, Boolean> known = new HashMap<>();
            BruteForce.check(Constraints.grammar(normal.ebnf()), LETTERS, 2, 7, text -> normal.member(0, text, known));
        }
    }

    @Test
    void aStateDoesNotGrowWithTheText() {
        Constraint grammar = Constraints.grammar("""
                list ::= "(" item ("x" item)* ")"
                item ::= "x"+ | list
                """);
        Session session = new Session();
        Context root = session.root(BRACKETS);
        ConstrainedContexts contexts = ConstrainedContexts.of(grammar, root, session);
        Context at = root.plus(BRACKETS.token(0)).plus(BRACKETS.token(2));
        for (int i = 0; i < 1000; i++) {
            at = at.plus(BRACKETS.token(2));
        }
        Context later = at.plus(BRACKETS.token(2));
        assertEquals(contexts.at(at), contexts.at(later));
    }

    @Test
    void grammarsCombineWithOthers() {
        Constraint grammar = Constraints.grammar("text ::= (\"(\" text \")\" | \"x\")*");
        BruteForce.check(grammar.or(Constraints.words(List.of("((", ")"))), BRACKETS, 2, 6,
                text -> balanced(text) || text.equals("((") || text.equals(")"));
        BruteForce.check(grammar.and(Constraints.regex("[()]*")), BRACKETS, 3, 8,
                text -> balanced(text) && !text.contains("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "s ::= t", "s ::= \"a", "s ::= (\"a\"", "s ::= \"a\")", "s ::= s s", "s ::= \"a\" s",
        "s ::= t \"a\" | \"b\"\nt ::= s \"b\"", "s ::= \"\\d\"", "s ::= \"a\"\ns ::= \"b\"", "s ::= \"a\"{2000}", "s ::= *",
        "s ::= (\"a\"?)* s \"b\" | \"c\"", "s ::= [a"})
    void wrongGrammarsAreRefused(String grammar) {
        assertThrows(DecantException.class, () -> Constraints.grammar(grammar));
    }
}
