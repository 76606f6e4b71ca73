package org.decant.runtime.constraint;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.Transition;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.json.JsonValue;
import org.decant.runtime.json.JsonValue.JsonArray;
import org.decant.runtime.json.JsonValue.JsonObject;
import org.decant.runtime.json.JsonValue.JsonString;

/// How JSON writes strings and numbers, as automata over characters. Characters of a string are escaped only where they must be,
/// in the short way.
final class JsonTexts {
    private static final String ESCAPED = "\"\\\b\f\n\r\t";
    private static final String ESCAPES = "\"\\bfnrt";
    private static final String DIGITS = "0123456789";

    private JsonTexts() {
    }

    /// The JSON strings, quotes included, whose value is one of `values`, an automaton over characters.
    static Automaton strings(Automaton values) {
        Automaton source = Operations.removeDeadStates(values);
        Automaton.Builder written = new Automaton.Builder();
        for (int state = 0; state < source.getNumStates(); state++) {
            written.createState();
            written.setAccept(state, source.isAccept(state));
        }
        Transition transition = new Transition();
        for (int state = 0; state < source.getNumStates(); state++) {
            int count = source.initTransition(state, transition);
            for (int i = 0; i < count; i++) {
                source.getNextTransition(transition);
                write(written, state, transition);
            }
        }
        return Operations.concatenate(List.of(Automata.makeChar('"'), written.finish(), Automata.makeChar('"')));
    }

    private static void write(Automaton.Builder written, int state, Transition transition) {
        int from = transition.min;
        for (int character = from; character <= Math.min(transition.max, '\\'); character++) {
            int escape = ESCAPED.indexOf(character);
            if (character < ' ' || escape >= 0) {
                if (from < character) {
                    written.addTransition(state, transition.dest, from, character - 1);
                }
                from = character + 1;
                if (escape >= 0) {
                    int between = written.createState();
                    written.addTransition(state, between, '\\', '\\');
                    char sign = ESCAPES.charAt(escape);
                    written.addTransition(between, transition.dest, sign, sign);
                }
            }
        }
        if (from <= transition.max) {
            written.addTransition(state, transition.dest, from, transition.max);
        }
    }

    /// Texts of any characters, `least` to `most` of them; `most` -1 for as many as one likes.
    static Automaton ofLength(int least, int most) {
        Automaton any = CodePoints.all().automaton();
        return most < 0 ? Operations.repeat(any, least) : Operations.repeat(any, least, most);
    }

    /// A value as JSON writes it without white space.
    static String literal(JsonValue value) {
        return switch (value) {
            case JsonString(var span, String text) -> quoted(text);
            case JsonArray(var span, List<JsonValue> elements) -> elements.stream().map(JsonTexts::literal)
                    .collect(java.util.stream.Collectors.joining(",", "[", "]"));
            case JsonObject(var span, List<JsonValue.Member> members) -> members.stream()
                    .map(member -> quoted(member.key()) + ":" + literal(member.value()))
                    .collect(java.util.stream.Collectors.joining(",", "{", "}"));
            default -> value.span().text();
        };
    }

    /// A string as JSON writes it.
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            int escape = ESCAPED.indexOf(text.charAt(i));
            if (escape >= 0) {
                out.append('\\').append(ESCAPES.charAt(escape));
            } else if (text.charAt(i) < ' ') {
                out.append("\\u%04x".formatted((int) text.charAt(i)));
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.append('"').toString();
    }

    /// Any number, with fraction and exponent.
    static Automaton anyNumber() {
        return RegexParser.parse(new SourceText("number", "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+\\-]?[0-9]+)?"));
    }

    /// The whole numbers from `least` to `most`, null for no bound; both are whole.
    static Automaton integers(BigDecimal least, BigDecimal most) {
        List<Automaton> parts = new ArrayList<>();
        if (most == null || most.signum() >= 0) {
            parts.add(magnitudes(least == null || least.signum() < 0 ? BigDecimal.ZERO : least, most));
        }
        if (least == null || least.signum() < 0) {
            BigDecimal smallest = most == null || most.signum() >= 0 ? BigDecimal.ONE : most.negate();
            parts.add(Operations.concatenate(List.of(Automata.makeChar('-'),
                    magnitudes(smallest, least == null ? null : least.negate()))));
        }
        return parts.isEmpty() ? Automata.makeEmpty() : Operations.union(parts);
    }

