package org.decant.runtime.tensor.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.tensor.program.Operation.BinaryFunction;
import org.decant.runtime.tensor.program.Operation.Comparison;
import org.decant.runtime.tensor.program.Operation.Reduction;
import org.decant.runtime.tensor.program.Operation.UnaryFunction;

/// Programs drawn from a seed, with inputs: any operations on any values there are, kept to numbers of moderate size so that
/// rounding stays rounding.
public final class RandomPrograms {
    private final Random random;
    private final ProgramBuilder builder = new ProgramBuilder();
    private final List<Value> values = new ArrayList<>();
    private final List<Value> inputs = new ArrayList<>();
    private final Set<Integer> updates = new HashSet<>();
    private final Map<Extent, Integer> extents = new HashMap<>();

    /// A program and what it is given; weights are given as the numbers they stand for, too.
    ///
    /// @param updates the inputs that the program updates
    public record Given(TensorProgram program, List<Tensor> inputs, Map<Integer, Weights> weights, Set<Integer> updates) {}

    private RandomPrograms(long seed) {
        random = new Random(seed);
    }

    /// @param longest the largest extent
    public static Given draw(long seed, int operations, int longest) {
        return new RandomPrograms(seed).draw(operations, longest);
    }

    /// Selections by ratio of scores in order, of equal ones, of infinite ones and of ones that are not numbers, some of them long.
    public static List<Given> ratios() {
        List<Given> all = new ArrayList<>();
        for (double ratio : new double[] {0, -1e-12, -0.5, -3, Double.NEGATIVE_INFINITY}) {
            for (int size : new int[] {1, 7, 130, 2051}) {
                for (Tensor scores : strange(size)) {
                    ProgramBuilder builder = new ProgramBuilder();
                    Value x = builder.input("x", TensorType.numbers(Extent.symbol("n")));
                    all.add(new Given(builder.program(builder.topRatio(x, builder.constant(ratio))), List.of(scores), Map.of(), Set.of()));
                }
            }
        }
        return all;
    }

