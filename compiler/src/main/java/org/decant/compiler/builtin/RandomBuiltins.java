package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.dist;
import static org.decant.compiler.builtin.Arguments.integer;
import static org.decant.compiler.builtin.Arguments.list;
import static org.decant.compiler.builtin.Arguments.logits;
import static org.decant.compiler.builtin.Arguments.notNegative;
import static org.decant.compiler.builtin.Arguments.number;
import static org.decant.compiler.builtin.Arguments.numbers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.random.Draws;
import org.decant.runtime.random.CodePoint;
import org.decant.runtime.random.KeyedNumbers;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.vocabulary.Token;

/// Random choices. Nothing else draws.
final class RandomBuiltins {

    private RandomBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Random choices");
        table.addDrawing("sample(dist: Dist) -> Token", "A token drawn from the distribution.",
                (run, a) -> run.draws().sample(dist(a[0])));
        table.addDrawing("sample(weights: List<Float>) -> Int", "An index drawn in proportion to the weights.", (run, a) -> {
            double[] weights = weights(a[0]);
            if (!positive(weights)) {
                throw new DecantException("there is no positive weight to draw from", "give at least one above 0");
            }
            return (long) run.draws().choose(weights);
        });
        table.addDrawing("sample(weights: List<Float>, count: Int) -> List<Int>",
                "Different indices drawn one after another in proportion to the weights that are left: `count`, or as many as have"
                        + " a positive weight.", (run, a) -> {
                    double[] weights = weights(a[0]);
                    List<Long> drawn = new ArrayList<>();
                    for (int i = notNegative("count", a[1]); i > 0 && positive(weights); i--) {
                        int index = run.draws().choose(weights.clone());
                        weights[index] = 0;
                        drawn.add((long) index);
                    }
                    return drawn;
                });
        table.addDrawing("flip(p: Float) -> Bool", "True with probability p.", (run, a) -> {
            double p = number(a[0]);
            if (!(p >= 0 && p <= 1 + 1e-9)) {
                throw DecantException.ofParameter("p", "`flip` is given the probability " + p, "give a number from 0 to 1");
            }
            return run.draws().flip(Math.min(p, 1));
        });
        table.addDrawing("uniform() -> Float", "A number drawn uniformly from [0, 1).", (run, a) -> run.draws().uniform());
        table.addDrawing("normal(count: Int) -> Tensor", "Independent numbers from the standard normal distribution.", (run, a) -> {
            double[] numbers = new double[notNegative("count", a[0])];
            Arrays.setAll(numbers, i -> run.draws().normal());
            return Tensor.of(numbers);
        });
        table.addDrawing("shuffle(list: List<A>) -> List<A>", "The elements in a random order.", (run, a) -> {
            List<Object> list = list(a[0]);
            List<Object> shuffled = new ArrayList<>(list.size());
            for (int index : run.draws().shuffle(list.size())) {
                shuffled.add(list.get(index));
            }
            return shuffled;
        });
        table.addDrawing("shuffle(list: List<A>, count: Int) -> List<A>",
                "`count` elements, or all where there are fewer, each drawn from those that are left.",
                (run, a) -> drawn(list(a[0]), notNegative("count", a[1]), run.draws()));
        table.addDrawing("gumbel(like: Logits) -> Logits",
                "Independent standard Gumbel noise, one number for each token: `argmax(x + gumbel(x))` draws from `softmax(x)`.",
                (run, a) -> run.draws().gumbel(logits(a[0]).vocabulary()));
        table.addDrawing("gumbel(like: Logits, largest: Token) -> Logits",
                "Gumbel noise, given that `argmax(x + noise)` is a token: what the noise may have been when that token was drawn.",
                (run, a) -> {
                    Dist scores = logits(a[0]).softmax();
                    Token largest = (Token) a[1];
                    if (largest.vocabulary() != scores.vocabulary() || !(scores.probability(largest) > 0)) {
                        throw new DecantException("the token `" + largest.text() + "` cannot be the largest: it has no probability",
                                "give a token of positive probability: test `softmax(x)[token] > 0.0` first");
                    }
                    return run.draws().gumbel(scores, largest);
                });
        table.addDrawing("code_points(count: Int) -> List<CodePoint>",
                "Numbers in [0, 1), spaced evenly round a circle that is turned by one random shift: each is uniform, together they "
                        + "leave no large gap.", (run, a) -> List.of(run.draws().codePoints(notNegative("count", a[0]))));
        table.addDrawing("CodePoint.decode(dist: Dist) -> (Token, CodePoint)",
                "The token in whose stretch of [0, 1) the number lies, the stretches being as wide as the probabilities, in the order of "
                        + "ids; and where in the stretch it lies, as a number in [0, 1) again, as finely as ever.",
                (run, a) -> {
                    CodePoint.Decoded decoded = ((CodePoint) a[0]).decode(dist(a[1]), run.draws());
                    return new Tuple(decoded.token(), decoded.rest());
                });
        table.addDrawing("gumbel(count: Int) -> Tensor", "Independent standard Gumbel noise.",
                (run, a) -> Tensor.of(run.draws().gumbel(notNegative("count", a[0]))));
        table.add("keyed_uniform(key: Int, position: Int, index: Int) -> Float",
                "A number in (0, 1) that is fixed by a key and a place: not a draw, the same every time.",
                (run, a) -> KeyedNumbers.uniform(integer(a[0]), integer(a[1]), integer(a[2])));
        table.add("keyed_uniform(key: Int, position: Int, like: Logits) -> Logits",
                "Such a number for each token of the vocabulary.",
                (run, a) -> new Logits(logits(a[2]).vocabulary(),
                        KeyedNumbers.uniforms(integer(a[0]), integer(a[1]), logits(a[2]).size())));
        table.add("keyed_gumbel(key: Int, position: Int, like: Logits) -> Logits",
                "Gumbel noise that is fixed by a key and a place: -log(-log(u)) of each token's keyed uniform number.",
                (run, a) -> {
                    double[] numbers = KeyedNumbers.uniforms(integer(a[0]), integer(a[1]), logits(a[2]).size());
                    for (int i = 0; i < numbers.length; i++) {
                        numbers[i] = -Math.log(-Math.log(numbers[i]));
                    }
                    return new Logits(logits(a[2]).vocabulary(), numbers);
                });
    }

    private static List<Object> drawn(List<Object> list, int count, Draws draws) {
        List<Object> left = new ArrayList<>(list);
        List<Object> drawn = new ArrayList<>();
        while (drawn.size() < count && !left.isEmpty()) {
            double[] weights = new double[left.size()];
            Arrays.fill(weights, 1);
            drawn.add(left.remove(draws.choose(weights)));
        }
        return drawn;
    }

    private static double[] weights(Object list) {
        double[] weights = numbers(list);
        for (double weight : weights) {
            if (!(weight >= 0) || Double.isInfinite(weight)) {
                throw new DecantException("a weight is " + weight, "weights must be finite and 0 or more");
            }
        }
        return weights;
    }

    private static boolean positive(double[] weights) {
        return Arrays.stream(weights).anyMatch(weight -> weight > 0);
    }
}
