package org.decant.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.decant.compiler.host.RunResult;
import org.decant.models.task.Split;
import org.decant.models.task.Task;
import org.decant.models.task.TaskExample;
import org.decant.models.task.Tasks;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// Zhang et al., 2023: the search is that of their Algorithm 1, with P-UCB and the best rating below a node as its value.
class MctsTestsTest {

    private static Function<String, Double> ratings(int seed) {
        return text -> Math.floorMod(text.hashCode() * 7919 + seed * 31, 1000) / 1000.0;
    }

    /// A tree of objects that know their children.
    private static final class Node {
        private final Context context;
        private final double prior;
        private final List<Node> children = new ArrayList<>();
        private int visits;
        private double best;

        private Node(Context context, double prior) {
            this.context = context;
            this.prior = prior;
        }

        private Node chosen(double exploration, double base) {
            double beta = Math.log((visits + base + 1) / base) + exploration;
            Node most = null;
            double largest = Double.NEGATIVE_INFINITY;
            for (Node child : children) {
                double value = child.best + beta * child.prior * Math.sqrt(Math.log(visits)) / (1 + child.visits);
                if (value > largest) {
                    largest = value;
                    most = child;
                }
            }
            return most;
        }
    }

    @Test
    void itFindsWhatTheAlgorithmFinds() {
        Random random = new Random(Library.seed("mcts_tests"));
        for (int round = 0; round < 80; round++) {
            TableModel target = TableModel.random(random, Library.letters(3 + random.nextInt(3)), 2, TableShape.VARIED);
            int rollouts = 1 + random.nextInt(40);
            int branching = 1 + random.nextInt(4);
            double exploration = 4 * random.nextDouble();
            double base = 1 + random.nextInt(20);
            int horizon = 1 + random.nextInt(6);
            Function<String, Double> reward = ratings(round);
            Context start = Oracle.start(target, "a");
            Node root = new Node(start, 1);
            double rating = -1;
            Context best = null;
            for (int i = 0; i < rollouts; i++) {
                List<Node> path = new ArrayList<>(List.of(root));
                while (!path.getLast().children.isEmpty()) {
                    path.add(path.getLast().chosen(exploration, base));
                }
                Node leaf = path.getLast();
                Context whole = leaf.context;
                if (!ended(whole, start) && whole.length() - 1 < horizon) {
                    double[] p = Oracle.probabilities(target, leaf.context);
                    IntStream.range(0, p.length).boxed().sorted(Comparator.comparingDouble(id -> -p[id])).limit(branching)
                            .forEach(id -> leaf.children.add(new Node(leaf.context.plus(target.vocabulary().token(id)), p[id])));
                    while (!ended(whole, start) && whole.length() - 1 < horizon) {
                        double[] q = Oracle.probabilities(target, whole);
                        whole = whole.plus(target.vocabulary().token(IntStream.range(0, q.length).boxed()
                                .max(Comparator.comparingDouble(id -> q[id])).orElseThrow()));
                    }
                }
                double value = reward.apply(text(whole));
                if (value > rating) {
                    rating = value;
                    best = whole;
                }
                path.forEach(node -> {
                    node.best = node.visits == 0 ? value : Math.max(node.best, value);
                    node.visits++;
                });
            }
            RunResult result = Library.run("mcts_tests", Map.of("target", target, "reward", reward, "rollouts", rollouts,
                    "branching", branching, "exploration", exploration, "base", base), "a", horizon, round);
            assertEquals(rating, (Double) result.value(), 1e-12, "round " + round);
            assertEquals(best.tokens().subList(1, best.length()), result.tokens(), "round " + round);
        }
    }

    private static boolean ended(Context context, Context start) {
        return context != start && context.ended();
    }

    private static String text(Context context) {
        return String.join("", context.tokens().subList(1, context.length()).stream().filter(token -> !token.isEnd())
                .map(Token::text).toList());
    }

    @Test
    void theSearchEndsWithARatingThatIsEnough() {
        TableModel target = TableModel.random(new Random(Library.seed("mcts_tests, enough")), Library.letters(4), 1,
                TableShape.FLAT);
        Map<String, Integer> asked = new HashMap<>();
        Function<String, Double> reward = text -> {
            asked.merge(text, 1, Integer::sum);
            return text.length() >= 1 ? 0.7 : 0.0;
        };
        assertEquals(0.7, Library.run("mcts_tests", Map.of("target", target, "reward", reward, "enough", 0.5), "a", 4, 0).value());
        assertTrue(asked.values().stream().mapToInt(i -> i).sum() < 32, asked.toString());
    }

    /// With the drafter of bytes, which needs the search: the first programs of the larger models pass all of their tests.
    @Test
    void moreProgramsPassTheirTests() {
        ForwardModel target = Trained.BYTES;
        Task task = Tasks.named("program");
        double greedy = 0;
        double searched = 0;
        List<TaskExample> examples = task.examples(Split.VALIDATION, 8, 1);
        for (TaskExample example : examples) {
            Function<String, Double> reward = text -> task.score(example, text);
            greedy += reward.apply(Library.run("greedy", Map.of("target", target), example.prompt(), 48, 0).text());
            searched += (Double) Library.run("mcts_tests", Map.of("target", target, "reward", reward, "rollouts", 24),
                    example.prompt(), 48, 0).value();
        }
        System.out.printf("mcts_tests: programs pass %.2f of their tests, %.2f of greedy decoding%n", searched / examples.size(),
                greedy / examples.size());
        assertTrue(searched > greedy);
    }
}
