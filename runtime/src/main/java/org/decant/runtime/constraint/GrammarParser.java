package org.decant.runtime.constraint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.util.automaton.Automata;
import org.decant.runtime.constraint.Grammar.Reference;
import org.decant.runtime.constraint.Grammar.Symbol;
import org.decant.runtime.constraint.Grammar.Terminal;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.diagnostic.Span;

/// Reads grammars in EBNF: rules `name ::= …`, the first of which is the start; texts in double or single quotes, character
/// classes, `.` for any character but a line feed, names of rules, groups, `|`, `* + ?`, counts in braces, and comments from
/// `#` to the end of the line. White space only separates.
final class GrammarParser {
    private static final int DEEPEST = 200;
    private static final int MOST_RULES = 100_000;

    private final CharacterReader in;
    private final Grammar.Builder grammar = new Grammar.Builder();
    private final Map<String, Reference> rules = new LinkedHashMap<>();
    private final Map<String, Span> firstUses = new LinkedHashMap<>();
    private final Set<String> defined = new HashSet<>();
    private final Map<String, Terminal> literals = new LinkedHashMap<>();
    private int depth;

    private GrammarParser(SourceText source) {
        this.in = new CharacterReader(source, 0);
    }

    /// The texts of the grammar's first rule.
    ///
    /// @throws DecantException where the grammar is wrong, with the place in it
    static GrammarAutomaton parse(SourceText source) {
        GrammarParser parser = new GrammarParser(source);
        parser.rules();
        GrammarRules.Prepared prepared = GrammarRules.prepare(parser.grammar.build());
        if (prepared.empty()) {
            throw parser.atRule(parser.rules.keySet().iterator().next(), "no text satisfies the grammar",
                    "give its rules an alternative that does not call them again");
        }
        if (prepared.grammar() == null) {
            throw parser.recursion(prepared.cycle());
        }
        return new GrammarAutomaton(prepared.grammar());
    }

    private void rules() {
        skip();
        while (!in.atEnd()) {
            int start = in.position();
            String name = name();
            if (name == null || !acceptAssignment()) {
                throw in.error(name == null ? new Span(in.source(), start, start + 1) : span(start),
                        "a rule begins here, with its name and `::=`", "write `name ::= …`, the start first");
            }
            Reference rule = rule(name, span(start, start + name.length()));
            if (!defined.add(name)) {
                throw in.error(span(start, start + name.length()), "the rule `" + name + "` is there twice",
                        "join what it may be with `|`");
            }
            alternatives().forEach(alternative -> grammar.add(rule, alternative));
            if (!in.atEnd() && in.peek() == ')') {
                throw in.error(1, "this `)` closes nothing", "remove it, or write `\")\"` for the character itself");
            }
        }
        if (rules.isEmpty()) {
            throw in.error(0, "the grammar has no rules", "write `name ::= …`");
        }
        for (Map.Entry<String, Reference> entry : rules.entrySet()) {
            if (!defined.contains(entry.getKey())) {
                String near = NearestName.hint(entry.getKey(), defined);
                throw atRule(entry.getKey(), "there is no rule `" + entry.getKey() + "`",
                        near != null ? near : "define it: `" + entry.getKey() + " ::= …`; texts stand in quotes");
            }
        }
    }

    private Reference rule(String name, Span use) {
        firstUses.putIfAbsent(name, use);
        return rules.computeIfAbsent(name, ignored -> grammar.declare());
    }

    private List<List<Symbol>> alternatives() {
        if (++depth > DEEPEST) {
            throw in.error(1, "the groups of the grammar are too deep", "give parts of it names");
        }
        List<List<Symbol>> alternatives = new ArrayList<>();
        do {
            skip();
            List<Symbol> parts = new ArrayList<>();
            while (!in.atEnd() && in.peek() != '|' && in.peek() != ')' && !atRuleHead()) {
                parts.add(repeated());
                skip();
            }
            alternatives.add(parts);
        } while (in.accept('|'));
        depth--;
        return alternatives;
    }

    private Symbol repeated() {
        int start = in.position();
        Symbol part = part();
        skip();
        while (!in.atEnd() && "*+?{".indexOf(in.peek()) >= 0) {
            int quantifier = in.position();
            part = switch (in.next()) {
                case '*' -> grammar.repeated(part);
                case '+' -> grammar.sequence(List.of(part, grammar.repeated(part)));
                case '?' -> grammar.optional(part);
                default -> counted(part, start, quantifier);
            };
            skip();
        }
        return part;
    }

