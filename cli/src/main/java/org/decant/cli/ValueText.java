package org.decant.cli;

import java.util.List;
import java.util.StringJoiner;
import org.decant.compiler.types.Type;
import org.decant.compiler.value.Display;
import org.decant.compiler.value.TokenChart;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Logits;

/// Values for people: a distribution as a chart, a context as its text, a draft tree as a tree, a list of compound values
/// on a line each, everything else as a script would write it.
final class ValueText {
    private static final int ELEMENTS = 50;

    private final TokenChart chart;

    /// @param charted how many tokens of a distribution are shown; smaller distributions are shown whole
    ValueText(Console console, int charted) {
        chart = new TokenChart(charted, bar -> console.onOut(Style.BAR, bar));
    }

    String show(Object value, Type type) {
        return switch (value) {
            case Dist dist -> chart.draw(dist);
            case Logits logits -> chart.draw(logits);
            case Context context -> context.text() + "\nContext of " + context.length()
                    + (context.length() == 1 ? " token" : " tokens");
            case List<?> list when !list.isEmpty() && isCompound(list.getFirst()) -> lines(list);
            case null, default -> Display.show(value, type);
        };
    }

    /// Whether values of this kind are better shown on a line each.
    private static boolean isCompound(Object element) {
        return element instanceof RecordValue || element instanceof Tuple || element instanceof List
                || element instanceof Context || element instanceof Dist;
    }

    private static String lines(List<?> list) {
        StringJoiner lines = new StringJoiner("\n");
        for (int i = 0; i < Math.min(list.size(), ELEMENTS); i++) {
            lines.add("%3d  ".formatted(i) + Display.line(list.get(i)));
        }
        if (list.size() > ELEMENTS) {
            lines.add("  …  " + (list.size() - ELEMENTS) + " more");
        }
        return lines.toString();
    }
}
