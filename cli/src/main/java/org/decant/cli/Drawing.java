package org.decant.cli;

import java.util.Locale;

/// A picture in SVG, drawn piece by piece. Colours come from the classes of the page's style.
final class Drawing {
    private final StringBuilder pieces = new StringBuilder();
    private final double width;
    private final double height;

    Drawing(double width, double height) {
        this.width = width;
        this.height = height;
    }

    /// @param kind   the class: of texts `start`, `middle` or `end` among others
    void text(double x, double y, String kind, String text) {
        pieces.append(format("<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">", x, y, kind)).append(Page.escaped(text)).append("</text>\n");
    }

    void line(double x1, double y1, double x2, double y2, String kind) {
        pieces.append(format("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n", x1, y1, x2, y2, kind));
    }

    /// @param hint what is said where a mouse rests on it
    void bar(double x, double y, double wide, double high, String kind, String hint) {
        pieces.append(format("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" class=\"%s\"><title>", x, y,
                Math.max(0, wide), high, kind)).append(Page.escaped(hint)).append("</title></rect>\n");
    }

    /// @param hint what is said where a mouse rests on it
    void dot(double x, double y, double radius, String kind, String hint) {
        pieces.append(format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"%s\"><title>", x, y, radius, kind))
                .append(Page.escaped(hint)).append("</title></circle>\n");
    }

    /// @param name what it is for those who do not see it
    String svg(String name) {
        return format("<svg viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" role=\"img\" aria-label=\"", width, height, width)
                + Page.escaped(name) + "\">\n" + pieces + "</svg>\n";
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
