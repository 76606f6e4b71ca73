package org.decant.runtime.model.llama;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.fixture.FunctionModel;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.Capability;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.Observation;
import org.decant.runtime.model.Retention;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.run.ModelCost;
import org.decant.runtime.run.Session;
import org.decant.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Views that see part of what is in the cache, round it, or leave layers out by position, against the forward pass in
/// float64.
class ViewsTest {
    private static final int LAYERS = 3;
    private final Random numbers = new Random(8);
    private final RandomModel random = new RandomModel("llama", TensorType.F32, 64, LAYERS, 4, 2, 16, 96, true, 5);

    private LlamaModel load(long cacheBytes) {
        return LlamaModel.of(random.file(), new LlamaModel.Options(cacheBytes, CacheNumbers.F32), null, part -> {});
    }

    private static BitSet layers(int... numbers) {
        BitSet set = new BitSet();
        for (int number : numbers) {
            set.set(number);
        }
        return set;
    }

    private Retention retention(String others) {
        return new Retention(2, 5, switch (others) {
            case "projected" -> new Retention.Projected(4, java.util.stream.IntStream.range(0, LAYERS)
                    .mapToObj(i -> Tensor.of(new int[] {2, 16}, new Random(i).doubles(32, -1, 1).toArray())).toList());
            case "attended" -> new Retention.Attended(4, 3);
            default -> new Retention.None();
        });
    }

    /// Random contexts in a tree: a trunk of `trunk` tokens and `size` more nodes.
    private List<Context> tree(Session session, ForwardModel model, int trunk, int size) {
        Context at = session.root(model.vocabulary());
        for (int i = 0; i < trunk; i++) {
            at = at.plus(model.vocabulary().token(numbers.nextInt(RandomModel.BEGIN)));
        }
        List<Context> nodes = new ArrayList<>(List.of(at));
        while (nodes.size() <= size) {
            Context parent = nodes.get(nodes.size() - 1 - numbers.nextInt(Math.min(3, nodes.size())));
            nodes.add(parent.plus(model.vocabulary().token(numbers.nextInt(RandomModel.BEGIN))));
        }
        return nodes;
    }

