package org.decant.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Speed and score of strategies against greedy decoding: a dot for each, speed on a logarithmic scale.
final class BenchScatter {
    private static final int WIDTH = 990;
    private static final int HEIGHT = 440;
    private static final int LEFT = 60;
    private static final int RIGHT = 30;
    private static final int TOP = 16;
    private static final int BOTTOM = 50;
    private static final int RADIUS = 5;
    private static final double LETTER = 6.4;
    private static final int LINE = 13;
    private static final double[] SPEEDS = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20};

    /// A name beside a dot takes up this.
    private record Box(double x, double y, double width) {

        boolean meets(Box other) {
            return x < other.x + other.width && other.x < x + width && Math.abs(y - other.y) < LINE;
        }
    }

    private final List<BenchRow> rows;
    private final BenchFamilies families;
    private final Drawing drawing = new Drawing(WIDTH, HEIGHT);
    private final double slowest;
    private final double fastest;
    private final double low;
    private final double high;

    private BenchScatter(List<BenchRow> rows, BenchFamilies families) {
        this.rows = rows;
        this.families = families;
        slowest = Math.min(0.5, rows.stream().mapToDouble(BenchRow::speed).min().orElse(0.5)) / 1.3;
        fastest = Math.max(2, rows.stream().mapToDouble(BenchRow::speed).max().orElse(2)) * 1.5;
        low = Math.min(-0.1, rows.stream().mapToDouble(BenchScatter::gain).min().orElse(0)) - 0.05;
        high = Math.max(0.1, rows.stream().mapToDouble(BenchScatter::gain).max().orElse(0)) + 0.05;
    }

    /// @param rows one for each strategy; those without a score or a speed are left out
    static String svg(List<BenchRow> rows, BenchFamilies families) {
        List<BenchRow> shown = rows.stream().filter(row -> Double.isFinite(gain(row)) && Double.isFinite(row.speed())
                && row.speed() > 0).sorted(Comparator.comparing(BenchScatter::gain).reversed()).toList();
        return new BenchScatter(shown, families).draw();
    }

    private static double gain(BenchRow row) {
        return row.score() - row.greedyScore();
    }

    private String draw() {
        for (double speed : SPEEDS) {
            if (speed > slowest && speed < fastest) {
                drawing.line(x(speed), TOP, x(speed), HEIGHT - BOTTOM, speed == 1 ? "axis" : "grid");
                drawing.text(x(speed), HEIGHT - BOTTOM + 18, "middle", String.valueOf(speed).replaceFirst("\\.0$", ""));
            }
        }
        double step = high - low > 0.8 ? 0.2 : 0.1;
        for (double gain = Math.ceil(low / step) * step; gain < high; gain += step) {
            drawing.line(LEFT, y(gain), WIDTH - RIGHT, y(gain), Math.abs(gain) < 1e-9 ? "axis" : "grid");
            drawing.text(LEFT - 8, y(gain) + 4, "end", String.format(Locale.ROOT, "%+.1f", Math.abs(gain) < 1e-9 ? 0 : gain));
        }
        drawing.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", "speed, times that of greedy decoding");
        List<Box> taken = new ArrayList<>();
        rows.forEach(row -> taken.add(new Box(x(row.speed()) - RADIUS, y(gain(row)), 2 * RADIUS)));
        rows.forEach(row -> point(row, taken));
        return drawing.svg("speed and score of strategies against greedy decoding");
    }

    private void point(BenchRow row, List<Box> taken) {
        double x = x(row.speed());
        double y = y(gain(row));
        drawing.dot(x, y, RADIUS, families.kind(row.family()), String.format(Locale.ROOT,
                "%s: %.2f times as fast as greedy, score %.2f (greedy %.2f)", row.strategy(), row.speed(), row.score(), row.greedyScore()));
        double width = row.strategy().length() * LETTER;
        Box own = new Box(x - RADIUS, y, 2 * RADIUS);
        for (Box place : List.of(new Box(x + 8, y, width), new Box(x - 8 - width, y, width), new Box(x - width / 2, y - 13, width),
                new Box(x - width / 2, y + 15, width), new Box(x + 6, y - 12, width), new Box(x + 6, y + 13, width))) {
            if (place.x > LEFT && place.x + place.width < WIDTH
                    && taken.stream().noneMatch(other -> !other.equals(own) && other.meets(place))) {
                drawing.text(place.x, place.y + 4, "start small", row.strategy());
                taken.add(place);
                return;
            }
        }
    }

    private double x(double speed) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.log(speed / slowest) / Math.log(fastest / slowest);
    }

    private double y(double gain) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - gain) / (high - low);
    }
}
