package org.decant.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class LossCurveTest {
    private final LossCurve curve = new LossCurve();

    LossCurveTest() {
        curve.add(new LossCurve.Point(1, 2000, 1.5, 0.001, Math.log(1000), Math.log(900), Double.NaN, Double.NaN));
        curve.add(new LossCurve.Point(500, 1_000_000, 800, 0.002, Math.log(10), Math.log(12), Double.NaN, 0.25));
        curve.add(new LossCurve.Point(1000, 2_000_000, 1600, 0, Math.log(2), Math.log(2.5), Double.NaN, 0.5));
    }

    @Test
    void tablesAreReadBack() {
        LossCurve read = LossCurve.ofCsv("curve.csv", curve.csv());
        assertEquals(curve.csv(), read.csv());
        assertEquals(0.25, read.points().get(1).agreement());
        assertTrue(Double.isNaN(read.points().get(1).exit()));
    }

    @Test
    void picturesShowEachPoint() throws Exception {
        String svg = LossPlot.svg("target & <drafter>", curve);
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
        assertEquals("target & <drafter>", document.getElementsByTagName("text").item(0).getTextContent());
        assertEquals(2, document.getElementsByTagName("polyline").getLength());
        String[] places = ((Element) document.getElementsByTagName("polyline").item(1)).getAttribute("points")
                .split(" ");
        assertEquals(3, places.length);
        double[] first = place(places[0]);
        double[] second = place(places[1]);
        double[] last = place(places[2]);
        assertTrue(first[0] < second[0] && second[0] < last[0]);
        assertTrue(first[1] < second[1] && second[1] < last[1], "losses fall");
        // logarithmic: equal factors are equal distances
        assertEquals(Math.log(900.0 / 12) / Math.log(12 / 2.5), (second[1] - first[1]) / (last[1] - second[1]), 0.02);
        assertFalse(svg.contains("NaN"));
    }

    private static double[] place(String text) {
        String[] parts = text.split(",");
        return new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
    }
}
