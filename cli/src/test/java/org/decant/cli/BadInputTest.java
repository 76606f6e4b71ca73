package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything a user can get wrong with `run`: one clear error, exit status 2.
class BadInputTest {

    @TempDir
    Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String latin1(String name) throws IOException {
        return Files.write(folder.resolve(name), "caf\u00E9 caf\u00E9\n".getBytes(StandardCharsets.ISO_8859_1)).toString();
    }

    @Test
    void missingOrUnreadableScript() throws IOException {
        CommandRun.of("run", folder.resolve("none.decode").toString()).refused("there is no file", "none.decode");
        CommandRun.of("run", folder.toString()).refused("is a folder, not a script");
        CommandRun.of("run", latin1("latin.decode")).refused("is not UTF-8 text", "save it as UTF-8");
        CommandRun.of("run", file("nothing.decode", "function f() -> Int { 1 }"))
                .refused("declares no strategy", "`strategy name(target: Model) { … }`");
    }

    @Test
    void filesThatMustNotBeRead() throws IOException {
        Path script = Files.writeString(folder.resolve("secret.decode"), "strategy secret(target: Model) { }");
        Path corpus = Files.writeString(folder.resolve("secret.txt"), "once upon a time");
        for (Path path : List.of(script, corpus)) {
            assumeTrue(path.toFile().setReadable(false) && !Files.isReadable(path), "this user may read everything");
        }
        CommandRun.of("run", script.toString()).refused("cannot be read");
        CommandRun.of("run", "nucleus", "--target", corpus.toString()).refused("must not be read", "check its permissions");
    }

    @Test
    void scriptWithASyntaxError() throws IOException {
        CommandRun.of("run", file("broken.decode", "strategy broken(target: Model) {\n  generate { argmax(target(output) }\n}\n"))
                .refused("broken.decode:2:", "generate { argmax(target(output) }", "^");
    }

    @Test
    void unknownStrategy() {
        assertEquals("""
                error: there is no strategy `nucleos` in the library
                  --> command line:1:12
                   |
                1  | decant run nucleos --prompt 'Once upon'
                   |            ^^^^^^^
                  help: did you mean `nucleus`?
                """, CommandRun.of("run", "nucleos", "--prompt", "Once upon").refused().err());
    }

    @Test
    void illTypedParameter() {
        assertEquals("""
                error: `gamma` is of the type Int, `six` is not
                  --> command line:1:32
                   |
                1  | decant run speculative --gamma six --drafter ngram:builtin
                   |                                ^^^
                  help: give a whole number of at most 64 bits, such as `4`
                """, CommandRun.of("run", "speculative", "--gamma", "six", "--drafter", "ngram:builtin").refused().err());
        CommandRun.of("run", "nucleus", "--p=high").refused("`p` is of the type Float, `high` is not", "^^^^");
    }

    @Test
    void missingParameters() {
        CommandRun.of("run", "speculative", "--target", "ngram:builtin")
                .refused("the model `drafter` is missing", "`--drafter ngram:notes.txt`");
        CommandRun.of("run", "watermark_detect").refused("the parameter `text` is missing", "`--text Text`");
    }

    @Test
    void budgetSeedAndStops() {
        CommandRun.of("run", "nucleus", "--max-tokens", "-5").refused("`-5` is not a whole number from 1 up", "^^");
        CommandRun.of("run", "nucleus", "--max-tokens", "0").refused("`0` is not a whole number from 1 up");
        CommandRun.of("run", "nucleus", "--seed", "lucky").refused("`lucky` is not a whole number");
        CommandRun.of("run", "nucleus", "--stop", "x", "--stop", "").refused("a stop text is empty");
    }

    @Test
    void temperatureAndNucleusOutOfRange() {
        assertEquals("""
                error: the parameter temperature of temper is -1.0
                  --> command line:1:34
                   |
                1  | decant run nucleus --temperature -1
                   |                                  ^^
                  used at library/sampling/nucleus.decode:8:21
                  help: temperature must be a finite number of at least 0
                """, CommandRun.of("run", "nucleus", "--temperature", "-1").refused().err());
        CommandRun.of("run", "nucleus", "--p", "0").refused("the parameter p of top_p is 0.0", "command line:1:",
                "used at library/sampling/nucleus.decode:", "above 0 and at most 1");
        CommandRun.of("run", "nucleus", "--p=1.5").refused("the parameter p of top_p is 1.5", "command line:1:", "^^^");
        CommandRun.of("run", "nucleus", "--target", "ngram:builtin |> temper(-1)")
                .refused("command line:1:", "|> temper(-1)", "at least 0");
    }

    @Test
    void otherParametersOutOfRange() {
        CommandRun.of("run", "speculative", "--drafter", "ngram:builtin?order=2", "--gamma", "0")
                .refused("the length of chain is 0", "command line:1:", "^", "speculative.decode:");
        CommandRun.of("run", "copy", "--gamma", "0").refused("an n-gram of 0 tokens", "command line:1:", "copy.decode:");
        CommandRun.of("run", "mbr", "--samples", "-2").refused("there is 1 sample or more", "command line:1:", "mbr.decode:");
        CommandRun.of("run", "mbr", "--p", "2", "--samples", "2").refused("top_p is 2.0", "command line:1:", "nucleus.decode:");
        CommandRun.of("run", "mirostat", "--version", "1", "--estimated", "-1")
                .refused("`count` is -1", "command line:1:", "mirostat.decode:");
    }

