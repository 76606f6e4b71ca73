package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.decant.compiler.builtin.FunctionValue;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.run.Activation;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Mudgal et al., 2024: token by token p(z) exp(lambda V(y z)), normalised; or the best of k blocks.
class ControlledTest {

    /// A scorer in Java.
    record Scorer(ToDoubleFunction<Context> score) implements FunctionValue {
        @Override
        public Object call(Activation activation, Object... arguments) {
            return score.applyAsDouble((Context) arguments[0]);
        }

        @Override
        public int arity() {
            return 1;
        }
    }

    /// A random number from 0 to 1 for each sequence of ids.
    private static ToDoubleFunction<Context> random(long seed) {
        return context -> new SplittableRandom(31 * seed + context.tokens().stream().map(Token::id).toList().hashCode())
                .nextDouble();
    }

    private static List<Scorer> scorers(List<ToDoubleFunction<Context>> rewards) {
        return rewards.stream().map(Scorer::new).toList();
    }

    @Test
    void tokensAreTiltedByTheirScores() {
        Random random = new Random(Library.seed("controlled"));
        for (int round = 0; round < 30; round++) {
            TableModel target = Library.table(random, Library.letters(4), 2, round);
            List<ToDoubleFunction<Context>> rewards = round % 3 == 0 ? List.of(random(round), random(round + 1000))
                    : List.of(random(round));
            double strength = 4 * random.nextDouble();
            int candidates = round % 2 == 0 ? 64 : 2;
            int horizon = 1 + random.nextInt(3);
            Oracle.assertSameDistribution(
                    Oracle.outputs(Oracle.start(target, "a"), horizon, context -> {
                        double[] p = kept(Oracle.probabilities(target, context), candidates);
                        for (int id = 0; id < p.length; id++) {
                            Context next = context.plus(target.vocabulary().token(id));
                            p[id] *= Math.exp(strength * rewards.stream().mapToDouble(reward -> reward.applyAsDouble(next)).sum());
                        }
                        return Oracle.normalized(p);
                    }),
                    Library.distribution("controlled", Map.of("target", target, "rewards", scorers(rewards), "strength", strength,
                            "candidates", candidates), "a", horizon),
                    "round " + round + ", " + target.name() + ", strength " + strength);
        }
    }

    private static double[] kept(double[] p, int count) {
        List<Integer> order = new ArrayList<>();
        for (int id = 0; id < p.length; id++) {
            order.add(id);
        }
        order.sort(Comparator.comparingDouble(id -> -Math.rint(p[id] * 1e12)));
        order.subList(Math.min(count, p.length), p.length).forEach(id -> p[id] = 0);
        return p;
    }

    @Test
    void theBestOfTheBlocksIsWritten() {
        Random random = new Random(Library.seed("controlled, blocks"));
        for (int round = 0; round < 12; round++) {
            TableModel target = Library.table(random, Library.letters(3), 1, round);
            ToDoubleFunction<Context> reward = random(round);
            int k = 1 + random.nextInt(3);
            int block = 1 + random.nextInt(2);
            int horizon = 1 + random.nextInt(3);
            Map<List<Token>, Double> expected = new HashMap<>();
            collect(target, Oracle.start(target, "a"), List.of(), 1, reward, k, block, horizon, expected);
            Oracle.assertSameDistribution(expected, Library.distribution("controlled", Map.of("target", target, "rewards",
                    scorers(List.of(reward)), "k", k, "block", block), "a", horizon),
                    "round " + round + ", " + target.name() + ", k " + k + ", block " + block);
        }
    }

    /// By the order statistics of k draws: a block is the best with P(V <= v)^k - P(V < v)^k, shared among blocks of value v.
    private static void collect(TableModel target, Context start, List<Token> written, double mass,
                                ToDoubleFunction<Context> reward, int k, int block, int left, Map<List<Token>, Double> all) {
        if (left == 0 || !written.isEmpty() && written.getLast().isEnd()) {
            all.merge(written, mass, Double::sum);
            return;
        }
        Context at = start.plus(written);
        Map<List<Token>, Double> blocks = Oracle.outputs(at, Math.min(block, left), context -> Oracle.probabilities(target, context));
        Map<List<Token>, Double> values = new LinkedHashMap<>();
        blocks.keySet().forEach(tokens -> values.put(tokens, reward.applyAsDouble(at.plus(tokens))));
        blocks.forEach((tokens, p) -> {
            double own = values.get(tokens);
            double below = mass(blocks, values, own - 1e-12);
            double upTo = mass(blocks, values, own + 1e-12);
            List<Token> more = new ArrayList<>(written);
            more.addAll(tokens);
            collect(target, start, more, mass * p / (upTo - below) * (Math.pow(upTo, k) - Math.pow(below, k)), reward, k, block,
                    left - tokens.size(), all);
        });
    }

