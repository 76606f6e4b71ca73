package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.decant.compiler.host.RunResult;
import org.decant.models.task.Task;
import org.decant.models.task.TaskExample;
import org.decant.models.task.Tasks;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Zhang et al., 2020: the keywords stay whole and in order, and a stage fills all gaps at once.
class InsertionTest {
    private static final Vocabulary LETTERS = SymbolTokenizer.letters("letters", 3, false);

    /// The stages, on distributions by brute force.
    private static String inserted(TableModel model, List<String> keywords, int stages, double threshold, int budget) {
        List<String> pieces = new ArrayList<>(keywords);
        Context start = Oracle.start(model, "a");
        for (int stage = 0; stage < stages; stage++) {
            String canvas = "_" + String.join("_", pieces) + (pieces.isEmpty() ? "" : "_");
            canvas = pieces.isEmpty() ? "_" : canvas;
            int[] ids = canvas.chars().map(letter -> letter == '_' ? -1 : letter - 'a').toArray();
            Map<Integer, double[]> at = Canvases.atHoles(model, start, ids);
            List<String> grown = new ArrayList<>();
            int hole = 0;
            int size = 0;
            for (int place = 0; place < ids.length; place++) {
                if (ids[place] < 0) {
                    int best = Canvases.argmax(at.get(place));
                    if (at.get(place)[best] >= threshold) {
                        grown.add("" + (char) ('a' + best));
                        size++;
                    }
                    if (hole < pieces.size()) {
                        grown.add(pieces.get(hole++));
                    }
                }
            }
            if (size == 0 || String.join("", pieces).length() + size > budget) {
                break;
            }
            pieces = grown;
        }
        return String.join("", pieces);
    }

    @Test
    void stagesAreThoseOfThePaperAndKeywordsStay() {
        Random random = new Random(Library.seed("insertion"));
        String[][] given = {{"ab", "c"}, {"cc"}, {"b", "a", "b"}, {}};
        for (int round = 0; round < 40; round++) {
            TableModel target = TableModel.random(random, LETTERS, 1 + random.nextInt(2), TableShape.VARIED);
            List<String> keywords = Arrays.asList(given[round % given.length]);
            int stages = 1 + random.nextInt(2);
            double threshold = 0.3 + 0.4 * random.nextDouble();
            String expected = inserted(target, keywords, stages, threshold, 12);
            RunResult result = Library.run("insertion", Map.of("target", target, "keywords", keywords,
                    "stages", stages, "threshold", threshold), "a", 12, 1);
            assertEquals(expected, result.text(), "round " + round + ", " + keywords);
            int from = 0;
            for (String keyword : keywords) {
                from = result.text().indexOf(keyword, from);
                assertTrue(from >= 0, result.text() + " lacks " + keyword);
                from += keyword.length();
            }
        }
    }

    @Test
    void tokensDoubleFromStageToStage() {
        TableModel target = TableModel.random(new Random(1), LETTERS, 1, TableShape.VARIED);
        RunResult result = Library.run("insertion", Map.of("target", target, "keywords", List.of("ab", "c"),
                "threshold", 0.0, "stages", 5), "a", 200, 1);
        long passes = result.models().getFirst().passes();
        System.out.println("insertion: " + result.tokens().size() + " tokens around 2 keywords in " + passes + " passes");
        assertEquals(5, passes);
        assertEquals(3 + 3 + 6 + 12 + 24 + 48, result.tokens().size());
    }

    @Test
    void keywordsMayChangePlaces() {
        // after an a comes a b, after a b a c, after a c an a
        TableModel target = TableModel.of("round", LETTERS, 1, tokens -> switch (tokens.isEmpty() ? 2 : tokens.getLast().id()) {
            case 0 -> new double[] {0.1, 0.8, 0.1};
            case 1 -> new double[] {0.1, 0.1, 0.8};
            default -> new double[] {0.8, 0.1, 0.1};
        });
        RunResult result = Library.run("insertion", Map.of("target", target, "keywords", List.of("ab", "ca", "b"),
                "reorder", true, "stages", 0), "a", 10, 1);
        assertEquals("bcaab", result.text());
    }

    @Test
    void wordsAreKeptAndTokensCostLessThanAPass() {
        Task task = Tasks.named("keywords");
        long tokens = 0;
        long passes = 0;
        double score = 0;
        for (TaskExample item : BuiltinDrafts.items("keywords", 3)) {
            List<String> words = Pattern.compile("[\\w-]+").matcher(item.prompt().lines().findFirst().orElseThrow().substring(6))
                    .results().map(word -> " " + word.group()).toList();
            RunResult result = Library.run("insertion", Map.of("target", BuiltinDrafts.MASKED, "keywords", words, "stages", 4,
                    "threshold", 0.15), "", 60, 1);
            tokens += result.tokens().size();
            passes += result.models().getFirst().passes();
            score += task.score(item, result.text()) / 3;
            words.forEach(word -> assertTrue(result.text().contains(word), result.text()));
        }
        // The score counts whole words of sentences; the masked model writes neither surely, and the strategy promises only the texts.
        System.out.printf("insertion, keywords: all kept, score %.2f, %d tokens in %d passes of builtin:masked%n", score, tokens,
                passes);
        assertTrue(passes < 0.7 * tokens);
    }

    /// Where nothing more is likely to come the second choice stands in.
    @Test
    void endsAreNotInserted() {
        TableModel target = TableModel.of("ending", Library.letters(2), _ -> new double[] {0.4, 0.6});
        RunResult result = Library.run("insertion", Map.of("target", target, "stages", 2, "threshold", 0.3), "a", 12, 1);
        assertTrue(result.tokens().size() > 1 && result.tokens().stream().noneMatch(Token::isEnd), result.tokens().toString());
    }
}
