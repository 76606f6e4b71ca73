package org.decant.runtime.model.llama;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.decant.runtime.context.Context;
import org.decant.runtime.context.Mixture;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.fixture.FunctionModel;
import org.decant.runtime.fixture.Vocabularies;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.Observation;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.run.Session;
import org.decant.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Hidden states, attention weights and mixtures, against the forward pass in float64.
class InsidesTest {
    private final Random numbers = new Random(6);
    private final Session session = new Session();
    private RandomModel random;
    private LlamaModel model;
    private PlainForward oracle;
    private double rounding;
    private Batcher batcher;

    private void open(RandomModel weights, LlamaModel.Options options) {
        random = weights;
        model = LlamaModel.of(random.file(), options, null, part -> {});
        oracle = new PlainForward(random.file());
        rounding = random.rounding();
        batcher = session.bind(model);
    }

    private Context grow(Context from, int tokens) {
        Context at = from;
        for (int i = 0; i < tokens; i++) {
            at = at.plus(model.vocabulary().token(numbers.nextInt(RandomModel.BEGIN)));
        }
        return at;
    }

    private Context root() {
        return session.root(model.vocabulary());
    }

    private void assertClose(double[] expected, double[] actual) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], rounding * (1 + Math.abs(expected[i])), "number " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"llama,F32,1", "llama,Q8_0,7", "qwen2,F32,40", "qwen3,F16,5", "qwen3,F32,300"})
    void observationsInATree(String architecture, TensorType type, int size) {
        open(new RandomModel(architecture, type, 64, 3, 4, 2, 16, 96, true, 5), LlamaModel.Options.STANDARD);
        List<Context> nodes = new ArrayList<>(List.of(grow(root(), 3)));
        while (nodes.size() < size) {
            nodes.add(grow(nodes.get(numbers.nextInt(nodes.size())), 1));
        }
        List<List<Tensor>> states = new ArrayList<>();
        // They are asked for one kind after the other, with the scores of half of the contexts before.
        nodes.stream().filter(node -> node.length() % 2 == 0).forEach(batcher::issue);
        for (int layer = 0; layer <= 3; layer++) {
            states.add(batcher.observe(nodes, new Observation.HiddenState(layer)));
        }
        List<Tensor> last = batcher.observe(nodes, new Observation.FinalState());
        List<Tensor> attention = batcher.observe(nodes, new Observation.Attention(2));
        for (int i = 0; i < nodes.size(); i += 1 + size / 30) {
            Context node = nodes.get(i);
            PlainForward.Trace trace = oracle.trace(RandomModel.path(node));
            for (int layer = 0; layer <= 3; layer++) {
                assertClose(trace.states()[layer], states.get(layer).get(i).values());
            }
            assertClose(trace.last(), last.get(i).values());
            assertArrayEquals(new int[] {4, node.length() + 1}, attention.get(i).shape());
            for (int head = 0; head < 4; head++) {
                assertClose(trace.attention()[1][head], attention.get(i).row(head).values());
            }
            assertClose(trace.logits(), batcher.logits(node).values());
        }
    }

    @Test
    void whatIsPendingIsObservedInTheSamePass() {
        open(RandomModel.small("llama", TensorType.F32), LlamaModel.Options.STANDARD);
        Context at = grow(root(), 4);
        Logits logits = batcher.logits(at);
        Tensor state = batcher.observe(List.of(at), new Observation.FinalState()).getFirst();
        logits.values();
        assertEquals(1, batcher.cost().passes());
        assertEquals(1, batcher.cost().contexts());
        assertEquals(5, batcher.cost().readPositions());
        // remembered, so that there is no other pass
        assertSame(state, batcher.observe(List.of(at), new Observation.FinalState()).getFirst());
        assertEquals(1, batcher.cost().passes());
    }

    @Test
    void attentionWhereTheTextIsWrittenWithItsBeginning() {
        open(RandomModel.small("llama", TensorType.F32), new LlamaModel.Options(1 << 20, CacheNumbers.F16));
        Context at = grow(root().plus(model.vocabulary().token(RandomModel.BEGIN)), 4);
        Tensor weights = batcher.observe(List.of(at), new Observation.Attention(1)).getFirst();
        double[][] expected = oracle.trace(java.util.Arrays.copyOfRange(RandomModel.path(at), 1, 6)).attention()[0];
        assertArrayEquals(new int[] {4, 6}, weights.shape());
        for (int head = 0; head < 4; head++) {
            double[] row = weights.row(head).values();
            assertEquals(0, row[0]);
            for (int i = 0; i < 5; i++) {
                assertEquals(expected[head][i], row[i + 1], 2e-3);
            }
        }
    }

    @Test
    void mixturesAreReadAsTheSumOfTheirEmbeddings() {
        open(RandomModel.small("llama", TensorType.Q8_0), LlamaModel.Options.STANDARD);
        Context start = grow(root(), 3);
        double[] weights = new double[RandomModel.VOCABULARY];
        weights[7] = 1;
        weights[9] = 2;
        weights[100] = 5;
        Mixture mixture = Mixture.of(model.vocabulary(), weights);
        Context mixed = start.plus(mixture);
        Context after = grow(mixed, 2);
        double[][] embeddings = new double[7][];
        int[] path = RandomModel.path(after);
        for (int i = 0; i < 7; i++) {
            embeddings[i] = oracle.embedding(path[i]);
        }
        for (int i = 0; i < embeddings[4].length; i++) {
            embeddings[4][i] = (oracle.embedding(7)[i] + 2 * oracle.embedding(9)[i] + 5 * oracle.embedding(100)[i]) / 8;
        }
        assertEquals(100, path[4], "tokens and texts show the likeliest token");
        batcher.issue(mixed);
        batcher.issue(start.plus(model.vocabulary().token(100)));
        assertClose(oracle.trace(embeddings).logits(), batcher.logits(after).values());
        assertClose(oracle.trace(java.util.Arrays.copyOf(embeddings, 5)).logits(), batcher.logits(mixed).values());
        assertClose(oracle.logits(java.util.Arrays.copyOf(path, 5)),
                batcher.logits(start.plus(model.vocabulary().token(100))).values());
        assertEquals(1, batcher.cost().passes());
    }

    @Test
    void equalMixturesMakeOneContext() {
        open(RandomModel.small("llama", TensorType.F32), LlamaModel.Options.STANDARD);
        double[] weights = new double[RandomModel.VOCABULARY];
        weights[3] = 0.5;
        Context alone = root().plus(Mixture.of(model.vocabulary(), weights));
        assertSame(root().plus(model.vocabulary().token(3)), alone);
        weights[4] = 0.25;
        Context mixed = root().plus(Mixture.of(model.vocabulary(), weights));
        assertNotSame(alone, mixed);
        assertSame(mixed, root().plus(Mixture.of(model.vocabulary(), weights)));
        assertTrue(mixed.mixed() && grow(mixed, 1).mixed() && !alone.mixed());
        assertEquals(2 / 3.0, mixed.mixture().toArray()[3], 1e-12);
        assertThrows(DecantException.class, () -> Mixture.of(model.vocabulary(), new double[RandomModel.VOCABULARY]));
    }

    @Test
    void layersThatAreLeftOutHaveNoStates() {
        open(new RandomModel("qwen3", TensorType.F32, 64, 3, 4, 2, 16, 96, true, 5), LlamaModel.Options.STANDARD);
        Context at = grow(root(), 5);
        Batcher exit = session.bind(model.exit(2));
        PlainForward.Trace trace = oracle.trace(RandomModel.path(at));
        assertClose(trace.states()[2], exit.observe(List.of(at), new Observation.HiddenState(2)).getFirst().values());
        String message = assertThrows(DecantException.class,
                () -> exit.observe(List.of(at), new Observation.HiddenState(3))).getMessage();
        assertTrue(message.contains("has 2 layers, there is no layer 3"), message);
        assertThrows(DecantException.class, () -> exit.observe(List.of(at), new Observation.Attention(0)));
    }

    @Test
    void modelsWithoutInsidesSaySo() {
        Batcher plain = session.bind(new FunctionModel("plain", Vocabularies.letters(4, false), at -> new double[4]));
        Context at = session.root(plain.vocabulary());
        String message = assertThrows(DecantException.class,
                () -> plain.observe(List.of(at), new Observation.FinalState())).diagnostics().getFirst().render();
        assertTrue(message.contains("has no hidden states") && message.contains("llama"), message);
        message = assertThrows(DecantException.class,
                () -> plain.logits(at.plus(Mixture.of(plain.vocabulary(), new double[] {1, 1, 0, 0})))).getMessage();
        assertTrue(message.contains("takes no mixtures"), message);
    }
}
