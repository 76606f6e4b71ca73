package org.decant.models.train;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// A picture of a loss curve, as SVG: perplexity on a logarithmic scale by millions of tokens.
final class LossPlot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 380;
    private static final int LEFT = 60;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final double[] TICKS = {1, 1.2, 1.5, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000};

    private final List<LossCurve.Point> points;
    private final double most;
    private final double low;
    private final double high;
    private final StringBuilder out = new StringBuilder();

    private LossPlot(LossCurve curve) {
        points = curve.points();
        most = points.stream().mapToDouble(LossCurve.Point::tokens).max().orElse(1);
        double lowest = points.stream().mapToDouble(point -> smallest(point.loss(), point.validation())).min()
                .orElse(0);
        double highest = points.stream().mapToDouble(LossCurve.Point::loss).filter(Double::isFinite).max().orElse(1);
        low = Math.max(0, lowest - 0.05);
        high = Math.max(low + 0.5, highest + 0.05);
    }

    private static double smallest(double a, double b) {
        return Double.isNaN(a) ? Double.isNaN(b) ? Double.POSITIVE_INFINITY : b : Double.isNaN(b) ? a : Math.min(a, b);
    }

    static String svg(String title, LossCurve curve) {
        return new LossPlot(curve).draw(title);
    }

    private String draw(String title) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" "
                .formatted(WIDTH, HEIGHT)).append("font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" ")
                .append("fill=\"white\"/>\n");
        text(LEFT, 22, "start", title);
        for (double perplexity : TICKS) {
            double y = y(Math.log(perplexity));
            if (y >= TOP && y <= HEIGHT - BOTTOM) {
                line(LEFT, y, WIDTH - RIGHT, y, "#ddd");
                text(LEFT - 8, y + 4, "end", plain(perplexity));
            }
        }
        double step = step(most);
        for (double tokens = 0; tokens <= most; tokens += step) {
            line(x(tokens), HEIGHT - BOTTOM, x(tokens), HEIGHT - BOTTOM + 4, "#666");
            text(x(tokens), HEIGHT - BOTTOM + 18, "middle", plain(tokens / 1e6));
        }
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", "million tokens");
        curve(LossCurve.Point::loss, "#9bb8d3", "perplexity of what is learnt from", 0);
        curve(LossCurve.Point::validation, "#1f5a92", "of other documents", 1);
        if (points.stream().anyMatch(point -> !Double.isNaN(point.exit()))) {
            curve(LossCurve.Point::exit, "#c0622b", "of the same behind half of the layers", 2);
        }
        return out.append("</svg>\n").toString();
    }

    private void curve(ToDoubleFunction<LossCurve.Point> loss, String colour, String name, int number) {
        StringBuilder places = new StringBuilder();
        for (LossCurve.Point point : points) {
            double value = loss.applyAsDouble(point);
            if (!Double.isNaN(value)) {
                places.append(format("%.1f,%.1f ", x(point.tokens()), Math.max(TOP, y(value))));
            }
        }
        out.append("<polyline fill=\"none\" stroke=\"").append(colour).append("\" stroke-width=\"1.5\" points=\"")
                .append(places.toString().strip()).append("\"/>\n");
        double y = TOP + 14 + 18 * number;
        out.append(format("<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"3\"/>\n",
                WIDTH - RIGHT - 250, y - 4, WIDTH - RIGHT - 230, y - 4, colour));
        text(WIDTH - RIGHT - 222, y, "start", name);
    }

    private void line(double x1, double y1, double x2, double y2, String colour) {
        out.append(format("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n", x1, y1, x2, y2,
                colour));
    }

    private void text(double x, double y, String anchor, String text) {
        out.append(format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private double x(double tokens) {
        return LEFT + (WIDTH - LEFT - RIGHT) * tokens / most;
    }

    private double y(double loss) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (loss - low) / (high - low);
    }

    /// A round distance of marks that gives about eight of them.
    private static double step(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(most / 8)));
        double part = most / 8 / power;
        return power * (part < 1.5 ? 1 : part < 3.5 ? 2 : part < 7.5 ? 5 : 10);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf((float) number);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
