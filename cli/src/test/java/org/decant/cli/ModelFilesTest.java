package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.decant.runtime.model.gguf.TensorType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands on transformers from files.
class ModelFilesTest {
    @TempDir
    static Path folder;
    private static String target;
    private static String drafter;

    @BeforeAll
    static void write() throws IOException {
        target = TinyModel.write(folder.resolve("target.gguf"), 1);
        drafter = TinyModel.write(folder.resolve("drafter.gguf"), 2);
    }

    private static JsonNode json(String... words) throws IOException {
        String[] all = Stream.concat(Arrays.stream(words), Stream.of("--json")).toArray(String[]::new);
        return new ObjectMapper().readTree(CommandRun.of(all).fine().out());
    }

    private static JsonNode run(String strategy, String... more) throws IOException {
        return json(Stream.concat(Stream.of("run", strategy, "--prompt", "Once upon", "--seed", "3", "--max-tokens", "12"),
                Arrays.stream(more)).toArray(String[]::new));
    }

    @Test
    void whatAFileHolds() throws IOException {
        String text = CommandRun.of("model", target).fine().out();
        for (String part : new String[] {"architecture      llama", "3, width 32", "tensors           7 F32 (0 MB), 22 Q8_0",
            "57 tokens, byte-level BPE", "texts begin with  <|begin_of_text|>", "turns end with    <|end_of_text|>",
            "chat template     chatml", "for each 1000 tokens in the cache", "{{ '<|im_start|>' + message.role }}"}) {
            assertTrue(text.contains(part), () -> "no `" + part + "` in\n" + text);
        }
        JsonNode model = json("model", "llama:" + target);
        int matrices = TinyModel.VOCABULARY * 32 + 3 * (4 * 32 * 32 + 3 * 32 * 64);
        assertEquals(matrices + 7 * 32, model.get("parameters").asInt());
        assertEquals(matrices, model.get("tensors").get(1).get("parameters").asInt());
        assertEquals(matrices / 32 * 34, model.get("tensors").get(1).get("bytes").asInt());
        // keys and values of 3 layers, 2 heads of 16 features, in pages of 32 features, 4 bytes each
        assertEquals(1000 * 2 * 3 * 2 * 32 * 4, model.get("cache_memory_per_1000_tokens").asInt());
        assertEquals("chatml", model.get("chat_template").asText());
        assertEquals("<|end_of_text|>", model.get("end").get(0).asText());
        assertEquals(2, model.get("special").size());
    }

