package org.decant.models.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.context.Canvas;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Logits;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.LayeredModel;
import org.decant.runtime.model.Model;
import org.decant.runtime.model.ModelCatalog;
import org.decant.runtime.model.ModelLocation;
import org.decant.runtime.model.llama.LlamaModelKind;
import org.decant.runtime.run.Session;
import org.decant.runtime.tensor.cpu.CpuTarget;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;

class BuiltinModelKindTest {
    private final ModelCatalog catalog = ModelCatalog.standard();

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = BuiltinModelKind.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /// A kind whose files are those of the library, but for `changed`; null for one that is gone.
    private static BuiltinModelKind with(String changed, byte[] bytes) {
        Map<String, byte[]> files = new HashMap<>();
        files.put(changed, bytes);
        return new BuiltinModelKind(new LlamaModelKind(), name -> !files.containsKey(name)
                ? BuiltinModelKind.class.getResourceAsStream(name)
                : files.get(name) == null ? null : new ByteArrayInputStream(files.get(name)));
    }

    private static void refused(BuiltinModelKind kind, String location, String... parts) {
        DecantException wrong = assertThrows(DecantException.class,
                () -> kind.open(ModelLocation.parse(location), null));
        for (String part : parts) {
            assertTrue(wrong.getMessage().contains(part), wrong.getMessage());
        }
    }

    private static String greedy(ForwardModel model, String prompt, int count) {
        Session session = new Session();
        Model bound = session.bind(model);
        Vocabulary vocabulary = model.vocabulary();
        Context context = session.root(vocabulary).plus(vocabulary.encode(prompt));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            Token likeliest = bound.logits(context).argmax();
            text.append(vocabulary.text(likeliest.id()));
            context = context.plus(likeliest);
        }
        return text.toString();
    }

    @Test
    void givesTheSameTextAsTensorPrograms() {
        BuiltinModelKind programs = new BuiltinModelKind(new LlamaModelKind().on(() -> CpuTarget.INSTANCE));
        for (String name : List.of("builtin:target", "builtin:drafter", "builtin:drafter-bytes")) {
            ForwardModel engine = catalog.open(name, null);
            ForwardModel device = programs.open(ModelLocation.parse(name), null);
            for (String prompt : List.of("Story: Once upon a time", "Question: What is 17 plus 25?\nAnswer:")) {
                assertEquals(greedy(engine, prompt, 40), greedy(device, prompt, 40), name);
            }
        }
    }

    @Test
    void opensAndGoesOnAlwaysTheSame() {
        ForwardModel target = catalog.open("builtin:target", null);
        assertEquals("builtin:target", target.name());
        String text = greedy(target, "Story: Once upon a time", 12);
        assertFalse(text.isBlank());
        assertEquals(text, greedy(catalog.open("builtin:target?cache=8m", null), "Story: Once upon a time", 12));
        assertTrue(((LayeredModel) target).layers() > 3);
    }

    @Test
    void theyAreTheDefault() {
        assertEquals("builtin:target", catalog.defaultModel());
        assertEquals("builtin:drafter", catalog.defaultModel("drafter", catalog.defaultModel()));
    }

    @Test
    void theMaskedOneFillsCanvases() {
        ForwardModel masked = catalog.open(catalog.defaultMaskedModel(), null);
        Session session = new Session();
        Context start = session.root(masked.vocabulary()).plus(masked.vocabulary().encode("Story: Once"));
        List<Logits> holes = session.bind(masked).logits(Canvas.of(start, 4));
        assertEquals(4, holes.size());
        assertTrue(holes.getFirst().softmax().probabilities()[holes.getFirst().argmax().id()] > 1e-3);
    }

    @Test
    void theTargetHasDraftHeads() {
        Session session = new Session();
        ForwardModel target = catalog.open("builtin:target", null);
        Context context = session.root(target.vocabulary()).plus(target.vocabulary().encode("Story: Once"));
        assertEquals(4, session.bind(target).draftHeads().size());
        Logits foreseen = session.bind(target).draftHeads().getFirst().logits(context);
        // Heads begin as what the model says of the next token, and have learnt to say something else.
        assertTrue(Math.abs(foreseen.values()[0] - session.bind(target).logits(context).values()[0]) > 0.1);
        refused(with("target.heads", null), "builtin:target", "target.heads is missing");
        refused(with("target.heads", new byte[10]), "builtin:target", "target.heads", "SHA-256");
    }

    @Test
    void othersShareItsTokens() {
        ForwardModel target = catalog.open("builtin:target", null);
        ForwardModel drafter = catalog.open("builtin:drafter", target.vocabulary());
        ForwardModel counts = catalog.open("ngram:builtin?order=2", target.vocabulary());
        assertSame(target.vocabulary(), drafter.vocabulary());
        assertSame(target.vocabulary(), counts.vocabulary());
        assertFalse(greedy(drafter, "Once", 4).isEmpty());
        assertFalse(greedy(counts, "Once", 4).isEmpty());
        DecantException other = assertThrows(DecantException.class,
                () -> catalog.open("builtin:drafter", catalog.open("ngram:builtin", null).vocabulary()));
        assertTrue(other.getMessage().contains("builtin:drafter"), other.getMessage());
    }

    @Test
    void namesAndOptionsThatAreNone() {
        refused(new BuiltinModelKind(), "builtin:traget", "there is no built-in model `traget`", "did you mean `target`?");
        refused(new BuiltinModelKind(), "builtin:llama-70b", "there is no built-in model", "there are drafter-bytes, drafter, masked, target");
        refused(new BuiltinModelKind(), "builtin:target?cache=much", "`cache`", "`much`");
        DecantException wrong = assertThrows(DecantException.class,
                () -> catalog.open("builtin:target?tokenizer=tokenizer.json", null));
        assertTrue(wrong.getMessage().contains("builtin models have no option `tokenizer`"), wrong.getMessage());
    }

    @Test
    void filesThatAreNotAsShipped() throws IOException {
        byte[] changed = resource("drafter.gguf");
        changed[changed.length / 2] ^= 1;
        refused(with("drafter.gguf", changed), "builtin:drafter", "drafter.gguf", "SHA-256", "again");
        refused(with("drafter.gguf", Arrays.copyOf(changed, 1000)), "builtin:drafter", "drafter.gguf", "SHA-256");
        refused(with("drafter.gguf", null), "builtin:drafter", "drafter.gguf is missing");
        refused(with(BuiltinModelKind.SUMS, null), "builtin:drafter", "SHA256SUMS is missing");
        refused(with(BuiltinModelKind.SUMS, "nonsense\n".getBytes(StandardCharsets.UTF_8)), "builtin:drafter",
                "SHA256SUMS has a line that is no sum: nonsense");
        assertEquals("builtin:drafter", with("target.gguf", null).open(ModelLocation.parse("builtin:drafter"), null).name());
    }
}
