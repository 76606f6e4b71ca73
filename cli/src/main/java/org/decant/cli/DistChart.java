package org.decant.cli;

import java.util.Locale;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Information;
import org.decant.runtime.distribution.Ranking;

/// A distribution as a chart: the most likely tokens with their probabilities and a bar for each.
final class DistChart {
    private static final int BAR_WIDTH = 32;
    private static final int LONGEST_TOKEN = 24;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    private final Console console;
    private final int most;

    /// @param most how many tokens are shown before the rest is summed up; a distribution of no more is shown whole, tokens
    ///             of probability 0 included
    DistChart(Console console, int most) {
        this.console = console;
        this.most = most;
    }

    String draw(Dist dist) {
        int[] ids = dist.size() <= most ? all(dist) : Ranking.top(dist, most);
        double[] probabilities = dist.probabilities();
        int width = 1;
        for (int id : ids) {
            width = Math.max(width, label(dist, id).length());
        }
        StringBuilder chart = new StringBuilder();
        chart.append(String.format(Locale.ROOT, "Dist of %d tokens, entropy %.3f nats", dist.size(), Information.entropy(dist)));
        double shown = 0;
        int possible = 0;
        for (double probability : probabilities) {
            possible += probability > 0 ? 1 : 0;
        }
        for (int id : ids) {
            double probability = probabilities[id];
            shown += probability;
            possible -= probability > 0 ? 1 : 0;
            String label = label(dist, id);
            chart.append("\n  ").append(label).append(" ".repeat(width - label.length())).append("  ")
                    .append(number(probability)).append("  ")
                    .append(console.onOut(Style.BAR, bar(probability / probabilities[ids[0]])));
        }
        if (possible > 0) {
            chart.append("\n  … ").append(possible).append(" more, together ").append(number(Math.max(0, 1 - shown)).strip());
        }
        return chart.toString();
    }

    /// All ids, the most likely first, those of probability 0 at the end.
    private static int[] all(Dist dist) {
        int[] ranked = Ranking.top(dist, dist.size());
        int[] ids = java.util.Arrays.copyOf(ranked, dist.size());
        int next = ranked.length;
        for (int id = 0; id < dist.size(); id++) {
            if (dist.logProbabilities()[id] == Double.NEGATIVE_INFINITY) {
                ids[next++] = id;
            }
        }
        return ids;
    }

    private static String number(double probability) {
        if (probability == 0) {
            return "0      ";
        }
        return probability < 0.00005 ? String.format(Locale.ROOT, "%.0e  ", probability)
                : String.format(Locale.ROOT, "%.5f", probability);
    }

    private static String bar(double share) {
        int eighths = (int) Math.round(share * BAR_WIDTH * 8);
        return "█".repeat(eighths / 8) + (eighths % 8 == 0 ? "" : EIGHTHS.charAt(eighths % 8));
    }

    private static String label(Dist dist, int id) {
        return TokenText.shown(dist.vocabulary().token(id), LONGEST_TOKEN);
    }
}
