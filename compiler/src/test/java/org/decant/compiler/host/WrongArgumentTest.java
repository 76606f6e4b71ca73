package org.decant.compiler.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.ForwardModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where an error points that a script meets with an argument of the user's.
class WrongArgumentTest {
    private static final String HEAD = "strategy s(target: Model, p: Float) { ";
    private static Decant decant;
    private static ForwardModel letters;

    @BeforeAll
    static void open() {
        decant = Decant.create();
        letters = decant.catalog().open(ScriptsTest.folder().resolve("letters.json").toString(), null);
    }

    @AfterAll
    static void close() {
        decant.close();
    }

    private static String told(String script, String parameter, Object value) {
        LoadedStrategy strategy = decant.loadText("test.decode", script).strategy("s");
        return assertThrows(DecantException.class, () -> strategy.run(RunRequest.builder().argument("target", letters)
                .argument(parameter, value).build())).getMessage();
    }

    @Test
    void theUsersTextIsMarkedAndTheUseIsNamed() {
        assertEquals("""
                error: the parameter p of top_p is 7.0
                  --> --p:1:1
                   |
                1  | 7
                   | ^
                  used at test.decode:1:51
                  help: p must be above 0 and at most 1
                """, told(HEAD + "emit sample(softmax(target(output)) |> top_p(p)) }", "p", TextArgument.named("--p", "7")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            // in a block, in a branch on a thread of its own, in a draft
            "let ds = [output].map { c -> softmax(target(c)) |> top_p(p) } }",
            "let ts = fork(2) { emit sample(softmax(target(output)) |> top_p(p)) } }",
            "let tree = draft chain(2) from output { at -> softmax(target(at)) |> top_p(p) } }",
            // handed on: to a function, to a strategy by name, from a branch, twice, to a strategy that is a value
            "let d = kept(softmax(target(output)), p) }",
            "run cut(target, q: p) }",
            "let ts = fork(2) { run cut(target, p) } }",
            "run twice(target, p) }",
            "let inner = cut\n run inner(target, q: p) }"})
    void whereverItIsUsedUnchanged(String body) {
        String told = told(HEAD + body + """

                function kept(d: Dist, mass: Float) -> Dist { d |> top_p(mass) }
                strategy cut(target: Model, q: Float = 0.5) { emit sample(softmax(target(output)) |> top_p(q)) }
                strategy twice(target: Model, r: Float) { run cut(target, r) }
                """, "p", TextArgument.named("--p", "7"));
        assertTrue(told.contains("--> --p:1:1\n"), told);
        assertTrue(told.contains("  used at test.decode:"), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "strategy s(target: Model, n: Int) { let ts = fork(n) { emit argmax(target(output)) } }",
            "strategy s(target: Model, n: Int) { run one(target, tokens: n) }\n"
                    + "strategy one(target: Model) { emit argmax(target(output)) }",
            "strategy s(target: Model, n: Int) { let logits = target(output) |> temper(n) }",
            "strategy s(target: Model, n: Int?) { if n != null { let few = output.tokens.take(n) } }",
            "strategy s(target: Model, n: Int) { let ts = [1].top(n) { x -> x } }"})
    void wholeNumbersToo(String script) {
        String told = told(script, "n", TextArgument.named("-n", "-1"));
        assertTrue(told.contains("--> -n:1:1\n"), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            // what is wrong was computed
            "emit sample(softmax(target(output)) |> top_p(2.0 * p)) }",
            "run cut(target, q: p + 1.0) }\n"
                    + "strategy cut(target: Model, q: Float) { emit sample(softmax(target(output)) |> top_p(q)) }",
            "if p < 9.0 { run s(target, p: p + 3.0) } else { emit sample(softmax(target(output)) |> top_p(p)) } }",
            // the callee's own default
            "run cut(target) }\n"
                    + "strategy cut(target: Model, q: Float = 3.0) { emit sample(softmax(target(output)) |> top_p(q)) }",
            // another argument of the same call
            "let mixed = mix(softmax(target(output)), certain(target.token(0)), p)\n let t = [p].take(-1) }"})
    void otherwiseTheScriptIs(String body) {
        String told = told(HEAD + body, "p", TextArgument.named("--p", body.contains("mix") ? "1" : "7"));
        assertTrue(told.contains("--> test.decode:"), told);
        assertFalse(told.contains("--p"), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "strategy s(target: Model, n: Int) { require(n > 0, \"give 1 or more\") }",
            "strategy s(target: Model, n: Int) { let two = 2\n require(two > 2 or 2.0 * n >= 0.0 and target.vocabulary_size > n, \"no\") }",
            "strategy s(target: Model, n: Int, m: Int = 1) { require(m > 0 and n > 0 and m > 0, \"give 1 or more\") }",
            "strategy s(target: Model, n: Int) { let x = checked(n) }\n"
                    + "function checked(m: Int) -> Int { require([1, 2].contains(m), \"1 or 2\")\n m }",
            "strategy s(target: Model, n: Int) { run one(target, n) }\n"
                    + "strategy one(target: Model, m: Int) { require(m > 0, \"no\")\n emit argmax(target(output)) }"})
    void aRequirementIsAboutTheFirstArgumentThatItReads(String script) {
        String told = told(script, "n", TextArgument.named("-n", "-1"));
        assertTrue(told.contains("--> -n:1:1\n"), told);
        assertTrue(told.contains("  used at test.decode:"), told);
    }

    @Test
    void aRequirementOfWhatWasCalculatedStandsInTheScript() {
        String told = told("strategy s(target: Model, n: Int) { let m = n + 1\n require(m > 0, \"give 0 or more\")\n}", "n",
                TextArgument.named("-n", "-1"));
        assertEquals("""
                error: give 0 or more
                  --> test.decode:2:2
                   |
                2  |  require(m > 0, "give 0 or more")
                   |  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                """, told);
    }

    @Test
    void valuesThatAreNoTextHaveNoPlaceOfTheirOwn() {
        String told = told(HEAD + "emit sample(softmax(target(output)) |> top_p(p)) }", "p", 7.0);
        assertTrue(told.contains("--> test.decode:1:"), told);
    }
}
