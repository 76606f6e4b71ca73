package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.decant.models.task.Split;
import org.decant.models.task.Task;
import org.decant.models.task.TaskExample;
import org.decant.models.task.Tasks;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.Model;
import org.decant.runtime.model.ModelCatalog;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// `decant measure`.
class MeasureCommandTest {

    private static JsonNode measured(String... words) throws Exception {
        return new ObjectMapper().readTree(CommandRun.of(words).fine().out()).get("tasks").get(0);
    }

    /// The mean score of greedy decoding by `decant run`.
    private static double score(Task task, List<TaskExample> examples) throws Exception {
        double sum = 0;
        for (TaskExample example : examples) {
            JsonNode run = new ObjectMapper().readTree(CommandRun.of("run", "greedy", "--target", "builtin:target",
                    "--prompt", example.prompt(), "--max-tokens", "30", "--stop", "\n", "--json").fine().out());
            sum += task.score(example, run.get("text").asText());
        }
        return sum / examples.size();
    }

    @Test
    void scoresLossesAndDraftsOfTwoTasks() throws Exception {
        for (String name : List.of("copy", "shortening")) {
            Task task = Tasks.named(name);
            JsonNode result = measured("measure", name, "--count", "2", "--seed", "5", "--max-tokens", "30", "--json");
            List<TaskExample> examples = task.examples(Split.TEST, 2, 5);
            assertEquals(2, result.get("items").asInt());
            assertEquals(score(task, examples), result.get("score").asDouble(), 1e-12);
            assertEquals(List.of("builtin:drafter", "builtin:target up to layer 3", "suffix_automaton"),
                    result.get("drafting").findValuesAsText("by"));
            for (JsonNode way : result.get("drafting")) {
                assertTrue(way.get("accepted").asInt() <= way.get("drafted").asInt(), way.toString());
                assertTrue(way.get("tokens").asInt() <= way.get("accepted").asInt() + way.get("passes").asInt(), way.toString());
                assertEquals(way.get("tokens").asDouble() / way.get("passes").asInt(), way.get("tokens_per_pass").asDouble(), 1e-12);
            }
        }
    }

    @Test
    void lossAndAgreementAreThoseOfTheReferences() throws Exception {
        JsonNode result = measured("measure", "translation", "--count", "2", "--target", "ngram:builtin", "--drafter",
                "ngram:builtin?order=2", "--max-tokens", "5", "--json");
        ForwardModel target = ModelCatalog.standard().open("ngram:builtin", null);
        ForwardModel drafter = ModelCatalog.standard().open("ngram:builtin?order=2", target.vocabulary());
        double loss = 0;
        int agreed = 0;
        int tokens = 0;
        for (TaskExample example : Tasks.named("translation").examples(Split.TEST, 2, 1)) {
            Session session = new Session();
            Model large = session.bind(target);
            Model small = session.bind(drafter);
            Context context = session.root(target.vocabulary()).plus(target.vocabulary().encode(example.prompt()));
            List<Token> reference = target.vocabulary().encode(" " + example.references().getFirst());
            for (int i = 0; i <= reference.size(); i++) {
                Token token = i < reference.size() ? reference.get(i) : target.vocabulary().token(target.vocabulary().end());
                double[] scores = large.logits(context).values();
                double sum = 0;
                for (double score : scores) {
                    sum += Math.exp(score);
                }
                loss += Math.log(sum) - scores[token.id()];
                agreed += large.logits(context).argmax().id() == small.logits(context).argmax().id() ? 1 : 0;
                tokens++;
                context = context.plus(token);
            }
        }
        assertEquals(tokens, result.get("tokens").asInt());
        assertEquals(loss / tokens, result.get("loss").asDouble(), 1e-9);
        assertEquals(agreed / (double) tokens, result.get("agreement").asDouble(), 1e-12);
    }

    @Test
    void aModelAgreesWithItself() throws Exception {
        JsonNode result = measured("measure", "copy", "--count", "1", "--drafter", "builtin:target", "--max-tokens", "12", "--json");
        assertEquals(1, result.get("agreement").asDouble());
        assertEquals(1, result.get("drafting").get(0).get("acceptance").asDouble());
        assertTrue(result.get("drafting").get(0).get("tokens_per_pass").asDouble() > 2, result.toString());
    }

    @Test
    void allTasksAreATableInMarkdown() {
        List<String> lines = CommandRun.of("measure", "--count", "1", "--target", "ngram:builtin", "--drafter",
                "ngram:builtin?order=2", "--max-tokens", "4").fine().out().lines().map(line -> line.replaceAll(" +", " ")).toList();
        assertEquals("| task | items | score | loss | agreement | accepted, tokens a pass: ngram:builtin?order=2 |"
                + " accepted, tokens a pass: suffix_automaton |", lines.get(0));
        assertEquals(Tasks.names().size() + 3, lines.size());
        assertTrue(lines.getLast().startsWith("| all | " + Tasks.names().size() + " | 0."), lines.getLast());
        long bars = lines.getFirst().chars().filter(c -> c == '|').count();
        for (String line : lines) {
            assertEquals(bars, line.chars().filter(c -> c == '|').count(), line);
        }
    }

    @Test
    void whatIsWrongIsNamed() {
        CommandRun.of("measure", "cpoy").refused("there is no task `cpoy`", "did you mean `copy`?");
        CommandRun.of("measure", "copy", "--count", "0").refused("`0` is not a whole number from 1 up");
        CommandRun.of("measure", "copy", "--count", "1000000").refused("items are too many", "at most 10000");
        CommandRun.of("measure", "copy", "--target", "builtin:tagret").refused("there is no built-in model `tagret`", "^^^");
        CommandRun.of("measure", "copy", "--target", "ngram:builtin").refused("builtin:drafter");
    }
}
