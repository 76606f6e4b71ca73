package org.decant.contracts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Makes a setting smaller as long as it still shows what it shows: fewer tokens to write, a shorter prompt, fewer tokens in
/// the vocabulary, plainer values of parameters, models that look at fewer tokens and have plainer numbers.
final class Shrinking {
    private static final int MOST_TRIES = 2000;
    /// Numbers that are multiples of 1 / one of these are plain, the first the plainest.
    private static final int[] PLAIN_PARTS = {1, 2, 4, 10, 100};

    private final Predicate<Setting> shows;
    private int tries;

    private Shrinking(Predicate<Setting> shows) {
        this.shows = shows;
    }

    /// @param shows whether a setting still shows it; called a few hundred times
    static Setting shrink(Setting setting, Predicate<Setting> shows) {
        return new Shrinking(shows).shrink(setting);
    }

    private Setting shrink(Setting setting) {
        Setting smallest = setting;
        boolean smaller = true;
        while (smaller && tries < MOST_TRIES) {
            smaller = false;
            for (Setting candidate : candidates(smallest)) {
                if (tries++ < MOST_TRIES && shows.test(candidate)) {
                    smallest = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    /// Settings a step smaller, the largest steps first.
    private static List<Setting> candidates(Setting setting) {
        List<Setting> candidates = new ArrayList<>();
        for (int horizon = 1; horizon < setting.horizon(); horizon++) {
            candidates.add(setting.withHorizon(horizon));
        }
        if (!setting.prompt().isEmpty()) {
            candidates.add(setting.withPrompt(List.of()));
            candidates.add(setting.withPrompt(setting.prompt().subList(1, setting.prompt().size())));
        }
        if (setting.vocabulary().size() > 2) {
            candidates.add(withoutLastLetter(setting));
        }
        ModelTable first = setting.tables().isEmpty() ? null : setting.tables().values().iterator().next();
        setting.arguments().forEach((name, value) -> {
            for (Object plainer : plainer(value)) {
                candidates.add(setting.withArgument(name, plainer));
            }
            if (value instanceof ModelTable table && !table.sameAs(first)) {
                candidates.add(setting.withArgument(name, first));
            }
        });
        setting.arguments().forEach((name, value) -> {
            if (value instanceof ModelTable table) {
                withPlainerRows(table).forEach(plainer -> candidates.add(setting.withArgument(name, plainer)));
            }
        });
        return candidates;
    }

    private static Setting withoutLastLetter(Setting setting) {
        int size = setting.vocabulary().size() - 1;
        Map<String, Object> arguments = new LinkedHashMap<>();
        setting.arguments().forEach((name, value) -> arguments.put(name, switch (value) {
            case ModelTable table -> table.withoutLastLetter();
            case List<?> list -> list.stream().map(element ->
                    element instanceof ModelTable table ? table.withoutLastLetter() : element).toList();
            case null -> null;
            case Object other -> other;
        }));
        List<Integer> prompt = setting.prompt().stream().map(id -> Math.min(id, size - 2)).toList();
        return new Setting(Setting.letters(size), prompt, setting.horizon(), arguments);
    }

    private static List<Object> plainer(Object value) {
        return switch (value) {
            case ModelTable table -> plainer(table);
            case Long number -> number > 1 ? List.of(1L, number / 2, number - 1) : List.of();
            case Double number when number != 1 && Math.rint(number * 4) != number * 4 -> List.of(1.0, 0.5);
            case Boolean truth when truth -> List.of(false);
            case List<?> list when list.size() > 1 -> List.of(list.subList(0, list.size() - 1));
            case null, default -> List.of();
        };
    }

    /// The table looking at fewer tokens.
    private static List<Object> plainer(ModelTable table) {
        List<Object> plainer = new ArrayList<>();
        for (int order = 0; order < table.order(); order++) {
            plainer.add(table.withOrder(order));
        }
        if (table.order() > 0) {
            table.rows().forEach(row -> plainer.add(new ModelTable(table.size(), 0, List.of(row))));
        }
        return plainer;
    }

    /// The table with one row of plainer numbers.
    private static List<ModelTable> withPlainerRows(ModelTable table) {
        List<ModelTable> plainer = new ArrayList<>();
        for (int row = 0; row < table.rows().size(); row++) {
            double[] uniform = new double[table.size()];
            Arrays.fill(uniform, 1.0 / table.size());
            if (steps(table.rows().get(row)) > 2 && !Arrays.equals(uniform, table.rows().get(row))) {
                plainer.add(table.withRow(row, uniform));
            }
            for (int parts : PLAIN_PARTS) {
                double[] rounded = rounded(table.rows().get(row), parts);
                if (rounded != null && parts < steps(table.rows().get(row))) {
                    plainer.add(table.withRow(row, rounded));
                }
            }
        }
        return plainer;
    }

    /// How plain a row is: the smallest of a few denominators of which all its numbers are multiples.
    private static int steps(double[] row) {
        for (int parts : PLAIN_PARTS) {
            if (Arrays.stream(row).allMatch(p -> Math.abs(p * parts - Math.rint(p * parts)) < 1e-9)) {
                return parts;
            }
        }
        return parts(row);
    }

    /// The number of tokens where all are equally likely; more than any denominator otherwise.
    private static int parts(double[] row) {
        return Arrays.stream(row).allMatch(p -> Math.abs(p - 1.0 / row.length) < 1e-9) ? row.length : Integer.MAX_VALUE;
    }

    /// The row in multiples of 1/parts, the largest remainders rounded up; null where nothing would be left.
    private static double[] rounded(double[] row, int parts) {
        double[] rounded = new double[row.length];
        int left = parts;
        for (int id = 0; id < row.length; id++) {
            rounded[id] = Math.floor(row[id] * parts + 1e-9);
            left -= (int) rounded[id];
        }
        for (; left > 0; left--) {
            int best = 0;
            for (int id = 1; id < row.length; id++) {
                if (row[id] * parts - rounded[id] > row[best] * parts - rounded[best]) {
                    best = id;
                }
            }
            rounded[best]++;
        }
        return left < 0 ? null : rounded;
    }
}
