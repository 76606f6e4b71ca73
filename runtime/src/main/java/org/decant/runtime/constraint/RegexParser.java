package org.decant.runtime.constraint;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.diagnostic.Span;

/// Reads regular expressions of the usual syntax into automata over characters: alternatives, groups, classes, `. * + ?` and
/// counts, and the escapes of [CharacterReader]. What is not regular, and what says how to search instead of what to match, is
/// refused by name.
final class RegexParser {
    private static final int DEEPEST = 200;
    private static final int MOST_STATES = 1_000_000;

    private final CharacterReader in;
    private int depth;

    private RegexParser(SourceText source) {
        this.in = new CharacterReader(source, 0);
    }

    /// The texts that the whole pattern matches.
    ///
    /// @throws DecantException where the pattern is wrong, with the place in it
    static Automaton parse(SourceText pattern) {
        RegexParser parser = new RegexParser(pattern);
        Automaton whole = parser.alternatives();
        if (!parser.in.atEnd()) {
            throw parser.in.error(1, "this `)` closes nothing", "remove it, or write `\\)` for the character itself");
        }
        return whole;
    }

    /// The texts in which the pattern is found; `^` at its beginning and `$` at its end hold it there. Alternatives outside of
    /// groups are taken together with such anchors: fewer texts, never others.
    static Automaton parseSearch(SourceText pattern) {
        String text = pattern.text();
        boolean start = text.startsWith("^");
        boolean end = text.endsWith("$") && !text.endsWith("\\$");
        String inner = text.substring(start ? 1 : 0, text.length() - (end ? 1 : 0));
        List<Automaton> parts = new ArrayList<>();
        Automaton anything = Operations.repeat(CodePoints.all().automaton());
        parts.add(start ? Automata.makeEmptyString() : anything);
        parts.add(parse(new SourceText(pattern.name(), inner)));
        parts.add(end ? Automata.makeEmptyString() : anything);
        return Operations.concatenate(parts);
    }

    private Automaton alternatives() {
        if (++depth > DEEPEST) {
            throw in.error(1, "the groups of the pattern are too deep", "nest at most " + DEEPEST);
        }
        List<Automaton> alternatives = new ArrayList<>();
        do {
            alternatives.add(sequence());
        } while (in.accept('|'));
        depth--;
        return alternatives.size() == 1 ? alternatives.getFirst() : Operations.union(alternatives);
    }

    private Automaton sequence() {
        List<Automaton> parts = new ArrayList<>();
        while (!in.atEnd() && in.peek() != '|' && in.peek() != ')') {
            parts.add(repeated());
        }
        return parts.isEmpty() ? Automata.makeEmptyString() : Operations.concatenate(parts);
    }

    private Automaton repeated() {
        int start = in.position();
        Automaton part = part();
        while (!in.atEnd() && "*+?{".indexOf(in.peek()) >= 0) {
            int quantifier = in.position();
            part = switch (in.next()) {
                case '*' -> Operations.repeat(part);
                case '+' -> Operations.repeat(part, 1);
                case '?' -> Operations.optional(part);
                default -> counted(part, start, quantifier);
            };
            if (!in.atEnd() && (in.peek() == '?' || in.peek() == '+')) {
                throw in.error(1, "a constraint has no lazy or possessive repetition: which of several ways a text matches"
                        + " makes no difference", "remove this `" + (char) in.peek() + "`");
            }
        }
        return part;
    }

    /// The part repeated as often as `{n}`, `{n,}` or `{n,m}` says; the brace is read.
    private Automaton counted(Automaton part, int start, int brace) {
        Count count = Count.read(in, brace);
        long states = (long) Math.max(1, part.getNumStates()) * (Math.max(count.least(), count.most()) + 1L);
        if (states > MOST_STATES) {
            throw in.error(new Span(in.source(), start, in.position()), "the repeated part takes too many states",
                    "repeat less, or with `*`");
        }
        return count.most() == Count.UNLIMITED ? Operations.repeat(part, count.least())
                : Operations.repeat(part, count.least(), count.most());
    }

    private Automaton part() {
        int start = in.position();
        return switch (in.peek()) {
            case '(' -> group(start);
            case '[' -> in.characterClass().automaton();
            case '.' -> {
                in.next();
                yield CodePoints.of('\n').complement().automaton();
            }
            case '\\' -> in.escape().automaton();
            case '*', '+', '?', '{' -> throw in.error(1, "nothing stands before this to repeat",
                    "write `\\" + (char) in.peek() + "` for the character itself");
            case '^', '$' -> throw in.error(1, "a constraint matches the whole text: it has no anchors",
                    "remove it, or write `\\" + (char) in.peek() + "` for the character itself");
            case ']', '}' -> throw in.error(1, "this `" + (char) in.peek() + "` closes nothing",
                    "write `\\" + (char) in.peek() + "` for the character itself");
            default -> CodePoints.of(in.next()).automaton();
        };
    }

    private Automaton group(int start) {
        in.next();
        if (in.accept('?') && !in.accept(':')) {
            String what = in.atEnd() ? "this group" : switch (in.peek()) {
                case '=', '!' -> "lookahead";
                case '<' -> "lookbehind or a named group";
                default -> "a group with flags";
            };
            throw new DecantException(Diagnostic.error(new Span(in.source(), start, in.position()),
                    what + " is not possible in a constraint", "groups are `(…)`; join constraints with `&` for more conditions"));
        }
        Automaton inner = alternatives();
        if (!in.accept(')')) {
            throw in.error(new Span(in.source(), start, start + 1), "this `(` is never closed",
                    "add `)`, or write `\\(` for the character itself");
        }
        return inner;
    }

    /// How often something is repeated.
    ///
    /// @param most [#UNLIMITED] for as often as one likes
    record Count(int least, int most) {
        static final int UNLIMITED = -1;
        private static final int LIMIT = 100_000;

        /// Reads what follows an opening brace at `brace`, with the closing one.
        static Count read(CharacterReader in, int brace) {
            int least = number(in, brace);
            int most = least;
            if (in.accept(',')) {
                most = in.atEnd() || in.peek() == '}' ? UNLIMITED : number(in, brace);
            }
            if (!in.accept('}') || most != UNLIMITED && most < least) {
                throw wrong(in, brace);
            }
            return new Count(least, most);
        }

        private static int number(CharacterReader in, int brace) {
            int value = 0;
            int start = in.position();
            while (!in.atEnd() && in.peek() >= '0' && in.peek() <= '9' && value <= LIMIT) {
                value = 10 * value + in.next() - '0';
            }
            if (in.position() == start || value > LIMIT) {
                throw wrong(in, brace);
            }
            return value;
        }

        private static DecantException wrong(CharacterReader in, int brace) {
            return in.error(new Span(in.source(), brace, Math.max(brace + 1, in.position())), "this is no count",
                    "counts are `{n}`, `{n,}` and `{n,m}`, up to " + LIMIT);
        }
    }
}
