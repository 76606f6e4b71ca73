package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Beurer-Kellner et al., 2024: of all ways to fill the template a wide search finds that which makes the whole text likeliest.
class PromptSketchTest {
    private static final List<List<String>> TEMPLATES = List.of(List.of("b", "ca", "b"), List.of("", "a"), List.of("", "", "c"),
            List.of("ab"), List.of("a", ""));

    /// A filled template.
    ///
    /// @param values the probability of the values alone
    /// @param whole  the probability of all of it
    private record Filled(String text, double values, double whole) {}

    private static String template(List<String> chunks) {
        StringBuilder template = new StringBuilder(chunks.getFirst());
        for (int i = 1; i < chunks.size(); i++) {
            template.append("[V").append(i).append(']').append(chunks.get(i));
        }
        return template.toString();
    }

    /// All of them: a value ends with `c`, where the model ends, or with its last possible token.
    private static List<Filled> all(TableModel target, List<String> chunks, int length) {
        List<Filled> filled = new ArrayList<>();
        fill(target, Oracle.start(target, "a"), chunks, 0, null, length, 1, 1, filled);
        return filled;
    }

    /// @param value null where a chunk is next, not a value
    private static void fill(TableModel target, Context at, List<String> chunks, int chunk, String value, int length,
                             double values, double whole, List<Filled> filled) {
        if (value == null) {
            Context next = at;
            double mass = whole;
            for (char letter : chunks.get(chunk).toCharArray()) {
                int id = letter - 'a';
                mass *= Oracle.probabilities(target, next)[id];
                next = next.plus(target.vocabulary().token(id));
            }
            if (chunk == chunks.size() - 1) {
                filled.add(new Filled(String.join("", next.tokens().stream().map(Token::text).toList()).substring(1), values, mass));
            } else {
                fill(target, next, chunks, chunk, "", length, values, mass, filled);
            }
            return;
        }
        double[] p = Oracle.probabilities(target, at);
        for (int id = 0; id < p.length; id++) {
            boolean end = id == p.length - 1;
            String longer = end ? value : value + (char) ('a' + id);
            boolean closed = end || longer.contains("c") || longer.length() == length;
            fill(target, end ? at : at.plus(target.vocabulary().token(id)), chunks, closed ? chunk + 1 : chunk,
                    closed ? null : longer, length, values * p[id], whole * p[id], filled);
        }
    }

    @Test
    void aWideSearchFindsTheLikeliestText() {
        Random random = new Random(Library.seed("prompt_sketch"));
        for (int round = 0; round < 40; round++) {
            TableModel target = TableModel.random(random, Library.letters(4), 2, TableShape.VARIED);
            List<String> chunks = TEMPLATES.get(round % TEMPLATES.size());
            int length = 1 + random.nextInt(2);
            Filled best = all(target, chunks, length).stream().reduce((a, b) -> b.whole > a.whole ? b : a).orElseThrow();
            for (String decoder : List.of("beam", "beamvar")) {
                RunResult result = Library.run("prompt_sketch", Map.of("target", target, "template", template(chunks), "decoder",
                        decoder, "width", 500, "ending", "c", "length", length, "alpha", 0.0), "a", 50, round);
                assertEquals(best.text, result.text(), decoder + ", round " + round + ", " + chunks + ", length " + length);
            }
        }
    }

    @Test
    void valuesAreDrawnFromTheModel() {
        Random random = new Random(Library.seed("prompt_sketch, drawn"));
        for (int round = 0; round < 10; round++) {
            TableModel target = TableModel.random(random, Library.letters(4), 2, TableShape.VARIED);
            List<String> chunks = TEMPLATES.get(round % TEMPLATES.size());
            Map<String, Double> expected = new TreeMap<>();
            all(target, chunks, 2).forEach(filled -> expected.merge(filled.text, filled.values, Double::sum));
            Map<String, Double> drawn = new HashMap<>();
            Library.distribution("prompt_sketch", Map.of("target", target, "template", template(chunks), "decoder", "var",
                    "width", 1, "ending", "c", "length", 2), "a", 50).forEach((tokens, p) ->
                    drawn.merge(String.join("", tokens.stream().map(Token::text).toList()), p, Double::sum));
            assertEquals(0, Oracle.totalVariation(expected, drawn), Oracle.EXACT, "round " + round + ", " + chunks);
        }
    }

    @Test
    void argmaxTakesTheLikeliestTokenOfEachValue() {
        Random random = new Random(Library.seed("prompt_sketch, argmax"));
        for (int round = 0; round < 20; round++) {
            TableModel target = TableModel.random(random, Library.letters(4), 2, TableShape.VARIED);
            List<String> chunks = TEMPLATES.get(round % TEMPLATES.size());
            StringBuilder text = new StringBuilder("a").append(chunks.getFirst());
            for (int chunk = 1; chunk < chunks.size(); chunk++) {
                StringBuilder value = new StringBuilder();
                while (value.indexOf("c") < 0 && value.length() < 3) {
                    int id = Oracle.greedy(target, text.toString() + value, 1).getFirst().id();
                    if (id == 3) {
                        break;
                    }
                    value.append((char) ('a' + id));
                }
                text.append(value).append(chunks.get(chunk));
            }
            RunResult result = Library.run("prompt_sketch", Map.of("target", target, "template", template(chunks), "decoder",
                    "argmax", "ending", "c", "length", 3), "a", 50, round);
            assertEquals(text.substring(1), result.text(), "round " + round + ", " + chunks);
        }
    }

    /// The paper's claim: with what follows in mind, values are found that make the whole text likelier.
    @Test
    void lookingAtWhatFollowsMakesTheTextLikelier() {
        long seed = Library.seed("prompt_sketch, effect");
        StringBuilder figures = new StringBuilder();
        Map<String, Double> scores = new HashMap<>();
        for (String decoder : List.of("argmax", "var", "beam", "beamvar")) {
            double sum = 0;
            for (String template : List.of("Story: On a sunny day[WHO] found a mouse in[WHERE] of the baker.",
                    "Text:[WHO] painted a green boat at[WHERE] on Friday.")) {
                sum += (Double) Library.run(Library.script("""
                        import prompt_sketch
                        strategy scored(target: Model, template: Text, decoder: Text) -> Float {
                          let start = output
                          let values = run prompt_sketch(target, template, decoder, width: 3, length: 3)
                          return sum(target.log_probabilities(start, written))
                        }
                        """), Map.of("target", Trained.TARGET, "template", template, "decoder", decoder), "", 80, seed).value();
            }
            scores.put(decoder, sum);
            figures.append(String.format(", %s %.2f", decoder, sum));
        }
        System.out.println("prompt_sketch: log-probability of the texts" + figures.substring(1));
        for (String decoder : List.of("var", "beam", "beamvar")) {
            assertTrue(scores.get(decoder) > scores.get("argmax") + 2, figures.toString());
        }
    }
}
