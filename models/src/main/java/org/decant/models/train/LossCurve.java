package org.decant.models.train;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.decant.runtime.diagnostic.DecantException;

/// What a training measured as it went on.
final class LossCurve {
    private static final String HEADER = "step,tokens,seconds,rate,loss,validation,exit,agreement";

    private final List<Point> points = new ArrayList<>();

    /// Losses are nats for each token; what was not measured is NaN.
    ///
    /// @param tokens     seen so far
    /// @param seconds    spent so far
    /// @param rate       the size of the step
    /// @param loss       of the documents learnt from, since the point before
    /// @param validation of documents that are never learnt from
    /// @param exit       of the same behind the first half of the layers
    /// @param agreement  the part of their tokens at which the teacher has the same most probable token
    record Point(long step, long tokens, double seconds, double rate, double loss, double validation, double exit,
            double agreement) {}

    void add(Point point) {
        points.add(point);
    }

    List<Point> points() {
        return Collections.unmodifiableList(points);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(points.size());
        for (Point point : points) {
            out.writeLong(point.step);
            out.writeLong(point.tokens);
            out.writeDouble(point.seconds);
            out.writeDouble(point.rate);
            out.writeDouble(point.loss);
            out.writeDouble(point.validation);
            out.writeDouble(point.exit);
            out.writeDouble(point.agreement);
        }
    }

    static LossCurve read(DataInputStream in) throws IOException {
        LossCurve curve = new LossCurve();
        for (int left = in.readInt(); left > 0; left--) {
            curve.add(new Point(in.readLong(), in.readLong(), in.readDouble(), in.readDouble(), in.readDouble(),
                    in.readDouble(), in.readDouble(), in.readDouble()));
        }
        return curve;
    }

    /// A table with a line for each point; what was not measured is left empty.
    String csv() {
        StringBuilder out = new StringBuilder(HEADER).append('\n');
        for (Point point : points) {
            out.append(point.step).append(',').append(point.tokens).append(',').append(number(point.seconds, 1))
                    .append(',').append(number(point.rate, 6));
            for (double value : new double[] {point.loss, point.validation, point.exit, point.agreement}) {
                out.append(',').append(number(value, 4));
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static String number(double value, int digits) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /// The points of a table that [#csv] made.
    ///
    /// @param name how messages call it
    /// @throws DecantException where it is another one
    static LossCurve ofCsv(String name, String text) {
        LossCurve curve = new LossCurve();
        List<String> lines = text.lines().toList();
        try {
            if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
                throw new NumberFormatException();
            }
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", -1);
                double[] values = new double[8];
                for (int i = 0; i < values.length; i++) {
                    values[i] = cells[i].isEmpty() ? Double.NaN : Double.parseDouble(cells[i]);
                }
                curve.add(new Point((long) values[0], (long) values[1], values[2], values[3], values[4], values[5],
                        values[6], values[7]));
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException other) {
            throw new DecantException("the file " + name + " is no table of losses",
                    "give one that `train --curve` wrote");
        }
        return curve;
    }
}
