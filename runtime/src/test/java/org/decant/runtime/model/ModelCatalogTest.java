package org.decant.runtime.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.ngram.NGramModel;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCatalogTest {
    private final ModelCatalog catalog = ModelCatalog.standard();

    @TempDir
    private Path folder;

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void keepsWhatItOpensWhereItIsAskedTo() {
        ModelCatalog keeping = catalog.keeping();
        ForwardModel model = keeping.open("ngram:builtin", null);
        ForwardModel drafter = keeping.open("ngram:builtin?order=2", model.vocabulary());
        assertSame(model, keeping.open("ngram:builtin", null));
        assertSame(drafter, keeping.open("ngram:builtin?order=2", model.vocabulary()));
        assertNotSame(drafter, keeping.open("ngram:builtin?order=2", null));
        assertNotSame(model, catalog.open("ngram:builtin", null));
    }

    @Test
    void theDefaultModelIsThere() {
        ForwardModel model = catalog.open(catalog.defaultModel(), null);
        assertEquals("ngram:builtin", model.name());
        Session session = new Session();
        assertEquals(" upon", session.bind(model).logits(
                session.root(model.vocabulary()).plus(model.vocabulary().encode("Once"))).argmax().text());
        ForwardModel drafter = catalog.open("ngram:builtin?order=2", model.vocabulary());
        assertSame(model.vocabulary(), drafter.vocabulary());
    }

    /// A library's kind of trained models.
    private record Trained() implements ModelKind {

        @Override
        public String name() {
            return ModelCatalog.TRAINED;
        }

        @Override
        public List<String> suffixes() {
            return List.of();
        }

        @Override
        public List<ModelOption> options() {
            return List.of();
        }

        @Override
        public ForwardModel open(ModelLocation location, Vocabulary shared) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void theTrainedModelsAreTheDefaultWhereTheyAre() {
        assertNull(catalog.defaultModel("drafter", "builtin:target"));
        ModelCatalog trained = ModelCatalog.standard(new Trained());
        assertEquals("builtin:target", trained.defaultModel());
        assertEquals("builtin:drafter", trained.defaultModel("drafter", " builtin:target |> temper(0.5)"));
        assertNull(trained.defaultModel("drafter", "ngram:builtin"));
        assertNull(trained.defaultModel("drafter", ""));
        assertNull(trained.defaultModel("amateur", "builtin:target"));
    }

    @Test
    void optionsReachTheModel() throws IOException {
        String notes = file("notes.txt", "one two three four five six seven eight nine ten. ".repeat(5));
        NGramModel words = assertInstanceOf(NGramModel.class, catalog.open("ngram:" + notes + "?order=5", null));
        assertEquals(5, words.order());
        ForwardModel pairs = catalog.open("ngram:" + notes + "?tokens=bpe&merges=7&discount=0.5", null);
        assertEquals(264, pairs.vocabulary().size());
    }

    @Test
    void theEndOfAPathSaysItsKind() throws IOException {
        String table = file("toy.JSON", "\uFEFF{\"tokens\": [\"a\"], \"contexts\": {\"\": [1]}}");
        assertInstanceOf(TableModel.class, catalog.open(table, null));
        assertInstanceOf(TableModel.class, catalog.open("table:" + table, null));
        String notes = file("notes.txt", "one two three ".repeat(9));
        assertEquals(2, assertInstanceOf(NGramModel.class, catalog.open(notes + "?order=2", null)).order());
    }

    @Test
    void locationsAreRead() {
        ModelLocation whole = ModelLocation.parse("ngram:a/b c.txt?order=5&tokens=bpe");
        assertEquals("ngram", whole.kind());
        assertEquals("a/b c.txt", whole.path());
        assertEquals(Map.of("order", "5", "tokens", "bpe"), whole.options());
        assertNull(ModelLocation.parse("C:\\notes.txt").kind());
        assertEquals("~/x.json", ModelLocation.parse("~/x.json").path());
        assertEquals("what?.txt", ModelLocation.parse("ngram:what?.txt?order=2").path());
    }

    @Test
    void wrongLocationsAreExplained() throws IOException {
        String notes = file("notes.txt", "one two three ".repeat(9));
        expect("ngarm:" + notes, "no kind of model `ngarm`", "did you mean `ngram`?");
        expect("quantum:x", "no kind of model `quantum`", "`ngram:`, `table:`");
        expect("model.bin", "nothing says what kind of model `model.bin` is", ".txt, .json");
        expect("ngram", "nothing says", "`ngram:`");
        expect("", "has no path", "ngram:builtin");
        expect("ngram:?order=2", "has no path", "kind:path");
        expect(notes + "?ordr=2", "no option `ordr`", "did you mean `order`?");
        expect("table:" + notes + "?order=2", "table models have no option `order`", "no options");
        expect(notes + "?order", "the option `order`", "?name=value");
        expect(notes + "?order=", "has no value", "?name=value");
        expect(notes + "?order=2&order=3", "is there twice", "once");
        expect(notes + "?order=two", "`order`", "`two`", "a whole number from 1 to 8");
        expect(notes + "?order=9", "`9`", "a whole number from 1 to 8");
        expect(notes + "?merges=-1", "a whole number from 0 up");
        expect(notes + "?tokens=char", "must be word or bpe");
        expect(notes + "?discount=1", "a number above 0.0 and below 1.0");
        expect(notes + "?discount=x", "a number above 0.0 and below 1.0");
    }

    @Test
    void unreadableFilesAreExplained() throws IOException {
        expect("ngram:" + folder.resolve("none.txt"), "there is no file", "none.txt");
        expect("ngram:" + folder, "is a directory");
        expect("ngram:a\0b", "is no path");
        Path broken = folder.resolve("broken.txt");
        Files.write(broken, "ä\nb\u00A0\n".getBytes(StandardCharsets.ISO_8859_1));
        expect("ngram:" + broken, "is no UTF-8 text: byte 0, on line 1, is 0xE4");
        Files.write(broken, new byte[] {'a', '\n', 'b', (byte) 0xC3});
        expect("ngram:" + broken, "byte 3, on line 2, is 0xC3");
        expect("ngram:" + file("small.txt", "a b"), "too few to learn from");
    }

    @Test
    void otherKindsAreFoundByTheirNames() {
        Vocabulary vocabulary = SymbolTokenizer.letters("letters", 2, false);
        ModelKind coin = new ModelKind() {
            @Override
            public String name() {
                return "coin";
            }

            @Override
            public List<String> suffixes() {
                return List.of();
            }

            @Override
            public List<ModelOption> options() {
                return List.of();
            }

            @Override
            public ForwardModel open(ModelLocation location, Vocabulary shared) {
                return TableModel.of(location.path(), vocabulary, tokens -> new double[] {0.5, 0.5});
            }
        };
        assertEquals("fair", new ModelCatalog(List.of(coin)).open("coin:fair", null).name());
        assertTrue(assertThrows(DecantException.class, () -> new ModelCatalog(List.of(coin)).open("ngram:x", null))
                .getMessage().contains("`coin:`"));
        assertEquals(List.of("ngram", "table"), catalog.kinds().stream().map(ModelKind::name).limit(2).toList());
    }

    private void expect(String location, String... parts) {
        String message = assertThrows(DecantException.class, () -> catalog.open(location, null)).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}