    @Test
    void filesThatCannotBeUsed() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(target));
        String cut = Files.write(folder.resolve("cut.gguf"), Arrays.copyOf(whole, whole.length / 2)).toString();
        String begun = Files.write(folder.resolve("begun.gguf"), Arrays.copyOf(whole, 1000)).toString();
        String other = folder.resolve("other.gguf").toString();
        TinyModel.writer(1).put("general.architecture", "mamba").write(Path.of(other));
        String type = folder.resolve("type.gguf").toString();
        TinyModel.writer(1).tensor("blk.0.attn_q.weight", TensorType.Q5_1, new byte[32 * 24], 32, 32).write(Path.of(type));
        for (String[] words : new String[][] {{"model"}, {"run", "greedy", "--target"}}) {
            for (String[] wrong : new String[][] {{cut, "not in the file", "incomplete"}, {begun, "at byte", "incomplete"},
                {other, "`mamba`, which is not supported", "llama, qwen2, qwen3"}, {type, "Q5_1", "Q4_K"},
                {folder + "/no.gguf", "there is no model file"}}) {
                String[] line = Stream.concat(Arrays.stream(words), Stream.of(wrong[0])).toArray(String[]::new);
                CommandRun.of(line).refused(Arrays.copyOfRange(wrong, 1, wrong.length));
            }
        }
        CommandRun.of("model", "ngram:builtin").refused("`ngram:builtin` is no model file");
        CommandRun.of("model").refused("FILE");
        CommandRun.of("model", folder.toString()).refused("is a folder");
    }

    @Test
    void textsCutByATokenizerOfTheirOwn() throws IOException {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.putObject("pre_tokenizer").put("type", "ByteLevel").put("add_prefix_space", false)
                .put("trim_offsets", true).put("use_regex", true);
        ObjectNode letters = json.putObject("model").put("type", "BPE").putObject("vocab");
        json.withObject("model").putArray("merges");
        for (int id = 0; id < TinyModel.LETTERS.length(); id++) {
            letters.put(TinyModel.LETTERS.substring(id, id + 1), id);
        }
        String file = Files.writeString(folder.resolve("tokenizer.json"), json.toString()).toString();
        String[] words = {"run", "greedy", "--prompt", "Once upon", "--max-tokens", "6", "--target", target};
        String own = CommandRun.of(words).fine().out();
        words[7] = target + "?tokenizer=" + file;
        assertEquals(own, CommandRun.of(words).fine().out());
        words[7] = target + "?tokenizer=" + target;
        CommandRun.of(words).refused("is no UTF-8 text");
        words[7] = target + "?tokenizer=" + folder + "/none.json";
        CommandRun.of(words).refused("there is no file");
    }

    @Test
    void onePassForEachToken() throws IOException {
        JsonNode run = run("greedy", "--target", target);
        JsonNode model = run.get("models").get(0);
        assertEquals(12, run.get("tokens").size());
        assertEquals(12, model.get("passes").asInt());
        assertEquals(12, model.get("contexts").asInt());
        // nine letters and the token before them
        assertEquals(10, run.get("prefill_tokens").asInt());
        assertTrue(run.get("prefill_tokens_per_second").asDouble() > 0, run.toString());
        assertTrue(run.get("decode_tokens_per_second").asDouble() > 12 / run.get("seconds").asDouble(), run.toString());
        CommandRun people = CommandRun.of("run", "greedy", "--target", "llama:" + target, "--prompt", "Once upon",
                "--max-tokens", "12", "--cache", "1m").fine();
        assertTrue(people.err().contains(" 12 passes, 1.00 tokens each · prefill 10 tokens, "), people.err());
        assertTrue(people.err().contains(" · decode "), people.err());
        assertEquals(run.get("text").asText(), people.out().stripTrailing());
    }

    @Test
    void speculativeVerifiesInOnePassEach() throws IOException {
        JsonNode run = run("speculative", "--target", target, "--drafter", drafter, "--gamma", "3");
        JsonNode model = run.get("models").get(0);
        JsonNode small = run.get("models").get(1);
        int verifications = run.get("verifications").asInt();
        assertEquals(verifications, model.get("passes").asInt());
        assertEquals(run.get("drafted").asInt() + verifications, model.get("contexts").asInt());
        assertEquals(run.get("drafted").asInt(), small.get("passes").asInt());
        assertEquals(12, run.get("tokens").size());
        // a model drafts best for itself
        run = run("speculative", "--target", target, "--drafter", target, "--gamma", "3");
        assertEquals(run.get("drafted").asInt(), run.get("accepted").asInt());
        assertEquals(3, run.get("verifications").asInt());
    }

    @Test
    void beamScoresAllHypothesesInOnePass() throws IOException {
        JsonNode run = run("beam", "--target", target, "--width", "4");
        JsonNode model = run.get("models").get(0);
        assertEquals(12, model.get("passes").asInt());
        assertEquals(1 + 11 * 4, model.get("contexts").asInt());
    }

    @Test
    void aModelDraftsForItselfWithItsFirstLayers() throws IOException {
        String script = Files.writeString(folder.resolve("self.decode"), """
                import speculative
                strategy self(target: Model) lossless target { run speculative(target, target.exit(2), gamma: 3) }
                """).toString();
        JsonNode run = run(script, "--target", target);
        assertEquals(12, run.get("tokens").size());
        assertTrue(run.get("models").get(1).get("name").asText().endsWith("target.gguf up to layer 2"), run.toString());
        assertEquals(run.get("drafted").asInt(), run.get("models").get(1).get("passes").asInt());
        assertEquals(run.get("verifications").asInt(), run.get("models").get(0).get("passes").asInt());
    }

    private static String eval(String expression) {
        return CommandRun.of("eval", expression, "--target", target, "--prompt", "Once").fine().out().strip();
    }

    @Test
    void insidesAreReachableFromScripts() {
        assertEquals("3", eval("target.layers"));
        assertEquals("[32]", eval("target.hidden(output).shape"));
        assertEquals("[5, 32]", eval("target.hidden([output] + output.chain(target.encode(\" sea\")), 2).shape"));
        assertEquals("[2, 5]", eval("target.attention(output, 3).shape"));
        assertEquals("true", eval("abs(sum(target.attention(output, 3)) - 2.0) < 0.0001"));
        assertEquals("true", eval("argmax(target.exit(3)(output)) == argmax(target(output))"));
        assertEquals("true", eval("norm(target.exit(2).hidden(output, 2) - target.hidden(output, 2)) < 0.0001"));
        assertEquals("true", eval("norm(target.skip([3]).hidden(output) - target.exit(2).hidden(output)) == 0.0"));
        assertEquals("2", eval("(target |> temper(0.5)).exit(2).layers"));
        assertEquals("1", eval("((target |> temper(0.5) |> top_k(1)).exit(2)(output + target.token(5)) |> softmax).support.size"));
    }

    @Test
    void mixturesStandForTheirLikeliestToken() {
        assertEquals("5", eval("(output + softmax(target(output))).length"));
        assertEquals("true", eval("let d = softmax(target(output))\n(output + d).last == argmax(d)"));
        assertEquals("false", eval("let d = softmax(target(output))\ntarget.hidden(output + d, 0).numbers =="
                + " target.hidden(output + argmax(d), 0).numbers"));
        assertEquals("true", eval("let d = softmax(target(output)) |> top_k(1)\noutput + d == output + argmax(d)"));
        assertEquals("true", eval("let d = softmax(target(output)) |> top_k(2)\n"
                + "(output + d).mixture.or(d) == (output + d).mixture"));
    }

    private static void refusedOfCounts(String expression, String... parts) {
        CommandRun.of("eval", expression, "--target", "ngram:builtin").refused(parts);
    }

    @Test
    void whatAModelLacksIsNamed() {
        refusedOfCounts("target.hidden(output, 1)", "ngram:builtin has no hidden states", "`llama`");
        refusedOfCounts("target.attention(output, 1)", "has no attention weights");
        refusedOfCounts("target.exit(1)", "has no layers that could be left out");
        refusedOfCounts("target(output + softmax(target(output)))", "takes no mixtures of tokens");
        refusedOfCounts("mix(target, drafter, 0.5).layers", "is not a view of one model");
        for (String layer : new String[] {"hidden(output, 4)", "hidden(output, -1)", "attention(output, 0)", "exit(0)",
            "exit(4)", "skip([0])", "skip([4])", "skip([1, 2, 3])", "hidden(List<Context>(), 1)"}) {
            CommandRun.of("eval", "target." + layer, "--target", target).refused("  help: ");
        }
    }

    @Test
    void contextsThatAreTooLong() {
        CommandRun.of("run", "greedy", "--target", target, "--prompt", "a".repeat(200))
                .refused("the context has 200 tokens", "can look at 63", "shorten the prompt");
        CommandRun.of("run", "greedy", "--target", target, "--prompt", "a".repeat(60))
                .refused("the context has 64 tokens");
        CommandRun.of("run", "greedy", "--target", target, "--prompt", "a".repeat(40), "--cache", "1k")
                .refused("holds 32 tokens", "more memory");
        CommandRun.of("run", "greedy", "--target", target, "--cache", "much").refused("`much` is no number of bytes", "512m");
    }
}