    private static double mass(Map<List<Token>, Double> blocks, Map<List<Token>, Double> values, double most) {
        return blocks.entrySet().stream().filter(entry -> values.get(entry.getKey()) <= most).mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /// The paper's claim: more reward for more strength or more blocks.
    @Test
    void strengthAndBlocksBringReward() {
        TableModel target = TableModel.random(new Random(Library.seed("controlled, effect")), Library.letters(3), 1,
                TableShape.VARIED);
        ToDoubleFunction<Context> reward = context -> context.tokens().stream().filter(token -> token.id() == 0).count();
        Map<String, Object> given = Map.of("target", target, "rewards", scorers(List.of(reward)));
        StringBuilder line = new StringBuilder("controlled: reward by strength:");
        double before = -1;
        for (double strength : new double[] {0, 1, 3}) {
            before = more(given, Map.of("strength", strength), reward, before, line);
        }
        line.append(", by blocks:");
        before = -1;
        for (int k : new int[] {1, 2, 3}) {
            before = more(given, Map.of("block", 2, "k", k), reward, before, line);
        }
        System.out.println(line);
    }

    private static double more(Map<String, Object> given, Map<String, Object> options, ToDoubleFunction<Context> reward,
                               double before, StringBuilder line) {
        Map<String, Object> arguments = new HashMap<>(given);
        arguments.putAll(options);
        TableModel target = (TableModel) given.get("target");
        double mean = Library.distribution("controlled", arguments, "b", 3).entrySet().stream()
                .mapToDouble(entry -> entry.getValue() * reward.applyAsDouble(Oracle.start(target, "b").plus(entry.getKey())))
                .sum();
        line.append(String.format(" %s %.2f", options.values().stream().filter(value -> !value.equals(2) || options.size() == 1)
                .findFirst().orElse(2), mean));
        assertTrue(mean > before, line::toString);
        return mean;
    }

    /// The same of the small model, which hardly uses the words that it is given for a sentence: the reward is how much of each it has
    /// written.
    @Test
    void moreOfTheWordsIsWritten() {
        long seed = Library.seed("controlled, words");
        List<Trained.Item> items = Trained.items("keywords", 6);
        double plain = Trained.mean(items, item -> reward(item, Map.of("strength", 0.0), seed));
        double tokens = Trained.mean(items, item -> reward(item, Map.of("strength", 60.0), seed));
        double blocks = Trained.mean(items, item -> reward(item, Map.of("block", 2, "k", 8), seed));
        System.out.printf("controlled: %.2f of the words' letters, token by token %.2f, by the best of 8 blocks %.2f%n", plain, tokens,
                blocks);
        assertTrue(tokens > plain + 0.2 && blocks > plain + 0.05, plain + " " + tokens + " " + blocks);
    }

    private static double reward(Trained.Item item, Map<String, Object> options, long seed) {
        Map<String, Object> arguments = new HashMap<>(options);
        arguments.put("target", Trained.BYTES);
        arguments.put("rewards", scorers(List.of(context -> begun(item, context.text().substring(item.prompt().length())))));
        return begun(item, Library.run("controlled", arguments, item.prompt(), 14, seed).text());
    }

    /// How much of the item's words stands in a text, from their beginnings, from 0 to 1.
    private static double begun(Trained.Item item, String text) {
        List<String> words = List.of(item.field("Words").split(", "));
        double sum = 0;
        for (String word : words) {
            int length = word.length();
            while (length > 0 && !text.contains(" " + word.substring(0, length))) {
                length--;
            }
            sum += (double) length / word.length();
        }
        return sum / words.size();
    }
}
