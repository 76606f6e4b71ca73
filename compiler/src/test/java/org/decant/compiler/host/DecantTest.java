package org.decant.compiler.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.decant.compiler.types.Type;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.run.Finish;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Vocabulary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DecantTest {
    /// The common pool may be busy with other tests.
    private static final ExecutorService THREADS = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory());
    private static Decant decant;
    private static ForwardModel letters;

    @BeforeAll
    static void open() throws IOException {
        decant = Decant.create();
        letters = table("letters.json");
    }

    @AfterAll
    static void close() {
        decant.close();
    }

    private static ForwardModel table(String name) throws IOException {
        return TableModel.read(name, new SourceText(name, Files.readString(ScriptsTest.folder().resolve(name))), null);
    }

    private static LoadedStrategy strategy(String text) {
        return decant.loadText("test.decode", text).main();
    }

    private static String message(Runnable action) {
        return assertThrows(DecantException.class, action::run).getMessage();
    }

    @Test
    void testsRunOnTheOptimizingEngine() {
        assertEquals("GraalVM CE", decant.engineName());
    }

    @Test
    void aRunGivesTextTokensValueAndCosts() {
        RunResult result = strategy("strategy s(target: Model, n: Int) -> Float { generate { argmax(target(output)) }\n"
                + "return 0.5 * n }").run(RunRequest.builder().argument("target", letters).argument("n", 3)
                .prompt("a").maxTokens(2).build());
        assertEquals("bc", result.text());
        assertEquals(2, result.tokens().size());
        assertEquals(1.5, result.value());
        assertEquals(Type.FLOAT, result.type());
        assertEquals(Finish.TOKEN_BUDGET, result.finish());
        assertEquals(2, result.models().getFirst().passes());
        assertFalse(result.firstToken().isNegative());
        assertTrue(result.firstToken().compareTo(result.time()) <= 0);
    }

    @Test
    void aRunThatWritesNothingHasNoFirstToken() {
        RunResult result = strategy("strategy s(target: Model) { }").run(
                RunRequest.builder().argument("target", letters).build());
        assertNull(result.firstToken());
        assertNull(result.finish());
        assertNull(result.type());
        assertEquals("", result.text());
    }

    @Test
    void theSeedDecidesTheRun() {
        LoadedStrategy sampling = strategy("strategy s(target: Model) { generate { sample(softmax(target(output))) } }");
        List<String> texts = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            texts.add(sampling.run(RunRequest.builder().argument("target", letters).seed(seed).maxTokens(30).build()).text());
        }
        assertEquals(texts.get(0), texts.get(1));
        assertFalse(texts.get(0).equals(texts.get(2)));
    }

    @Test
    void aListenerHearsTheTextInPieces() {
        StringBuilder heard = new StringBuilder();
        RunResult result = strategy("strategy s(target: Model) { generate { target.encode(\"ab ca\") } }").run(
                RunRequest.builder().argument("target", letters).stop("caa").maxTokens(40).listener(heard::append).build());
        assertEquals("ab ", result.text());
        assertEquals(result.text(), heard.toString());
    }

    @Test
    void aSharedSessionRemembersModelCalls() {
        LoadedStrategy greedy = strategy("strategy s(target: Model) { generate { argmax(target(output)) } }");
        Session session = new Session();
        for (int i = 0; i < 2; i++) {
            greedy.run(RunRequest.builder().argument("target", letters).session(session).maxTokens(4).build());
        }
        assertEquals(4, session.costs().getFirst().contexts());
    }

    @Test
    void thePromptIsInTheTokensOfTheTarget() throws IOException {
        ForwardModel digits = table("digits.json");
        RunResult result = strategy("strategy s(other: Model, target: Model) -> Tokens { return output.tokens }").run(
                RunRequest.builder().argument("other", letters).argument("target", digits).prompt("01").build());
        assertEquals("[0, 1]", result.value().toString());
    }

    @Test
    void withoutAModelOnlyTheEmptyPromptIsPossible() {
        LoadedStrategy sum = strategy("strategy s(a: Int, b: Int = a) -> Int { return a + b }");
        assertEquals(10L, sum.run(RunRequest.builder().argument("a", 5).build()).value());
        assertTrue(message(() -> sum.run(RunRequest.builder().argument("a", 5).prompt("x").build())).contains("no model"));
    }

    @Test
    void valuesOfJavaBecomeValuesOfTheLanguage() {
        LoadedStrategy strategy = strategy("strategy s(models: List<Model>, counts: Map<Text, Int>, rate: Float, other: "
                + "Strategy, limit: Int?) -> (Int, Int, Float, Bool) { run other(models[0], tokens: 2)\n"
                + "return (models.size, counts[\"x\"], rate, limit == null) }");
        LoadedStrategy greedy = strategy("strategy g(target: Model) { generate { argmax(target(output)) } }");
        RunResult result = strategy.run(RunRequest.builder().argument("models", List.of(letters, letters))
                .argument("counts", java.util.Map.of("x", 7)).argument("rate", 2).argument("other", greedy)
                .argument("limit", null).build());
        assertEquals("(2, 7, 2.0, true)", result.value().toString());
        assertEquals(2, result.tokens().size());
    }

    @Test
    void functionsOfJavaAreFunctionsOfTheLanguage() {
        LoadedStrategy strategy = strategy("strategy s(target: Model, score: (Context) -> Float, near: ((Int, Int) -> Bool)? = "
                + "null) -> (Float, Bool) { return ([output].map(score).first + score(output), near != null and near(2, 3)) }");
        Function<Context, Integer> length = Context::length;
        BiFunction<Long, Long, Boolean> near = (left, right) -> right - left == 1;
        RunRequest.Builder request = RunRequest.builder().argument("target", letters).prompt("ab").argument("score", length);
        assertEquals("(4.0, false)", strategy.run(request.build()).value().toString());
        assertEquals("(4.0, true)", strategy.run(request.argument("near", near).build()).value().toString());
        Function<Context, String> wrong = Context::text;
        assertTrue(message(() -> strategy.run(request.argument("score", wrong).build()))
                .contains("the function given for `score` gives \"ab\", of the type Text, not Float"));
        assertTrue(message(() -> strategy.run(request.argument("score", near).build())).contains("`score` of `s` is of the type"));
    }

    @Test
    void wrongArgumentsAreToldWithTheParameter() {
        LoadedStrategy strategy = strategy("strategy s(target: Model, gamma: Int) { }");
        assertTrue(message(() -> strategy.run(RunRequest.builder().argument("target", letters).argument("gamma", 1.5)
                .build())).contains("`gamma` of `s` is of the type Int, this is 1.5"));
        assertTrue(message(() -> strategy.run(RunRequest.builder().argument("target", letters).argument("gama", 1)
                .build())).contains("did you mean `gamma`?"));
        assertTrue(message(() -> strategy.run(RunRequest.builder().argument("gamma", 1).build()))
                .contains("needs `target` (Model)"));
        assertTrue(message(() -> RunRequest.builder().maxTokens(-1)).contains("budget"));
        assertTrue(message(() -> RunRequest.builder().stop("")).contains("stop text"));
    }

    @Test
    void aScriptWithErrorsTellsAllOfThem() {
        String told = message(() -> decant.loadText("wrong.decode",
                "strategy s(target: Model) {\n  emit targt(output)\n  emit sample(target(output))\n}"));
        assertTrue(told.contains("wrong.decode:2:8") && told.contains("wrong.decode:3:15"), told);
    }

    @Test
    void filesImportFilesBesideThem(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("helpers.decode"), "function twice(x: Int) -> Int { 2 * x }");
        Path main = Files.writeString(folder.resolve("main.decode"),
                "import \"helpers.decode\"\nstrategy main() -> Int { return twice(21) }\nstrategy last() { }");
        assertEquals(42L, decant.load(main).main().run(RunRequest.builder().build()).value());
        assertEquals(List.of("main", "last"), decant.load(main).strategies().stream().map(LoadedStrategy::name).toList());
        assertTrue(message(() -> decant.load(main).strategy("lats")).contains("did you mean `last`?"));
        assertTrue(message(() -> decant.load(folder.resolve("helpers.decode")).main()).contains("declares no strategy"));
    }

    @Test
    void aLoopWithoutEndCanBeCancelled() throws Exception {
        for (String body : new String[] {"while true { }", "generate { [] }", "for i in 0 .. 1000000000000 { }",
                "fork(3) { while true { } }", "var n = 0\n while deep(40) { n += 1 }"}) {
            LoadedStrategy strategy = strategy("function deep(n: Int) -> Bool { if n == 0 { true } else { deep(n - 1) and "
                    + "deep(n - 1) } }\nstrategy s(target: Model) {\n emit target.encode(\"a\")\n " + body + "\n}");
            CountDownLatch started = new CountDownLatch(1);
            RunRequest request = RunRequest.builder().argument("target", letters).maxTokens(5)
                    .listener(piece -> started.countDown()).build();
            CompletableFuture<RunResult> run = CompletableFuture.supplyAsync(() -> strategy.run(request), THREADS);
            assertTrue(started.await(20, TimeUnit.SECONDS));
            Thread.sleep(20);
            request.cancel();
            RunResult result = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> run.get(), body);
            assertTrue(result.interrupted(), body);
            assertEquals("a", result.text(), body);
        }
    }

    @Test
    void aRequestCancelledBeforeItsRunGivesNothing() {
        RunRequest request = RunRequest.builder().argument("target", letters).build();
        request.cancel();
        RunResult result = strategy("strategy s(target: Model) { generate { argmax(target(output)) } }").run(request);
        assertTrue(result.interrupted());
        assertEquals("", result.text());
    }

    @Test
    void cancellingOneRunOfASessionLeavesTheOthers() {
        LoadedStrategy greedy = strategy("strategy s(target: Model) { generate { argmax(target(output)) } }");
        Session session = new Session();
        RunRequest cancelled = RunRequest.builder().argument("target", letters).session(session).build();
        cancelled.cancel();
        assertTrue(greedy.run(cancelled).interrupted());
        assertFalse(greedy.run(RunRequest.builder().argument("target", letters).session(session).build()).interrupted());
    }

    @Test
    void strategiesRunSideBySideOnThreadsOfTheProgram() throws Exception {
        LoadedStrategy voting = strategy("strategy s(target: Model) -> List<Tokens> { return fork(3) { generate { "
                + "sample(softmax(target(output))) } } }");
        List<CompletableFuture<String>> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            long seed = i % 2;
            runs.add(CompletableFuture.supplyAsync(() -> voting.run(RunRequest.builder().argument("target", letters)
                    .seed(seed).maxTokens(20).build()).value().toString(), THREADS));
        }
        for (int i = 2; i < 8; i++) {
            assertEquals(runs.get(i % 2).get(), runs.get(i).get());
        }
    }

    @Test
    void aModelThatFailsIsToldWhereItWasRead() {
        Vocabulary vocabulary = letters.vocabulary();
        ForwardModel failing = new ForwardModel() {
            @Override
            public String name() {
                return "failing";
            }

            @Override
            public Vocabulary vocabulary() {
                return vocabulary;
            }

            @Override
            public Passes open(Session session) {
                return pass -> {
                    throw new DecantException("the model file ends too early", "fetch it again");
                };
            }
        };
        String told = message(() -> strategy("strategy s(target: Model) {\n  let scores = target(output)\n  emit "
                + "argmax(scores)\n}").run(RunRequest.builder().argument("target", failing).build()));
        assertTrue(told.contains("the model file ends too early") && told.contains("test.decode:3:8"), told);
    }

    @Test
    void anUnknownEngineOptionIsToldAsAnError() {
        assertTrue(message(() -> Decant.builder().option("cpusampler.Tracing", "true").build()).contains("option"));
    }

    @Test
    void mapsOfTheLanguagePassThrough() {
        LoadedStrategy strategy = strategy("strategy s(m: Map<Text, Float>) -> Float { return m[\"a\"] }");
        assertEquals(3.0, strategy.run(RunRequest.builder().argument("m", OrderedMap.<String, Object>empty().with("a", 3L))
                .build()).value());
    }
}