    @Test
    void temperatureZeroIsGreedy() {
        String greedy = CommandRun.of("run", "greedy", "--prompt", "One", "--max-tokens", "10").fine().out();
        assertEquals(greedy, CommandRun.of("run", "nucleus", "--temperature", "0", "--prompt", "One", "--max-tokens", "10")
                .fine().out());
    }

    @Test
    void anEmptyPromptWhereTheStrategyNeedsOne() throws IOException {
        String script = file("last.decode", "strategy last(target: Model) {\n  generate { output.last }\n}\n");
        CommandRun.of("run", script).refused("the context is empty", "last.decode:2:14", "give a prompt");
        CommandRun.of("run", script, "--prompt", "Once", "--max-tokens", "3").fine();
    }

    @Test
    void anEmptyPromptIsFineForModelsThatNeedNone() {
        assertTrue(CommandRun.of("run", "nucleus", "--max-tokens", "3").fine().out().length() > 1);
        CommandRun.of("run", "nucleus", "--prompt", "", "--max-tokens", "3").fine();
    }

    @Test
    void promptFiles() throws IOException {
        CommandRun.of("run", "nucleus", "--prompt-file", folder.resolve("none.txt").toString())
                .refused("there is no file", "command line:1:");
        CommandRun.of("run", "nucleus", "--prompt-file", folder.toString()).refused("is a directory");
        CommandRun.of("run", "nucleus", "--prompt-file", latin1("prompt.txt")).refused("is no UTF-8 text", "byte 3", "0xE9");
        CommandRun.of("run", "nucleus", "--prompt", "a", "--prompt-file", "b")
                .refused("both `--prompt` and `--prompt-file` are given");
        CommandRun.of("run", "nucleus", "--prompt", "caf\uFFFD").refused("the prompt is not text in the encoding");
    }

    @Test
    void models() throws IOException {
        CommandRun.of("run", "nucleus", "--target", "ngram:" + folder.resolve("none.txt")).refused("there is no file");
        CommandRun.of("run", "nucleus", "--target", "ngarm:notes.txt").refused("there is no kind of model `ngarm`", "`ngram`");
        CommandRun.of("run", "nucleus", "--target", "ngram:builtin?ordr=3").refused("no option `ordr`", "`order`");
        CommandRun.of("run", "nucleus", "--target", "ngram:" + latin1("corpus.txt")).refused("is no UTF-8 text");
        CommandRun.of("run", "nucleus", "--target", "ngram:" + file("small.txt", "too small")).refused("too few to learn from");
        CommandRun.of("run", "nucleus", "--target", "table:" + file("toy.json", """
                {"tokens": ["a", "b"], "contexts": {"": [0.5, 0.6]}}
                """)).refused("the probabilities sum to 1.1, not 1", "toy.json:1:");
        CommandRun.of("run", "nucleus", "--target", "table:" + file("cut.json", "{\"tokens\": [\"a\""))
                .refused("cut.json:1:");
    }

    @Test
    void runawayRecursion() throws IOException {
        CommandRun run = CommandRun.of("run", file("down.decode", """
                function down(n: Int) -> Int { 1 + down(n + 1) }
                strategy recursive(target: Model) {
                  emit [argmax(target(output))]
                  let depth = down(0)
                }
                """)).refused("runaway recursion in `down`", "down.decode:1:");
        assertTrue(run.out().endsWith("\n") && run.out().length() > 1, "what was written stays: " + run.out());
    }

    @Test
    void runawayRecursionInBlocksAndBranches() throws IOException {
        CommandRun.of("run", file("block.decode", """
                function down(n: Int) -> Int { [n].map { x -> down(x + 1) }.first }
                strategy block(target: Model) -> Int { return down(0) }
                """)).refused("runaway recursion in `down`", "block.decode:1:");
        CommandRun.of("run", file("branch.decode", """
                function down(n: Int) -> Int { 1 + down(n + 1) }
                strategy branch(target: Model) -> List<Int> {
                  return parallel for i in [1, 2] { emit argmax(target(output))
                    down(i) }
                }
                """)).refused("runaway recursion in `down`", "branch.decode:1:");
    }

    @Test
    void internalFailureIsOneLineAndItsOwnStatus() {
        CommandRun run = CommandRun.of("completion", "--debug");
        assertEquals(0, run.status());
        java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
        java.io.PrintStream stream = new java.io.PrintStream(err);
        assertEquals(70, Failures.show(new IllegalStateException("odd\nmore"), Console.of(stream, stream), false));
        String text = err.toString(StandardCharsets.UTF_8);
        assertEquals(1, text.lines().count());
        assertTrue(text.startsWith("internal error: IllegalStateException: odd (at "), text);
        assertTrue(text.contains("report it"), text);
        err.reset();
        Failures.show(new IllegalStateException("odd"), Console.of(stream, stream), true);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("\tat "), "the trace is shown when it is wanted");
    }
}
