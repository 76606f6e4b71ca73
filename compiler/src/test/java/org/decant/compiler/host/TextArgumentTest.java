package org.decant.compiler.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.decant.compiler.value.Display;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.diagnostic.Span;
import org.decant.runtime.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextArgumentTest {
    private static final String RECORD = "record Pair(left: Int, right: Text)\n";
    private static Decant decant;

    @BeforeAll
    static void open() {
        decant = Decant.create();
    }

    @AfterAll
    static void close() {
        decant.close();
    }

    private static Object value(String type, String text) {
        return decant.loadText("test.decode", RECORD + "strategy s(x: " + type + ") -> " + type + " { return x }").main()
                .run(RunRequest.builder().argument("x", TextArgument.named("--x", text)).build()).value();
    }

    private static String error(String type, String text) {
        return assertThrows(DecantException.class, () -> value(type, text)).getMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"Int;-4;-4", "Float;1e-3;0.001", "Float;3;3.0", "Float;-inf;-inf", "Bool;true;true",
            "Text;a b;\"a b\"", "Int?;null;null", "Int?;7;7", "Text?;null;null", "List<Float>;[1, 2.5];[1.0, 2.5]",
            "List<Int>;[];[]", "Shape;chain(3);chain(3)", "Map<Text, Int>;[\"a\" -> 1];[\"a\" -> 1]",
            "(Int, Text);(1, \"x\");(1, \"x\")", "Pair;Pair(1, \"x\");Pair(left: 1, right: \"x\")"})
    void aTextIsReadByTheTypeOfItsParameter(String type, String text, String shown) {
        assertEquals(shown, Display.line(value(type, text)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"Int;4.0", "Int;", "Int;99999999999999999999", "Float;abc", "Float;NaN", "Float;1d",
            "Float;1e999", "Bool;yes"})
    void aTextThatIsNoneOfTheTypeIsMarked(String type, String text) {
        String told = error(type, text == null ? "" : text);
        assertTrue(told.contains("`x` is of the type " + type), told);
        assertTrue(told.contains("--x:1:1"), told);
    }

    @Test
    void aTensorIsReadFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("t.json"), "[[1, 2], [3, null]]");
        assertEquals(Tensor.of(new int[] {2, 2}, 1, 2, 3, Double.NEGATIVE_INFINITY), value("Tensor", file.toString()));
        assertEquals(Tensor.of(0.5), value("Tensor", "tensor([0.5])"));
        String told = error("Tensor", folder.resolve("none.npy").toString());
        assertTrue(told.contains("there is no file") && told.contains("--x:1:1"), told);
    }

    @Test
    void aModelThatFillsNoCanvasesIsMarked() {
        String told = error("MaskedModel", "ngram:builtin");
        assertTrue(told.contains("fills no canvases") && told.contains("--x:1:1") && told.contains("builtin:masked"), told);
    }

    @Test
    void mistakesInExpressionsAreMarkedWithinTheText() {
        assertTrue(error("List<Int>", "[1, wo, 3]").contains("--x:1:5"));
        assertTrue(error("List<Int>", "[1, 2").contains("--x:1:"));
        assertTrue(error("Shape", "chain(0 - 1)").contains("--x:1:1"));
        assertTrue(error("List<Int>", "[1, \"a\"]").contains("--x:1:"));
    }

    @Test
    void mistakesAreMarkedInTheTextAround() {
        SourceText line = new SourceText("command line", "decant run s --x [1,wo]");
        LoadedStrategy strategy = decant.loadText("test.decode", "strategy s(x: List<Int>) { }").main();
        String told = assertThrows(DecantException.class, () -> strategy.run(RunRequest.builder()
                .argument("x", new TextArgument("[1,wo]", new Span(line, 17, 23))).build())).getMessage();
        assertTrue(told.contains("command line:1:21"), told);
    }

    @Test
    void modelsAreOpenedByLocationWithViews() {
        Path folder = ScriptsTest.folder();
        LoadedStrategy strategy = decant.loadText("test.decode", "strategy s(target: Model, drafter: Model) -> Bool { "
                + "emit argmax(target(output))\n return target.name == drafter.name }").main();
        Map<String, String> texts = Map.of("target", folder.resolve("letters.json") + " |> temper(0.5) |> top_k(2)",
                "drafter", "table:" + folder.resolve("drafter.json"));
        RunRequest.Builder request = RunRequest.builder().maxTokens(1);
        texts.forEach((name, text) -> request.argument(name, TextArgument.named("--" + name, text)));
        RunResult result = strategy.run(request.build());
        assertEquals("a", result.text());
        assertEquals(false, result.value());
    }

    @Test
    void aListOfModelsTakesATextForEach() {
        Path folder = ScriptsTest.folder();
        LoadedStrategy strategy = decant.loadText("test.decode", "strategy s(models: List<Model>) -> List<Text> "
                + "{ return models.map { model -> model.name } }").main();
        TextArgument letters = TextArgument.named("--models", folder.resolve("letters.json") + " |> top_k(2)");
        TextArgument other = TextArgument.named("--models", folder.resolve("drafter.json").toString());
        assertEquals(List.of("letters |> top_k(2)", "drafter"), strategy.run(RunRequest.builder()
                .argument("models", List.of(letters, other)).build()).value());
        assertEquals(List.of("drafter"), strategy.run(RunRequest.builder().argument("models", other).build()).value());
        String told = assertThrows(DecantException.class, () -> strategy.run(RunRequest.builder().argument("models",
                List.of(letters, TextArgument.named("--models", "tabel:x.json"))).build())).getMessage();
        assertTrue(told.contains("--models:1:1") && told.contains("did you mean"), told);
        LoadedStrategy single = decant.loadText("test.decode", "strategy s(target: Model) { }").main();
        told = assertThrows(DecantException.class, () -> single.run(RunRequest.builder().argument("target",
                List.of(letters, other)).build())).getMessage();
        assertTrue(told.contains("`target` is of the type Model, it is given more than once"), told);
    }

    @Test
    void mistakesInModelsAreMarked() {
        LoadedStrategy strategy = decant.loadText("test.decode", "strategy s(target: Model) { }").main();
        String location = ScriptsTest.folder().resolve("letters.json").toString();
        Map<String, Integer> columns = Map.of("tabel:x.json", 1, location + " |> tempr(1)", location.length() + 5);
        columns.forEach((text, column) -> {
            String told = assertThrows(DecantException.class, () -> strategy.run(RunRequest.builder()
                    .argument("target", TextArgument.named("--target", text)).build())).getMessage();
            assertTrue(told.contains("--target:1:" + column), told);
            assertTrue(told.contains("did you mean"), told);
        });
    }
}