    private Symbol counted(Symbol part, int start, int brace) {
        RegexParser.Count count = RegexParser.Count.read(in, brace);
        if (Math.max(count.least(), count.most()) > 1000 || grammar.size() > MOST_RULES) {
            throw in.error(span(start), "this is repeated too often", "repeat at most 1000 times, or with `*`");
        }
        return grammar.repeated(part, count.least(), count.most());
    }

    private Symbol part() {
        int start = in.position();
        int first = in.peek();
        if (first == '(') {
            in.next();
            Symbol inner = grammar.choice(alternatives());
            if (!in.accept(')')) {
                throw in.error(span(start, start + 1), "this `(` is never closed", "add `)`");
            }
            return inner;
        }
        if (first == '[' || first == '.') {
            CodePoints members = first == '[' ? in.characterClass() : CodePoints.of('\n').complement();
            if (first == '.') {
                in.next();
            }
            String text = in.source().text().substring(start, in.position());
            return literals.computeIfAbsent(text, ignored -> new Terminal(FiniteAutomaton.ofCodePoints(members.automaton())));
        }
        if (first == '"' || first == '\'') {
            return literal(start);
        }
        String name = name();
        if (name == null) {
            throw in.error(1, "this is no part of a rule",
                    "rules are made of `\"texts\"`, `[classes]`, names of rules, groups, `|` and `* + ?`");
        }
        return rule(name, span(start));
    }

    private Symbol literal(int start) {
        int quote = in.next();
        StringBuilder text = new StringBuilder();
        while (in.peek() != quote) {
            if (in.atEnd() || in.peek() == '\n') {
                throw in.error(span(start, start + 1), "this quote is never closed",
                        "close it on the same line; a line feed is `\\n`");
            }
            if (in.peek() == '\\') {
                int escape = in.position();
                int character = in.escape().only();
                if (character < 0) {
                    throw in.error(span(escape), "this escape stands for several characters",
                            "write a class outside of the quotes, `["
                                    + in.source().text().substring(escape, in.position()) + "]`");
                }
                text.appendCodePoint(character);
            } else {
                text.appendCodePoint(in.next());
            }
        }
        in.next();
        return literals.computeIfAbsent('"' + text.toString(), ignored ->
                new Terminal(FiniteAutomaton.ofCodePoints(Automata.makeString(text.toString()))));
    }

    /// A rule's name, if there is one here.
    private String name() {
        int start = in.position();
        while (!in.atEnd() && (Character.isLetterOrDigit(in.peek()) || in.peek() == '_'
                || in.position() > start && in.peek() == '-')) {
            in.next();
        }
        return in.position() == start ? null : in.source().text().substring(start, in.position());
    }

    private boolean acceptAssignment() {
        skip();
        if (!in.source().text().startsWith("::=", in.position())) {
            return false;
        }
        in.next();
        in.next();
        in.next();
        return true;
    }

    private boolean atRuleHead() {
        CharacterReader ahead = new CharacterReader(in.source(), in.position());
        GrammarParser looking = new GrammarParser(ahead);
        return looking.name() != null && looking.acceptAssignment();
    }

    private GrammarParser(CharacterReader in) {
        this.in = in;
    }

    /// White space and comments.
    private void skip() {
        while (!in.atEnd() && (Character.isWhitespace(in.peek()) || in.peek() == '#')) {
            if (in.next() == '#') {
                while (!in.atEnd() && in.peek() != '\n') {
                    in.next();
                }
            }
        }
    }

    private Span span(int start) {
        return span(start, in.position());
    }

    private Span span(int start, int end) {
        return new Span(in.source(), start, end);
    }

    private DecantException atRule(String name, String message, String hint) {
        return in.error(firstUses.get(name), message, hint);
    }

    private DecantException recursion(List<Integer> cycle) {
        List<String> names = new ArrayList<>();
        for (int rule : cycle) {
            rules.forEach((name, reference) -> {
                if (reference.rule() == rule) {
                    names.add(name);
                }
            });
        }
        return names.isEmpty()
                ? in.error(0, "a repetition in the grammar repeats the empty text before something else",
                "repeat only what is never empty")
                : atRule(names.getFirst(), "the rule `" + names.getFirst() + "` calls itself before it reads anything: "
                + String.join(" → ", names), "write what comes first first, and repeat the rest: `sum ::= term (\"+\" term)*`");
    }
}
