package org.decant.cli;

import java.util.List;

/// The families of strategies, each with a colour of its own: the classes `family0`, `family1`, … of the page's style.
final class BenchFamilies {
    private static final int COLOURS = 10;

    private final List<String> families;

    BenchFamilies(List<BenchRow> rows) {
        families = rows.stream().map(BenchRow::family).distinct().sorted().toList();
    }

    /// The class of what is drawn for a strategy.
    String kind(String family) {
        return "family" + families.indexOf(family) % COLOURS;
    }

    /// Which colour is which.
    String legend() {
        StringBuilder legend = new StringBuilder("<p class=\"legend\">");
        for (String family : families) {
            legend.append("<span><svg width=\"12\" height=\"12\"><rect width=\"12\" height=\"12\" rx=\"2\" class=\"").append(kind(family))
                    .append("\"/></svg> ").append(Page.escaped(family.isEmpty() ? "scripts" : family)).append("</span> ");
        }
        return legend.append("</p>\n").toString();
    }
}
