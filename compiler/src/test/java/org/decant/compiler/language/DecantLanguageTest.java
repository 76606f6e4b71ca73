package org.decant.compiler.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.decant.compiler.host.RunRequest;
import org.decant.compiler.host.RunResult;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The language through the polyglot interface alone.
class DecantLanguageTest {
    private Context context;

    @BeforeEach
    void open() {
        context = Context.newBuilder("decant").allowCreateThread(true).option("engine.WarnInterpreterOnly", "false").build();
    }

    @AfterEach
    void close() {
        context.close();
    }

    private Value eval(String script) {
        return context.eval("decant", script);
    }

    private PolyglotException failure(Runnable action) {
        return assertThrows(PolyglotException.class, action::run);
    }

    @Test
    void membersAreTheStrategiesAndFunctions() {
        Value script = eval("strategy s() { }\nfunction f(x: Int) -> Int { x }\nlet c = 1");
        assertEquals(Set.of("s", "f"), script.getMemberKeys());
        assertTrue(script.getMember("s").canExecute());
        assertEquals("function f", script.getMember("f").toString());
    }

    @Test
    void functionsTakeAndGivePlainValues() {
        Value script = eval("function f(x: Int, y: Float = 0.5) -> Float { x * y }\n"
                + "function list(t: Text) -> List<Text> { [t, t + \"!\"] }\n"
                + "record Pair(a: Int, b: Text)\nfunction pair(a: Int) -> Pair { Pair(a, \"b\") }");
        assertEquals(1.5, script.getMember("f").execute(3).asDouble());
        assertEquals(6.0, script.getMember("f").execute(3, 2).asDouble());
        Value list = script.getMember("list").execute("a");
        assertEquals(2, list.getArraySize());
        assertEquals("a!", list.getArrayElement(1).asString());
        Value pair = script.getMember("pair").execute(4);
        assertEquals(4, pair.getMember("a").asInt());
        assertEquals("Pair(a: 4, b: \"b\")", pair.toString());
    }

    @Test
    void functionsRefuseWhatDoesNotFit() {
        Value f = eval("function f(x: Int) -> Int { x }").getMember("f");
        assertThrows(IllegalArgumentException.class, () -> f.execute("a"));
        assertThrows(IllegalArgumentException.class, () -> f.execute(1.5));
        assertThrows(IllegalArgumentException.class, () -> f.execute());
        assertThrows(IllegalArgumentException.class, () -> f.execute(1, 2));
    }

    @Test
    void strategiesAreRunWithARequest() {
        Value strategy = eval("strategy s(n: Int) -> Int { return n * n }").getMember("s");
        RunResult result = strategy.execute(RunRequest.builder().argument("n", 12).build()).asHostObject();
        assertEquals(144L, result.value());
        assertThrows(IllegalArgumentException.class, () -> strategy.execute(12));
    }

    @Test
    void errorsBeforeTheRunAreSyntaxErrorsWithTheirPlace() {
        PolyglotException failure = failure(() -> eval("strategy s() {\n  emit nothing_known\n}"));
        assertTrue(failure.isSyntaxError());
        assertFalse(failure.isInternalError());
        assertEquals(2, failure.getSourceLocation().getStartLine());
        assertTrue(failure.getMessage().contains("nothing_known"));
    }

    @Test
    void errorsOfTheRunHaveTheirPlaceAndTheCallers() {
        Value f = eval("function inner(n: Int) -> Int { 1 % n }\nfunction f(n: Int) -> Int {\n  inner(n)\n}").getMember("f");
        PolyglotException failure = failure(() -> f.execute(0));
        assertTrue(failure.isGuestException());
        assertEquals("1 % n", failure.getSourceLocation().getCharacters().toString());
        assertTrue(failure.getMessage().contains("remainder by zero"));
        var frames = failure.getPolyglotStackTrace().iterator();
        assertEquals("inner", frames.next().getRootName());
        assertEquals("f", frames.next().getRootName());
    }

    @Test
    void errorsOfARequestAreGuestExceptions() {
        Value strategy = eval("strategy s(n: Int) { }").getMember("s");
        PolyglotException failure = failure(() -> strategy.execute(RunRequest.builder().argument("m", 1).build()));
        assertTrue(failure.isGuestException() && !failure.isInternalError());
        assertTrue(failure.getMessage().contains("no parameter `m`"));
    }

    @Test
    void scriptsImportFromTheLibraryButNoFiles() {
        PolyglotException failure = failure(() -> eval("import \"other.decode\"\nstrategy s() { }"));
        assertTrue(failure.getMessage().contains("cannot import files"));
    }

    @Test
    void theHostCannotBeReached() {
        Value f = eval("function f(x: Text) -> Text { x }").getMember("f");
        assertThrows(IllegalArgumentException.class, () -> f.execute(new Object()));
    }
}
