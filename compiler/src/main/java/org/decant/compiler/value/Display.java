package org.decant.compiler.value;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.decant.compiler.types.Type;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.data.PriorityQueue;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.distribution.Ranking;
import org.decant.runtime.draft.Node;
import org.decant.runtime.draft.Rule;
import org.decant.runtime.draft.Shape;
import org.decant.runtime.draft.Verified;
import org.decant.runtime.model.Model;
import org.decant.runtime.vocabulary.Token;

/// Values as people read them.
public final class Display {
    private static final TokenChart CHART = new TokenChart(10, bar -> bar);
    /// Tokens shown of a distribution within a line.
    private static final int RANKS_IN_LINE = 3;
    /// Elements shown of a list or map.
    private static final int ELEMENTS = 200;
    private static final int ELEMENTS_IN_LINE = 12;
    /// Characters shown of a context's text in a line: the last ones.
    private static final int CONTEXT_CHARACTERS = 60;

    private Display() {
    }

    /// `value` as text, on several lines where it deserves them: a distribution is a [TokenChart].
    ///
    /// @param type its type, or null where it is not known
    public static String show(Object value, Type type) {
        if (type != null && type.resolved() == Type.NOTHING) {
            return "";
        }
        return switch (value) {
            case Dist dist -> CHART.draw(dist);
            case Logits logits -> CHART.draw(logits);
            case Context context -> quote(context.text()) + " (" + count(context.length(), "token") + ")";
            case List<?> list -> list(list, ELEMENTS);
            case OrderedMap<?, ?> map -> map(map, ELEMENTS);
            case null, default -> line(value);
        };
    }

    /// `value` on one line, shortened where it is long.
    public static String line(Object value) {
        return switch (value) {
            case null -> "null";
            case Double number -> number(number);
            case String text -> quote(text);
            case Token token -> quote(token.text());
            case Context context -> context(context);
            case Dist dist -> "Dist(" + topInLine(dist) + ")";
            case Logits logits -> "Logits of " + count(logits.size(), "token");
            case List<?> list -> list(list, ELEMENTS_IN_LINE);
            case OrderedMap<?, ?> map -> map(map, ELEMENTS_IN_LINE);
            case PriorityQueue<?> queue -> "Queue" + list(queue.elements(), ELEMENTS_IN_LINE);
            case Tuple tuple -> joined(Arrays.asList(tuple.elements()), ELEMENTS_IN_LINE, Display::line, "(", ")");
            case RecordValue record -> record(record);
            case Verified verified -> "Verified(" + verified.accepted() + " accepted, tokens "
                    + list(verified.tokens(), ELEMENTS_IN_LINE) + ")";
            case Node node -> node.parent() == null ? "root" : "Node(" + quote(node.token().text()) + ", depth "
                    + node.depth() + ")";
            case Model model -> "model " + model.name();
            case Shape shape -> shape.describe();
            case Rule rule -> rule.describe();
            default -> value.toString();
        };
    }

    private static String number(double number) {
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        return Double.toString(number);
    }

    private static String context(Context context) {
        String text = context.text();
        return text.length() <= CONTEXT_CHARACTERS ? "Context(" + quote(text) + ")"
                : "Context(…" + quote(text.substring(text.length() - CONTEXT_CHARACTERS)) + ")";
    }

    private static String record(RecordValue record) {
        StringBuilder out = new StringBuilder(record.name()).append('(');
        for (int i = 0; i < record.values().length; i++) {
            out.append(i == 0 ? "" : ", ").append(record.fields().get(i)).append(": ").append(line(record.values()[i]));
        }
        return out.append(')').toString();
    }

    private static String list(List<?> list, int limit) {
        return joined(list, limit, Display::line, "[", "]");
    }

    private static String map(OrderedMap<?, ?> map, int limit) {
        return map.size() == 0 ? "[->]" : joined(map.entries(), limit,
                entry -> line(entry.get(0)) + " -> " + line(entry.get(1)), "[", "]");
    }

    private static <E> String joined(List<E> elements, int limit, Function<E, String> each, String open, String close) {
        StringBuilder out = new StringBuilder(open);
        int shown = Math.min(limit, elements.size());
        for (int i = 0; i < shown; i++) {
            out.append(i == 0 ? "" : ", ").append(each.apply(elements.get(i)));
        }
        if (shown < elements.size()) {
            out.append(", … ").append(elements.size() - shown).append(" more");
        }
        return out.append(close).toString();
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /// A text as a script writes it.
    public static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static String topInLine(Dist dist) {
        double[] probabilities = dist.probabilities();
        int[] top = Ranking.top(dist, RANKS_IN_LINE);
        StringBuilder out = new StringBuilder();
        for (int id : top) {
            out.append(out.isEmpty() ? "" : ", ").append(quote(dist.vocabulary().text(id)))
                    .append(String.format(Locale.ROOT, " %.3f", probabilities[id]));
        }
        return out.append(top.length < probabilities.length ? ", …" : "").toString();
    }
}