    private static List<Tensor> strange(int size) {
        double[] rising = IntStream.range(0, size).mapToDouble(i -> 0.25 * i).toArray();
        List<Tensor> all = new ArrayList<>(List.of(Tensor.of(rising), Tensor.of(Arrays.stream(rising).map(x -> -x).toArray()),
                Tensor.of(Arrays.stream(rising).map(x -> x % 2).toArray())));
        for (double strange : new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN}) {
            all.add(Tensor.of(Arrays.stream(rising).map(x -> strange).toArray()));
            for (int place : new int[] {0, size / 2, size - 1}) {
                double[] one = rising.clone();
                one[place] = strange;
                all.add(Tensor.of(one));
            }
        }
        return all;
    }

    private Given draw(int operations, int longest) {
        List<Extent> pool = List.of(Extent.of(1 + random.nextInt(4)), Extent.of(1 + random.nextInt(longest)),
                random.nextBoolean() ? Extent.symbol("n") : Extent.varying("n"), Extent.ONE);
        extents.put(pool.get(2), 1 + random.nextInt(longest));
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            Extent[] shape = new Extent[random.nextInt(4)];
            long size = 1;
            for (int axis = 0; axis < shape.length; axis++) {
                Extent extent = pool.get(random.nextInt(pool.size()));
                shape[axis] = size * size(extent) > 40_000 ? Extent.ONE : extent;
                size *= size(shape[axis]);
            }
            add(input(TensorType.numbers(shape)));
        }
        add(input(TensorType.numbers(pool.get(2))));
        while (operations > 0) {
            if (tryOne()) {
                operations--;
            }
        }
        List<Value> outputs = new ArrayList<>(List.of(values.getLast()));
        for (int i = random.nextInt(3); i > 0; i--) {
            outputs.add(values.get(random.nextInt(values.size())));
        }
        Map<Integer, Weights> weights = new HashMap<>();
        List<Tensor> given = new ArrayList<>();
        for (Value input : inputs) {
            if (input.type().kind() == TensorType.Kind.WEIGHTS) {
                Weights drawn = weights(input.type().shape().stream().mapToInt(this::size).toArray());
                weights.put(given.size(), drawn);
                given.add(drawn.numbers());
            } else {
                given.add(numbers(input));
            }
        }
        return new Given(TensorProgram.of(inputs, outputs), given, weights, updates);
    }

    private int size(Extent extent) {
        return extent.known() ? extent.size() : extents.get(extent);
    }

    private Value input(TensorType type) {
        Value input = builder.input("x" + inputs.size(), type);
        inputs.add(input);
        return input;
    }

    private void add(Value value) {
        values.add(value);
    }

    private Tensor numbers(Value input) {
        int[] shape = input.type().shape().stream().mapToInt(this::size).toArray();
        double[] numbers = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.setAll(numbers, i -> random.nextDouble(-3, 3));
        return Tensor.of(shape, numbers);
    }

    /// Weights of so few digits that sums of them are exact in float32, too.
    private Weights weights(int[] shape) {
        int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        switch (random.nextInt(3)) {
            case 0 -> {
                byte[] quants = new byte[count];
                random.nextBytes(quants);
                float[] scales = new float[count / Weights.Bytes.BLOCK];
                for (int i = 0; i < scales.length; i++) {
                    scales[i] = Math.scalb(1f, random.nextInt(-10, -6));
                }
                return new Weights.Bytes(shape, quants, scales);
            }
            case 1 -> {
                short[] bits = new short[count];
                for (int i = 0; i < count; i++) {
                    bits[i] = Float.floatToFloat16(random.nextInt(-256, 257) / 256f);
                }
                return new Weights.Halves(shape, bits);
            }
            default -> {
                float[] values = new float[count];
                for (int i = 0; i < count; i++) {
                    values[i] = random.nextInt(-1024, 1025) / 1024f;
                }
                return new Weights.Floats(shape, values);
            }
        }
    }

    private Value any() {
        return values.get(random.nextInt(values.size()));
    }

    /// Numbers of at most 4 in size.
    private Value bounded(Value x) {
        return builder.binary(BinaryFunction.MAXIMUM, builder.binary(BinaryFunction.MINIMUM, x, builder.constant(4)),
                builder.constant(-4));
    }

    /// Numbers from 0.5 on.
    private Value positive(Value x) {
        return builder.add(builder.unary(UnaryFunction.ABS, bounded(x)), builder.constant(0.5));
    }

    private <T> T pick(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    /// Adds the value of an operation that fits; whether one did.
    private boolean tryOne() {
        Value x = any();
        Value y = any();
        try {
            Value made = switch (random.nextInt(23)) {
                case 0 -> switch (pick(UnaryFunction.values())) {
                    case NEGATE -> builder.unary(UnaryFunction.NEGATE, x);
                    case EXP -> builder.exp(bounded(x));
                    case LOG -> builder.log(positive(x));
                    case SQRT -> builder.unary(UnaryFunction.SQRT, positive(x));
                    case ABS -> builder.unary(UnaryFunction.ABS, x);
                };
                case 1, 2, 3 -> switch (pick(BinaryFunction.values())) {
                    case DIVIDE -> builder.divide(x, positive(y));
                    case SCORE_DIVIDE -> builder.binary(BinaryFunction.SCORE_DIVIDE, x, positive(y));
                    case MULTIPLY -> builder.multiply(bounded(x), bounded(y));
                    case SCORE_MULTIPLY -> builder.binary(BinaryFunction.SCORE_MULTIPLY, bounded(x), bounded(y));
                    case BinaryFunction other -> builder.binary(other, x, y);
                };
                case 4 -> builder.where(pick(Comparison.values()), x, builder.constant(random.nextDouble(-1, 1)), y, any());
                case 5, 6 -> builder.reduce(pick(Reduction.values()), bounded(x), random.nextInt(x.type().rank()),
                        random.nextBoolean());
                case 7 -> builder.cumulativeSum(bounded(x), random.nextInt(x.type().rank()));
                case 8 -> builder.transpose(x, axes(x.type().rank()));
                case 9 -> builder.matMul(bounded(x), bounded(y));
                case 10 -> builder.gather(x, builder.topK(along(x, 0, y), builder.constant(1 + random.nextInt(50))));
                case 16 -> {
                    Value places = builder.topK(along(x, 0, y), builder.constant(1 + random.nextInt(5)));
                    yield builder.scatter(x, places, builder.gather(builder.unary(UnaryFunction.NEGATE, x), places));
                }
                case 17 -> {
                    int axis = random.nextInt(x.type().rank());
                    yield builder.gather(x, largest(x, axis, y), axis);
                }
                case 18 -> sumOfPlaces(y);
                case 19 -> builder.matMul(builder.transpose(bounded(x), axes(x.type().rank())), bounded(y));
                case 11 -> builder.only(x, builder.topMass(bounded(x), builder.constant(random.nextDouble(0.05, 1))));
                case 12 -> quantized(x);
                case 20 -> builder.only(x, builder.topRatio(along(x, 0, y), builder.constant(ratio())));
                case 21 -> builder.gather(x, builder.where(pick(Comparison.values()), builder.constant(random.nextDouble(-1, 1)),
                        builder.constant(0), builder.argMax(along(x, 0, y), false), builder.place(0)));
                case 13 -> builder.softmax(bounded(x));
                case 14 -> updated(x, y);
                case 15 -> builder.broadcast(x, given(y.type().shape()));
                default -> builder.gather(x, switch (random.nextInt(3)) {
                    case 0 -> builder.argMax(along(x, 0, y), true);
                    case 1 -> builder.draw(bounded(along(x, 0, y)), builder.constant(random.nextDouble()));
                    default -> builder.choose(positive(along(x, 0, y)), builder.constant(random.nextDouble()));
                });
            };
            if (made.type().shape().stream().mapToLong(this::bound).reduce(1, (a, b) -> a * b) > 100_000) {
                return false;
            }
            add(made);
            return true;
        } catch (DecantException | IllegalArgumentException unfit) {
            return false;
        }
    }

    /// The logarithm of a ratio.
    private double ratio() {
        return random.nextInt(5) == 0 ? Double.NEGATIVE_INFINITY : random.nextInt(5) == 0 ? 0 : random.nextDouble(-5, 0);
    }

    private long bound(Extent extent) {
        return extent.known() ? extent.size() : extents.getOrDefault(extent, 50);
    }

    /// A shape of extents that inputs have: those of selections need not be there when it is wanted.
    private List<Extent> given(List<Extent> shape) {
        if (!shape.stream().allMatch(extent -> extent.known() || extents.containsKey(extent))) {
            throw new IllegalArgumentException("of a selection's extent");
        }
        return shape;
    }

    private List<Integer> axes(int rank) {
        List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        Collections.shuffle(axes, random);
        return axes;
    }

    /// A vector whose places are those of an axis of x.
    private static Value along(Value x, int axis, Value vector) {
        if (x.type().rank() == 0 || !vector.type().shape().equals(x.type().shape().subList(axis, axis + 1))) {
            throw new IllegalArgumentException("of another length");
        }
        return vector;
    }

    /// An input of its own, some rows of which become those of x.
    private Value updated(Value x, Value y) {
        Value indices = builder.topK(along(x, 0, y), builder.constant(1 + random.nextInt(5)));
        Value rows = builder.gather(x, indices);
        Value input = input(TensorType.numbers(given(x.type().shape()).toArray(Extent[]::new)));
        updates.add(inputs.size() - 1);
        return builder.update(input, indices, rows);
    }

    /// Places of an axis of x, as many as `y` has rows; of as many axes as `y` has.
    private Value largest(Value x, int axis, Value y) {
        if (y.type().rank() == 0 || !y.type().last().equals(x.type().shape().get(axis))) {
            throw new IllegalArgumentException("of another length");
        }
        return builder.argMax(y, false);
    }

    /// What a vector has at the sum of two places of another one that is half as long.
    private Value sumOfPlaces(Value half) {
        if (half.type().rank() != 1 || !half.type().last().known()) {
            throw new IllegalArgumentException("not a vector of known length");
        }
        Value twice = input(TensorType.numbers(Extent.of(2 * half.type().last().size())));
        return builder.gather(twice, builder.add(builder.topK(half, builder.constant(1 + random.nextInt(4))), builder.argMax(half, false)));
    }

    /// A product with one of the matrices of some weights, or with the only one: of rows of numbers that float32 adds exactly.
    private Value quantized(Value x) {
        if (x.type().rank() != 2 || !x.type().last().known()) {
            throw new IllegalArgumentException("not a matrix of known width");
        }
        Extent block = Extent.of(Weights.Bytes.BLOCK * (1 + random.nextInt(3)));
        Value wide = builder.matMul(bounded(x), input(TensorType.numbers(x.type().last(), block)));
        Value row = builder.where(Comparison.LESS, wide, builder.constant(-1), builder.constant(-0.5),
                builder.where(Comparison.LESS, wide, builder.constant(1), builder.constant(1), builder.constant(3)));
        Extent rows = Extent.of(1 + random.nextInt(3));
        if (random.nextBoolean()) {
            return builder.quantizedMatMul(row, input(new TensorType(TensorType.Kind.WEIGHTS, List.of(rows, block))));
        }
        Extent matrices = Extent.of(1 + random.nextInt(4));
        Value all = input(new TensorType(TensorType.Kind.WEIGHTS, List.of(matrices, rows, block)));
        Value one = builder.gather(all, builder.argMax(input(TensorType.numbers(matrices)), false));
        return builder.quantizedMatMul(row, builder.reshape(one, List.of(rows, block)));
    }
}
