package org.decant.compiler.value;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Information;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.distribution.Ranking;
import org.decant.runtime.vocabulary.Vocabulary;

/// A distribution as a chart: the likeliest tokens with their probabilities and a bar for each. Scores as a table.
public final class TokenChart {
    private static final int BAR_WIDTH = 32;
    private static final int LONGEST_TOKEN = 24;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    private final int most;
    private final UnaryOperator<String> barStyle;

    /// @param most     how many tokens are shown before the rest is summed up; a vocabulary of no more is shown whole,
    ///                 excluded tokens included
    /// @param barStyle what makes a bar look as it should where it is shown
    public TokenChart(int most, UnaryOperator<String> barStyle) {
        this.most = most;
        this.barStyle = barStyle;
    }

    public String draw(Dist dist) {
        double[] probabilities = dist.probabilities();
        int[] ids = shown(Ranking.top(dist, most), probabilities.length);
        String[] labels = labels(dist.vocabulary(), ids);
        StringBuilder chart = new StringBuilder();
        chart.append(String.format(Locale.ROOT, "Dist of %d tokens, entropy %.3f nats", dist.size(), Information.entropy(dist)));
        int possible = (int) Arrays.stream(probabilities).filter(probability -> probability > 0).count();
        double rest = 1;
        for (int i = 0; i < ids.length; i++) {
            double probability = probabilities[ids[i]];
            rest -= probability;
            possible -= probability > 0 ? 1 : 0;
            chart.append("\n  ").append(labels[i]).append("  ").append(probability(probability)).append("  ")
                    .append(barStyle.apply(bar(probability / probabilities[ids[0]])));
        }
        if (possible > 0) {
            chart.append("\n  … ").append(possible).append(" more, together ").append(probability(Math.max(0, rest)).strip());
        }
        return chart.toString();
    }

    public String draw(Logits logits) {
        double[] scores = logits.values();
        int[] ids = shown(Ranking.top(logits, most), scores.length);
        String[] labels = labels(logits.vocabulary(), ids);
        StringBuilder chart = new StringBuilder("Logits of ").append(scores.length).append(" tokens");
        for (int i = 0; i < ids.length; i++) {
            chart.append("\n  ").append(labels[i]).append("  ").append(score(scores[ids[i]]));
        }
        if (ids.length < scores.length) {
            chart.append("\n  … ").append(scores.length - ids.length).append(" more");
        }
        return chart.toString();
    }

    /// The ids of the best tokens and, where the whole vocabulary is shown, those of the excluded ones after them.
    private int[] shown(int[] ranked, int vocabulary) {
        if (vocabulary > most) {
            return ranked;
        }
        boolean[] seen = new boolean[vocabulary];
        int[] ids = Arrays.copyOf(ranked, vocabulary);
        for (int id : ranked) {
            seen[id] = true;
        }
        int next = ranked.length;
        for (int id = 0; id < vocabulary; id++) {
            if (!seen[id]) {
                ids[next++] = id;
            }
        }
        return ids;
    }

    private static String probability(double probability) {
        if (probability == 0) {
            return "0      ";
        }
        return probability < 0.00005 ? String.format(Locale.ROOT, "%.0e  ", probability)
                : String.format(Locale.ROOT, "%.5f", probability);
    }

    private static String score(double score) {
        return Double.isInfinite(score) ? Display.line(score) : String.format(Locale.ROOT, "%.4f", score);
    }

    /// Length in eighths of a block, so that small differences show.
    private static String bar(double share) {
        int eighths = (int) Math.round(share * BAR_WIDTH * 8);
        return "█".repeat(eighths / 8) + (eighths % 8 == 0 ? "" : EIGHTHS.charAt(eighths % 8));
    }

    /// The tokens' texts, all as wide as the widest.
    private static String[] labels(Vocabulary vocabulary, int[] ids) {
        String[] labels = new String[ids.length];
        int width = 1;
        for (int i = 0; i < ids.length; i++) {
            labels[i] = label(vocabulary.text(ids[i]));
            width = Math.max(width, labels[i].length());
        }
        for (int i = 0; i < ids.length; i++) {
            labels[i] += " ".repeat(width - labels[i].length());
        }
        return labels;
    }

    /// A token's text so that its blanks and line ends are seen: control characters as escapes, in quotes where a blank is
    /// at its edge.
    private static String label(String token) {
        StringBuilder shown = new StringBuilder();
        token.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        shown.append(String.format("\\u%04x", c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                }
            }
        });
        String text = shown.length() > LONGEST_TOKEN ? shown.substring(0, LONGEST_TOKEN - 1) + "…" : shown.toString();
        return text.isEmpty() || text.startsWith(" ") || text.endsWith(" ") ? "\"" + text + "\"" : text;
    }
}
