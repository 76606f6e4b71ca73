package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.decant.compiler.host.RunResult;
import org.decant.models.task.TaskExample;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

/// Schuurmans et al., 2024: the run is that of the Lag system whose rules the model answers with, and such a system does what
/// a Turing machine does.
class LagSystemTest {

    /// A model that answers a window with what a rule gives for it, then ends.
    private static TableModel model(Vocabulary vocabulary, int window, Function<List<Integer>, List<Integer>> rule) {
        int end = vocabulary.size() - 1;
        return TableModel.of("rules", vocabulary, tokens -> {
            double[] row = new double[vocabulary.size()];
            if (tokens.size() < window) {
                row[end] = 1;
                return row;
            }
            List<Integer> ids = tokens.stream().map(Token::id).toList();
            List<Integer> answer = rule.apply(ids.subList(0, window));
            int said = tokens.size() - window;
            row[said < answer.size() ? answer.get(said) : end] = 1;
            return row;
        });
    }

    @Test
    void theWindowGoesOnAndTheAnswersAreAppended() {
        Random random = new Random(Library.seed("lag_system"));
        int ended = 0;
        for (int round = 0; round < 60; round++) {
            Vocabulary vocabulary = Library.letters(4);
            int window = 1 + random.nextInt(3);
            Map<List<Integer>, List<Integer>> rules = new HashMap<>();
            Function<List<Integer>, List<Integer>> rule = seen -> rules.computeIfAbsent(List.copyOf(seen), ignored ->
                    random.ints(random.nextInt(3), 0, 3).boxed().toList());
            int budget = 1 + random.nextInt(40);
            List<Integer> text = new ArrayList<>(List.of(0, 1, 2, 0, 1));
            int start = 0;
            while (start + window <= text.size() && text.size() - 5 < budget) {
                text.addAll(rule.apply(text.subList(start, start + window)));
                start++;
            }
            RunResult result = Library.run("lag_system", Map.of("target", model(vocabulary, window, rule), "window", window),
                    "abcab", budget, round);
            assertEquals(text.subList(5, Math.min(text.size(), 5 + budget)),
                    result.tokens().stream().map(Token::id).toList(), "round " + round);
            if (text.size() - 5 < budget) {
                assertEquals((long) start, result.value(), "round " + round);
                ended++;
            }
        }
        assertTrue(ended > 5 && ended < 55, "ended by themselves: " + ended);
    }

    /// Wolfram's machine of two states and three symbols, which is universal (Smith, 2007): what it writes, whether it goes
    /// right, its next state, by state and symbol.
    private static final int[][][] MACHINE = {{{1, 1, 1}, {2, 0, 0}, {1, 0, 0}}, {{2, 0, 0}, {2, 1, 1}, {0, 1, 0}}};
    private static final int FENCE = 9;

    /// A cell of the tape with the machine's head is 3 + 3 x state + symbol.
    private static boolean goes(int cell, int right) {
        return cell >= 3 && cell < FENCE && MACHINE[(cell - 3) / 3][cell % 3][1] == right;
    }

    private static int entered(int from, int symbol) {
        return 3 + 3 * MACHINE[(from - 3) / 3][from % 3][2] + symbol;
    }

    /// The next content of the middle one of three cells; a fence stands between the tape of a step and that of the next.
    private static List<Integer> rule(List<Integer> seen) {
        int left = seen.get(0);
        int cell = seen.get(1);
        int right = seen.get(2);
        if (cell == FENCE) {
            return List.of(FENCE);
        }
        if (cell >= 3) {
            int written = MACHINE[(cell - 3) / 3][cell % 3][0];
            return goes(cell, 0) && left == FENCE ? List.of(entered(cell, 0), written)
                    : goes(cell, 1) && right == FENCE ? List.of(written, entered(cell, 0)) : List.of(written);
        }
        return List.of(goes(left, 1) ? entered(left, cell) : goes(right, 0) ? entered(right, cell) : cell);
    }

    @Test
    void aUniversalMachineRunsStepByStep() {
        Vocabulary vocabulary = Library.letters(11);
        RunResult result = Library.run("lag_system", Map.of("target", model(vocabulary, 3, LagSystemTest::rule), "window", 3),
                "jdj", 1500, 0);
        List<List<Integer>> tapes = new ArrayList<>(List.of(new ArrayList<>()));
        for (Token token : result.tokens()) {
            if (token.id() == FENCE) {
                tapes.add(new ArrayList<>());
            } else {
                tapes.getLast().add(token.id());
            }
        }
        tapes.removeLast();                        // the budget has cut it off
        Map<Integer, Integer> tape = new HashMap<>(Map.of(0, 0));
        int[] head = {0, 0};
        int[] ends = {0, 0};
        for (int step = 0; step < tapes.size(); step++) {
            int symbol = tape.getOrDefault(head[0], 0);
            int[] action = MACHINE[head[1]][symbol];
            tape.put(head[0], action[0]);
            head[0] += action[1] == 1 ? 1 : -1;
            head[1] = action[2];
            ends[0] = Math.min(ends[0], head[0]);
            ends[1] = Math.max(ends[1], head[0]);
            List<Integer> expected = new ArrayList<>();
            for (int place = ends[0]; place <= ends[1]; place++) {
                int content = tape.getOrDefault(place, 0);
                expected.add(place == head[0] ? 3 + 3 * head[1] + content : content);
            }
            assertEquals(expected, tapes.get(step), "step " + (step + 1));
        }
        System.out.println("lag_system: " + tapes.size() + " steps of a universal machine in " + result.tokens().size()
                + " tokens, the tape at the end " + tapes.getLast().size() + " cells");
        assertTrue(tapes.size() > 100);
    }

    @Test
    void theHaltTokenEndsTheRun() {
        TableModel target = model(Library.letters(4), 2, seen -> List.of(seen.get(1) == 1 ? 2 : seen.get(1)));
        RunResult result = Library.run("lag_system", Map.of("target", target, "halt", "c"), "aab", 20, 0);
        assertEquals("ac", result.text());
        assertEquals(2L, result.value());
    }

    /// The rules are those that the model has learnt: what follows four tokens of a text in that text, which stands before them.
    @Test
    void aTrainedModelFollowsRulesThatItReads() {
        int right = 0;
        int all = 0;
        for (TaskExample item : BuiltinDrafts.items("copy", 4)) {
            String sentence = " " + item.references().getFirst().split("(?<=[.]) ")[0];
            List<Token> tokens = BuiltinDrafts.TARGET.vocabulary().encode(sentence);
            RunResult result = Library.run("lag_system", Map.of("target", BuiltinDrafts.TARGET, "rules", "Text:" + sentence + "\nCopy:",
                    "window", 4, "longest", 1), Vocabulary.decode(tokens.subList(0, 4)), tokens.size(), 0);
            List<Token> expected = tokens.subList(4, tokens.size());
            all += expected.size();
            for (int i = 0; i < Math.min(expected.size(), result.tokens().size()); i++) {
                right += expected.get(i) == result.tokens().get(i) ? 1 : 0;
            }
        }
        System.out.printf("lag_system: %d of %d steps of builtin:target are those of the rules%n", right, all);
        assertTrue(right > 0.8 * all);
    }
}