    /// The numbers from `least` to `most`, without exponents; null for no bound, both whole.
    static Automaton numbers(BigDecimal least, BigDecimal most) {
        Automaton fraction = RegexParser.parse(new SourceText("fraction", "(\\.[0-9]+)?"));
        Automaton zeros = RegexParser.parse(new SourceText("zeros", "(\\.0+)?"));
        List<Automaton> parts = new ArrayList<>();
        // Positive: [n, n+1) for each whole part n, then the upper bound itself; negative ones mirrored.
        BigDecimal from = least == null || least.signum() < 0 ? BigDecimal.ZERO : least;
        if (most == null || most.compareTo(from) > 0) {
            BigDecimal last = most == null ? null : most.subtract(BigDecimal.ONE);
            parts.add(Operations.concatenate(List.of(magnitudes(from, last), fraction)));
        }
        if (most != null && most.compareTo(from) >= 0) {
            parts.add(Operations.concatenate(List.of(magnitudes(most, most), zeros)));
        }
        BigDecimal to = most == null || most.signum() > 0 ? BigDecimal.ZERO : most.negate();
        if (least == null || least.negate().compareTo(to) > 0) {
            parts.add(Operations.concatenate(List.of(Automata.makeChar('-'),
                    magnitudes(to, least == null ? null : least.negate().subtract(BigDecimal.ONE)), fraction)));
        }
        if (least != null && least.signum() < 0 && least.negate().compareTo(to) >= 0) {
            parts.add(Operations.concatenate(List.of(Automata.makeChar('-'), magnitudes(least.negate(), least.negate()), zeros)));
        }
        return parts.isEmpty() ? Automata.makeEmpty() : Operations.union(parts);
    }

    /// The whole numbers from `least`, at least 0, to `most` (null: no bound), without leading zeros.
    private static Automaton magnitudes(BigDecimal least, BigDecimal most) {
        String low = least.toBigInteger().toString();
        List<Automaton> parts = new ArrayList<>();
        if (most == null) {
            parts.add(ofDigits(low, "9".repeat(low.length())));
            Automaton digit = Automata.makeCharRange('0', '9');
            parts.add(Operations.concatenate(List.of(Automata.makeCharRange('1', '9'), Operations.repeat(digit, low.length()))));
        } else if (most.compareTo(least) >= 0) {
            String high = most.toBigInteger().toString();
            for (int length = low.length(); length <= high.length(); length++) {
                parts.add(ofDigits(length == low.length() ? low : "1" + "0".repeat(length - 1),
                        length == high.length() ? high : "9".repeat(length)));
            }
        }
        return parts.isEmpty() ? Automata.makeEmpty() : Operations.union(parts);
    }

    /// The digit strings from `low` to `high`, which are of the same length.
    private static Automaton ofDigits(String low, String high) {
        Automaton.Builder automaton = new Automaton.Builder();
        automaton.createState();
        // The states after the digits so far: equal to both bounds, to the lower, to the upper, between.
        int[] before = {0, -1, -1, -1};
        for (int i = 0; i < low.length(); i++) {
            int[] after = {automaton.createState(), automaton.createState(), automaton.createState(), automaton.createState()};
            char l = low.charAt(i);
            char h = high.charAt(i);
            for (char digit : DIGITS.toCharArray()) {
                if (before[0] >= 0 && digit >= l && digit <= h) {
                    int to = l == h ? 0 : digit == l ? 1 : digit == h ? 2 : 3;
                    automaton.addTransition(before[0], after[to], digit, digit);
                }
                if (before[1] >= 0 && digit >= l) {
                    automaton.addTransition(before[1], after[digit == l ? 1 : 3], digit, digit);
                }
                if (before[2] >= 0 && digit <= h) {
                    automaton.addTransition(before[2], after[digit == h ? 2 : 3], digit, digit);
                }
                if (before[3] >= 0) {
                    automaton.addTransition(before[3], after[3], digit, digit);
                }
            }
            before = after;
        }
        for (int state : before) {
            automaton.setAccept(state, true);
        }
        return Operations.removeDeadStates(automaton.finish());
    }
}