    private static void assertClose(double[] expected, double[] actual) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 2e-4 * (1 + Math.abs(expected[i])), "number " + i);
        }
    }

    /// Holds a view against the oracle, in passes of one context, of some and of all, and again when it is all known.
    private void check(ForwardModel view, PlainForward oracle, int trunk, int size) {
        Session session = new Session();
        Batcher batcher = session.bind(view);
        List<Context> nodes = tree(session, view, trunk, size);
        assertClose(oracle.logits(RandomModel.path(nodes.getFirst())), batcher.logits(nodes.getFirst()).values());
        nodes.subList(0, size / 2).forEach(batcher::issue);
        batcher.logits(nodes.getFirst().parent()).values();
        nodes.forEach(batcher::issue);
        for (int i = 0; i < nodes.size(); i += 1 + nodes.size() / 8) {
            assertClose(oracle.logits(RandomModel.path(nodes.get(i))), batcher.logits(nodes.get(i)).values());
        }
        List<Tensor> states = batcher.observe(nodes.subList(0, 2), new Observation.HiddenState(2));
        assertClose(oracle.trace(RandomModel.path(nodes.get(1))).states()[2], states.get(1).values());
    }

    @ParameterizedTest
    @CsvSource({"none,8,20", "none,70,40", "none,300,3", "projected,8,20", "projected,70,40", "projected,300,3",
        "attended,8,20", "attended,70,40", "attended,300,3"})
    void attentionSeesWhatIsKept(String others, int trunk, int size) {
        Retention kept = retention(others);
        check(load(1 << 24).keep(kept), new PlainForward(random.file(), position -> Set.of(), kept, 0), trunk, size);
    }

    /// A number that lies between two others may be rounded to either; so the distance is held against that of a model that
    /// does not round.
    private void checkRounded(ForwardModel view, PlainForward oracle, PlainForward exact) {
        Session session = new Session();
        Batcher batcher = session.bind(view);
        List<Context> nodes = tree(session, view, 40, 12);
        nodes.forEach(batcher::issue);
        double distance = 0;
        double ofExact = 0;
        for (Context node : nodes) {
            double[] expected = oracle.logits(RandomModel.path(node));
            distance += distance(expected, batcher.logits(node).values());
            ofExact += distance(expected, exact.logits(RandomModel.path(node)));
        }
        assertTrue(distance < 0.1 * ofExact, distance + " of " + ofExact);
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"4", "8"})
    void keysAndValuesAreRounded(int bits) {
        checkRounded(load(1 << 24).cacheBits(bits), new PlainForward(random.file(), position -> Set.of(), null, bits),
                new PlainForward(random.file()));
    }

    @Test
    void layersAreLeftOutByPosition() {
        List<BitSet> skipped = new ArrayList<>();
        for (int length = 0; length <= 30; length++) {
            skipped.add(length < 10 ? layers() : length < 30 ? layers(2) : layers(2, 3));
        }
        PlainForward oracle = new PlainForward(random.file(), position -> skipped.get(Math.min(position, 30)).stream()
                .mapToObj(layer -> layer - 1).collect(Collectors.toSet()), null, 0);
        LlamaModel model = load(1 << 24);
        for (int trunk : new int[] {5, 25, 60}) {
            check(model.skipByPosition(skipped), oracle, trunk, 25);
        }
        assertEquals("random.gguf with layers by position, 3 to 1", model.skipByPosition(skipped).name());
        assertSame(model.skipByPosition(skipped), model.skipByPosition(skipped));
        assertSame(model.exit(2), model.skipByPosition(List.of(layers(3), layers(3))));
        // of the layers that are left the second is the file's third
        assertSame(model.skipByPosition(List.of(layers(1), layers(1, 3))),
                model.skip(layers(1)).skipByPosition(List.of(layers(), layers(2))));
        Session session = new Session();
        Context at = tree(session, model, 12, 0).getFirst();
        DecantException wrong = assertThrows(DecantException.class, () -> session.bind(model.skipByPosition(skipped))
                .observe(List.of(at), new Observation.Attention(2)));
        assertTrue(wrong.getMessage().contains("does not run layer 2 for contexts of 12 tokens"), wrong.getMessage());
    }

    @Test
    void passesOfViewsCostTheirShareOfTheWhole() {
        LlamaModel model = load(1 << 24);
        LlamaModel early = (LlamaModel) model.exit(1);
        LlamaModel later = early.keep(retention("none")).skipByPosition(List.of(layers()));
        LlamaModel falling = model.skipByPosition(List.of(layers(), layers(), layers(), layers(2), layers(2, 3)));
        for (LlamaModel view : List.of(model, early, later, falling)) {
            assertSame(model, view.whole());
        }
        assertEquals(1, model.share(0));
        assertEquals(1.0 / 3, early.share(9));
        assertEquals(List.of(1.0, 2.0 / 3, 1.0 / 3, 1.0 / 3), List.of(falling.share(2), falling.share(3), falling.share(4), falling.share(99)));
        Session session = new Session();
        List<Context> nodes = tree(session, model, 3, 0);
        nodes.add(nodes.getFirst().plus(model.vocabulary().token(1)));
        for (Context node : nodes) {
            session.bind(early).logits(node).values();
        }
        nodes.forEach(session.bind(falling)::issue);
        session.bind(falling).logits(nodes.getLast()).values();
        List<ModelCost> costs = session.costs();
        assertEquals(List.of("random.gguf", early.name(), falling.name()), costs.stream().map(ModelCost::model).toList());
        assertEquals(List.of(0.0, 2.0 / 3, 2.0 / 3), costs.stream().map(ModelCost::wholePasses).toList());
        assertEquals(List.of(0.0, 2.0 / 3, 4.0 / 3), costs.stream().map(ModelCost::wholeContexts).toList());
        costs.forEach(cost -> assertSame(costs.getFirst(), cost.whole()));
    }

    @Test
    void viewsOfViews() {
        Retention kept = retention("attended");
        ForwardModel view = ((LlamaModel) load(1 << 24).keep(kept).cacheBits(4).exit(2)).cacheBits(8);
        assertEquals("random.gguf up to layer 2 seeing 2 + 5 positions and 4 attended to with a cache of 8 bits", view.name());
        checkRounded(view, new PlainForward(random.file(), position -> Set.of(2), kept, 8),
                new PlainForward(random.file(), position -> Set.of(2), kept, 0));
    }

    @Test
    void whatIsEvictedIsSeenAsBefore() {
        for (String others : new String[] {"projected", "attended"}) {
            Retention kept = retention(others);
            LlamaModel model = load(4 * 4L * 2 * 32 * 32 * 2 * LAYERS);
            check(model.keep(kept), new PlainForward(random.file(), position -> Set.of(), kept, 0), 50, 60);
        }
    }

    @Test
    void whatIsSeenIsObserved() {
        for (String others : new String[] {"none", "projected", "attended"}) {
            Retention kept = retention(others);
            PlainForward oracle = new PlainForward(random.file(), position -> Set.of(), kept, 0);
            Session session = new Session();
            Batcher batcher = session.bind(load(1 << 24).keep(kept));
            List<Context> nodes = tree(session, batcher.forwardModel(), 20, 10);
            List<Tensor> attention = batcher.observe(nodes, new Observation.Attention(3));
            List<Tensor> queries = batcher.observe(nodes, new Observation.Queries(3));
            for (int i = 0; i < nodes.size(); i++) {
                PlainForward.Trace trace = oracle.trace(RandomModel.path(nodes.get(i)));
                assertArrayEquals(new int[] {4, 16}, queries.get(i).shape());
                assertClose(trace.queries()[2], queries.get(i).values());
                for (int head = 0; head < 4; head++) {
                    assertClose(trace.attention()[2][head], attention.get(i).row(head).values());
                }
            }
        }
    }

    @Test
    void mistakesAreNamed() {
        LlamaModel model = load(1 << 20);
        refused("`recent` is 0", () -> new Retention(0, 0, new Retention.None()));
        refused("`sinks` is -1", () -> new Retention(-1, 1, new Retention.None()));
        refused("`count` is -1", () -> new Retention.Attended(-1, 1));
        refused("`queries` is 0", () -> new Retention.Attended(1, 0));
        refused("cannot be rounded to 5 bits", () -> model.cacheBits(5));
        refused("has 3 layers, there are filters for 1",
                () -> model.keep(new Retention(0, 1, new Retention.Projected(1, List.of(Tensor.of(1))))));
        refused("have the shape [2, 16] in a layer, a filter has [1]", () -> model.keep(new Retention(0, 1,
                new Retention.Projected(1, List.of(Tensor.of(1), Tensor.of(1), Tensor.of(1))))));
        refused("nothing says which layers", () -> model.skipByPosition(List.of()));
        refused("contexts of 1 tokens would run the layers {2}", () -> model.skipByPosition(List.of(layers(2), layers())));
        refused("it cannot exit after 4", () -> model.exit(4));
        refused("the model plain keeps no keys and values", () -> Capability.CACHE.of(
                new FunctionModel("plain", Vocabularies.letters(4, false), at -> new double[4])));
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable what) {
        DecantException wrong = assertThrows(DecantException.class, what);
        assertTrue(wrong.getMessage().contains(message), wrong.getMessage());
    }
}
