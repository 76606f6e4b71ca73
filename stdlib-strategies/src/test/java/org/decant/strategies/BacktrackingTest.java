package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// King et al., 2022; Cundy and Ermon, 2023: what is written is supported token by token, the first such output in the order of
/// the model's preferences; where tokens are drawn, from what is supported.
class BacktrackingTest {

    /// Contexts that a support check lets pass, by a pseudorandom number of the tokens.
    private static Function<Context, Boolean> supporting(int seed, int outOfTen) {
        return context -> Math.floorMod(context.tokens().stream().map(Token::id).toList().hashCode() * 31 + seed, 10) < outOfTen;
    }

    @Test
    void theFirstSupportedOutputInTheOrderOfPreferenceIsWritten() {
        Random random = new Random(Library.seed("backtracking"));
        int none = 0;
        for (int round = 0; round < 150; round++) {
            TableModel target = TableModel.random(random, Library.letters(3 + random.nextInt(3)), 2, TableShape.VARIED);
            int tries = 1 + random.nextInt(4);
            int horizon = 1 + random.nextInt(6);
            Function<Context, Boolean> supported = supporting(round, 4 + random.nextInt(4));
            List<Token> expected = first(target, Oracle.start(target, "a"), supported, tries, horizon);
            RunResult result = Library.run("backtracking", Map.of("target", target, "supported", supported, "tries", tries,
                    "limit", 100_000), "a", horizon, round);
            assertEquals(expected == null ? List.of() : expected, result.tokens(), "round " + round);
            assertEquals(expected != null, result.value(), "round " + round);
            none += expected == null ? 1 : 0;
        }
        assertTrue(none > 10 && none < 140, "with no output: " + none);
    }

    /// Depth first; null where there is none.
    private static List<Token> first(TableModel target, Context at, Function<Context, Boolean> supported, int tries, int left) {
        if (left == 0 || at.length() > 1 && at.ended()) {
            return at.tokens().subList(1, at.length());
        }
        double[] p = Oracle.probabilities(target, at);
        List<Integer> order = IntStream.range(0, p.length).boxed().sorted(Comparator.comparingDouble(id -> -p[id])).limit(tries)
                .toList();
        for (int id : order) {
            Context next = at.plus(target.vocabulary().token(id));
            List<Token> found = supported.apply(next) ? first(target, next, supported, tries, left - 1) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    @Test
    void tokensAreDrawnFromWhatIsSupported() {
        Random random = new Random(Library.seed("backtracking, drawn"));
        for (int round = 0; round < 20; round++) {
            TableModel target = TableModel.random(random, Library.letters(4), 2, TableShape.VARIED);
            int horizon = 1 + random.nextInt(3);
            // at every place two of the four tokens are supported, so that nothing is ever taken back
            int parity = round % 2;
            Function<Context, Boolean> supported = context -> (context.last().id() + context.length()) % 2 == parity;
            Map<List<Token>, Double> expected = Oracle.outputs(Oracle.start(target, "a"), horizon, context -> {
                double[] p = Oracle.probabilities(target, context);
                double mass = 0;
                for (int id = 0; id < p.length; id++) {
                    p[id] = (id + context.length() + 1) % 2 == parity ? p[id] : 0;
                    mass += p[id];
                }
                for (int id = 0; id < p.length; id++) {
                    p[id] /= mass;
                }
                return p;
            });
            Oracle.assertSameDistribution(expected, Library.distribution("backtracking", Map.of("target", target, "supported",
                    supported, "temperature", 1.0), "a", horizon), "round " + round);
        }
    }

    /// The model writes `b` for certain, then takes it back, until nothing is left but `c`.
    @Test
    void theModelTakesTokensBackItself() {
        TableModel target = TableModel.of("corrector", Library.letters(5), tokens -> {
            String text = String.join("", tokens.stream().map(Token::text).toList());
            return text.endsWith("b") ? new double[] {0.1, 0, 0, 0.9, 0} : text.length() < 3
                    ? new double[] {0, 0.8, 0.2, 0, 0} : new double[] {0, 0, 0, 0, 1};
        });
        RunResult result = Library.run("backtracking", Map.of("target", target, "backspace", "d"), "a", 10, 0);
        assertEquals("cc", result.text());
        RunResult first = Library.run("backtracking", Map.of("target", target, "backspace", "d", "limit", 1), "a", 10, 0);
        assertEquals(false, first.value());
        assertEquals(List.of(), first.tokens());
    }

    /// PINOCCHIO's claim: what the source does not support is not written, at the price of outputs that are not written at all. Here an
    /// answer may have no word that its passage has not.
    @Test
    void wordsThatTheSourceDoesNotHaveAreNotWritten() {
        List<Trained.Item> items = Trained.items("question", 12);
        int free = 0;
        int held = 0;
        int written = 0;
        double freeScore = 0;
        double heldScore = 0;
        for (Trained.Item item : items) {
            List<String> source = List.of(item.field("Text").split("[^\\p{L}]+"));
            Function<Context, Boolean> supported = context ->
                    unsupported(context.text().substring(item.prompt().length()), source, !context.ended()) == 0;
            String greedy = Library.run("greedy", Map.of("target", Trained.BYTES), item.prompt(), 10, 0).text();
            RunResult result = Library.run("backtracking", Map.of("target", Trained.BYTES, "supported", supported), item.prompt(), 10, 0);
            free += unsupported(greedy, source, false);
            held += unsupported(result.text(), source, true);
            written += (Boolean) result.value() ? 1 : 0;
            freeScore += item.score(greedy) / items.size();
            heldScore += item.score(result.text()) / items.size();
        }
        System.out.printf("backtracking: %d words that the passage does not have, F1 %.2f, in %d of %d answers written; greedily %d, F1 "
                + "%.2f%n", held, heldScore, written, items.size(), free, freeScore);
        assertEquals(0, held);
        assertTrue(free > 0 && heldScore >= freeScore - 0.1, free + " " + heldScore);
    }

    /// How many words of an output are not in the source; the last one may be the beginning of a word of it.
    private static long unsupported(String output, List<String> source, boolean open) {
        List<String> words = List.of(output.strip().split("[^\\p{L}]+"));
        return IntStream.range(0, words.size()).filter(i -> source.stream().noneMatch(word ->
                open && i == words.size() - 1 ? word.startsWith(words.get(i)) : word.equals(words.get(i)))).count();
    }
}
