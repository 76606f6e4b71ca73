package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.decant.compiler.types.Type;
import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.data.RecordValue;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.run.DraftCost;
import org.decant.runtime.run.ModelCost;
import org.decant.runtime.vocabulary.NumberedVocabulary;
import org.junit.jupiter.api.Test;

/// Values and costs as text and as JSON.
class ShownValuesTest {
    private static final PrintStream NOWHERE = new PrintStream(PrintStream.nullOutputStream());

    private static Dist dist(double... weights) {
        return Dist.ofWeights(NumberedVocabulary.of(weights.length), weights);
    }

    private static String json(Object value) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Json.print(new PrintStream(out, true, StandardCharsets.UTF_8), json -> ValueJson.write(json, value));
        return new ObjectMapper().readTree(out.toByteArray()).toString();
    }

    @Test
    void coloursOnlyOnATerminal() {
        Dist dist = dist(1, 1);
        assertFalse(chart(new Console(NOWHERE, NOWHERE, true, true, false), dist).contains("\u001B"));
        assertTrue(chart(new Console(NOWHERE, NOWHERE, true, true, true), dist).contains("\u001B["));
        assertFalse(chart(new Console(NOWHERE, NOWHERE, false, true, true), dist).contains("\u001B"));
    }

    private static String chart(Console console, Dist dist) {
        return new ValueText(console, 9).show(dist, Type.DIST);
    }

    @Test
    void valuesAsJson() throws Exception {
        assertEquals("null", json(null));
        assertEquals("[1,2.5,true,\"a\\nb\"]", json(List.of(1L, 2.5, true, "a\nb")));
        assertEquals("[1,\"x\"]", json(new Tuple(1L, "x")));
        assertEquals("{\"a\":1}", json(OrderedMap.<String, Long>empty().with("a", 1L)));
        assertEquals("[[2,\"b\"],[1,\"a\"]]", json(OrderedMap.<Long, String>empty().with(2L, "b").with(1L, "a")));
        assertEquals("{\"x\":1,\"y\":[]}", json(new RecordValue("P", List.of("x", "y"), new Object[] {1L, List.of()})));
        assertEquals("[{\"id\":0,\"text\":\"0\",\"probability\":0.25},{\"id\":1,\"text\":\"1\",\"probability\":0.75}]",
                json(dist(1, 3)));
        assertEquals("[{\"id\":0,\"text\":\"0\",\"score\":\"-Infinity\"}]",
                json(new Logits(NumberedVocabulary.of(1), new double[] {Double.NEGATIVE_INFINITY})));
    }

    @Test
    void costLineOfASpeculativeRun() {
        ModelCost target = new ModelCost("ngram:a.txt");
        ModelCost drafter = new ModelCost("ngram:b.txt");
        for (int i = 0; i < 4; i++) {
            target.countPass(5, 5, 1_000_000, 1);
        }
        drafter.countPass(1, 1, 1_000_000, 1);
        DraftCost counted = new DraftCost();
        counted.count(4, 1);
        counted.count(4, 4);
        CostLine.Drafts draft = CostLine.Drafts.of(counted);
        assertEquals("10 tokens (token budget) · ngram:a.txt 4 passes, 2.50 tokens each · ngram:b.txt 1 pass · "
                        + "drafted 8, accepted 5 (63 %) in 2 verifications · 0.50 s, 20 tokens/s · seed 7",
                CostLine.of(10, "token budget", List.of(target, drafter), draft, 0.5, List.of("seed 7")));
    }

    @Test
    void costLineOfARunWithViews() {
        ModelCost target = new ModelCost("big");
        ModelCost early = new ModelCost("big up to layer 1", target);
        target.countPass(5, 5, 1_000_000, 1);
        early.countPass(1, 1, 1_000_000, 0.25);
        early.countPass(1, 1, 1_000_000, 0.25);
        assertEquals("3 tokens · big 1 pass, with its views 1.5, 2.00 tokens each · big up to layer 1 2 passes · 0.00 s",
                CostLine.of(3, null, List.of(target, early), new CostLine.Drafts(0, 0, 0), 0, List.of()));
    }

    @Test
    void costLineOfARunThatDidNothing() {
        assertEquals("0 tokens · 0.00 s", CostLine.of(0, null, List.of(), new CostLine.Drafts(0, 0, 0), 0, List.of()));
    }
}
