package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.decant.models.task.Split;
import org.decant.models.task.TaskExample;
import org.decant.models.task.Tasks;
import org.junit.jupiter.api.Test;

/// `decant tasks`.
class TasksCommandTest {

    @Test
    void listsAllTasks() throws Exception {
        String out = CommandRun.of("tasks").fine().out();
        JsonNode all = new ObjectMapper().readTree(CommandRun.of("tasks", "--json").fine().out());
        assertEquals(Tasks.names().size(), all.size());
        for (JsonNode task : all) {
            assertTrue(out.contains(task.get("name").asText() + "\n    "), out);
            assertEquals(Tasks.named(task.get("name").asText()).description(), task.get("description").asText());
        }
    }

    @Test
    void showsItemsOfATask() throws Exception {
        JsonNode shown = new ObjectMapper().readTree(
                CommandRun.of("tasks", "json", "--count", "2", "--split", "validation", "--seed", "5", "--json").fine().out());
        TaskExample second = Tasks.named("json").examples(Split.VALIDATION, 2, 5).get(1);
        assertEquals("validation", shown.get("split").asText());
        assertEquals(2, shown.get("examples").size());
        assertEquals(second.prompt(), shown.get("examples").get(1).get("prompt").asText());
        assertEquals(second.references().getFirst(), shown.get("examples").get(1).get("references").get(0).asText());

        String out = CommandRun.of("tasks", "copy").fine().out();
        assertEquals(3, out.lines().filter(line -> line.startsWith("  = ")).count(), out);
        assertEquals(out, CommandRun.of("tasks", "copy", "--split", "test", "--count=3", "--seed", "1").fine().out());
        assertNotEquals(out, CommandRun.of("tasks", "copy", "--seed", "2").fine().out());
        assertEquals("", CommandRun.of("tasks", "copy", "--count", "0").fine().out());
    }

    @Test
    void whatIsWrongIsNamed() {
        CommandRun.of("tasks", "arithmetics").refused("there is no task `arithmetics`", "did you mean `arithmetic`?", "^^^");
        CommandRun.of("tasks", "chess").refused("there is no task `chess`", "the tasks are story, question");
        CommandRun.of("tasks", "copy", "--split", "tset").refused("there is no part `tset`", "did you mean `test`?");
        CommandRun.of("tasks", "copy", "--count", "-1").refused("`-1` is not a whole number from 0 up");
        CommandRun.of("tasks", "copy", "--count", "1000000").refused("items are too many", "at most 10000");
    }
}
