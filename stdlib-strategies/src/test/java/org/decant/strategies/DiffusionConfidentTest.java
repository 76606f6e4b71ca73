package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.decant.compiler.host.RunResult;
import org.decant.models.task.TaskExample;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// The papers' rounds, written apart on distributions by brute force.
class DiffusionConfidentTest {
    private static final Vocabulary LETTERS = SymbolTokenizer.letters("letters", 3, false);

    private record Settings(double threshold, int steps, int span, TableModel rescorer, double weight) {}

    /// The tokens, and how many rounds they took.
    private record Filled(List<Token> tokens, int rounds) {}

    private static Filled filled(TableModel model, Context start, int[] canvas, Settings settings) {
        int[] ids = canvas.clone();
        int holes = (int) Arrays.stream(ids).filter(id -> id < 0).count();
        int round = 0;
        while (Arrays.stream(ids).anyMatch(id -> id < 0)) {
            round++;
            Map<Integer, double[]> at = Canvases.atHoles(model, start, ids);
            int[] guess = ids.clone();
            at.forEach((hole, distribution) -> guess[hole] = Canvases.argmax(distribution));
            Map<Integer, Double> sure = new HashMap<>();
            at.forEach((hole, distribution) -> {
                double own = distribution[guess[hole]];
                if (settings.rescorer != null) {
                    Context before = start.plus(Canvases.tokens(model, Arrays.copyOf(guess, hole)));
                    double other = Oracle.probabilities(settings.rescorer, before)[guess[hole]];
                    own = (1 - settings.weight) * own + settings.weight * other;
                }
                sure.put(hole, own);
            });
            TreeMap<Integer, List<Integer>> bySpan = new TreeMap<>();
            at.keySet().stream().sorted().forEach(hole -> bySpan.computeIfAbsent(hole / settings.span,
                    _ -> new ArrayList<>()).add(hole));
            List<List<Integer>> spans = new ArrayList<>(bySpan.values());
            Comparator<List<Integer>> bySureness = Comparator.comparingDouble(places ->
                    -places.stream().mapToDouble(sure::get).max().orElseThrow());
            spans.sort(bySureness);
            int count = 0;
            if (settings.steps > 0) {
                double left = Math.cos(Math.min(1.0, (double) round / settings.steps) * Math.PI / 2);
                count = spans.size() - (int) Math.floor(left * holes / settings.span);
            } else {
                while (count < spans.size() && spans.get(count).stream().mapToDouble(sure::get).max().orElseThrow()
                        >= settings.threshold) {
                    count++;
                }
            }
            spans.subList(0, Math.max(1, count)).forEach(places -> places.forEach(place -> ids[place] = guess[place]));
        }
        return new Filled(Canvases.tokens(model, ids), round);
    }

    @Test
    void roundsAreThoseOfThePapers() {
        Random random = new Random(Library.seed("diffusion_confident"));
        for (int round = 0; round < 60; round++) {
            TableModel target = TableModel.random(random, LETTERS, 1 + random.nextInt(2),
                    round % 2 == 0 ? TableShape.VARIED : TableShape.PEAKED);
            TableModel rescorer = TableModel.random(random, LETTERS, 2, TableShape.VARIED);
            int length = 1 + random.nextInt(6);
            Settings settings = new Settings(0.3 + 0.6 * random.nextDouble(), round % 3 == 0 ? 1 + random.nextInt(4) : 0,
                    1 + random.nextInt(3), round % 5 == 0 ? rescorer : null, 0.4);
            int[] canvas = new int[length];
            Arrays.fill(canvas, -1);
            Filled expected = filled(target, Oracle.start(target, "ab"), canvas, settings);
            Map<String, Object> arguments = new HashMap<>(Map.of("target", target, "length", length,
                    "threshold", settings.threshold, "steps", settings.steps, "span", settings.span, "weight", settings.weight));
            if (settings.rescorer != null) {
                arguments.put("rescorer", rescorer);
            }
            RunResult result = Library.run("diffusion_confident", arguments, "ab", 10, 1);
            assertEquals(expected.tokens, result.tokens(), "round " + round + ", " + settings);
            assertEquals(expected.rounds, result.models().getFirst().passes(), "round " + round + ", " + settings);
        }
    }

    @Test
    void whatAFrameSaysStays() {
        TableModel target = TableModel.random(new Random(2), LETTERS, 2, TableShape.VARIED);
        Filled expected = filled(target, Oracle.start(target, "a"), new int[] {2, -1, -1, 0, -1},
                new Settings(0.9, 0, 1, null, 0));
        RunResult result = Library.run("diffusion_confident", Map.of("target", target, "frame", "c__a_"), "a", 10, 1);
        assertEquals(expected.tokens, result.tokens());
    }

    @Test
    void confidentDecodingTakesFewerPassesThanTokens() {
        TableModel target = TableModel.random(new Random(4), LETTERS, 2, TableShape.PEAKED);
        StringBuilder passes = new StringBuilder("diffusion_confident: 48 tokens of a peaked table, passes by threshold:");
        long last = 0;
        for (double threshold : new double[] {0.8, 0.9, 0.97, 1.0}) {
            RunResult result = Library.run("diffusion_confident",
                    Map.of("target", target, "length", 48, "threshold", threshold), "ab", 48, 1);
            long taken = result.models().getFirst().passes();
            passes.append(' ').append(threshold).append(" -> ").append(taken);
            assertTrue(taken >= last && (threshold > 0.8 || taken < 24), passes.toString());
            last = taken;
        }
        System.out.println(passes);
    }

    /// Every third token of a story is hidden: those that the model is sure of may be filled in together, all at once may not.
    @Test
    void sureTokensGoTogether() {
        int holes = 0;
        int[] passes = new int[3];
        int[] same = new int[3];
        Object[][] settings = {{"threshold", 1.0}, {"threshold", 0.5}, {"steps", 1}};
        for (TaskExample story : BuiltinDrafts.items("story", 3)) {
            List<Token> tokens = BuiltinDrafts.MASKED.vocabulary().encode(" " + story.references().getFirst()).subList(0, 45);
            StringBuilder frame = new StringBuilder();
            for (int i = 0; i < tokens.size(); i++) {
                frame.append(i % 3 == 1 ? "_" : tokens.get(i).text());
            }
            List<Token> inTurn = null;
            for (int i = 0; i < 3; i++) {
                RunResult result = Library.run("diffusion_confident", Map.of("target", BuiltinDrafts.MASKED,
                        "frame", frame.toString(), (String) settings[i][0], settings[i][1]), "", 60, 1);
                inTurn = i == 0 ? result.tokens() : inTurn;
                passes[i] += (int) result.models().getFirst().passes();
                for (int place = 0; place < inTurn.size(); place++) {
                    same[i] += inTurn.get(place) == result.tokens().get(place) ? 1 : 0;
                }
            }
            holes += 15;
        }
        System.out.printf("diffusion_confident: %d holes in stories, passes of builtin:masked and tokens unlike one after another:"
                + " sure ones together %d and %d, all together %d and %d%n", holes, passes[1], same[0] - same[1], passes[2],
                same[0] - same[2]);
        assertEquals(holes, passes[0]);
        assertTrue(passes[1] < holes && same[1] > same[2]);
    }
}
