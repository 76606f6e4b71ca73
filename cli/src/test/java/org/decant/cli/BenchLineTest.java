package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decant.compiler.library.ModuleFinder;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.models.task.Task;
import org.decant.models.task.TaskExample;
import org.decant.models.task.Tasks;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.junit.jupiter.api.Test;

/// The line `Bench:` of headers, and what stands for what in it.
class BenchLineTest {
    private static final String PARAMETERS = "(target: Model, small: Model, words: List<Text> = [], note: Text = \"\")";
    private final ModuleFinder finder = Scripts.newFinder();

    private BenchLine line(String entry, String parameters) {
        Module module = finder.checker().check(new SourceText("mine.decode", "/// Mine.\n///\n/// " + entry
                + "\nstrategy mine" + parameters + " { generate { argmax(target(output)) } }"));
        return BenchLine.of(Signature.main(module, "mine.decode"), module);
    }

    private void refused(String entry, String... parts) {
        String message = assertThrows(DecantException.class, () -> line(entry, PARAMETERS)).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "no `" + part + "` in:\n" + message);
        }
    }

    @Test
    void namesTasksAndOptions() {
        BenchLine line = line("Bench: keywords copy --small {drafter} --words '[\"a b\"]' --max-tokens 7\n///        --stop \"the end\" "
                + "--prompt 'Do: {prompt}'", PARAMETERS);
        assertEquals(List.of("keywords", "copy"), line.tasks().stream().map(Task::name).toList());
        assertEquals(Map.of("target", List.of("{target}"), "small", List.of("{drafter}"), "words", List.of("[\"a b\"]")), line.arguments());
        assertEquals(7, line.maxTokens());
        assertEquals(List.of("the end"), line.stops());
        assertEquals("Do: {prompt}", line.prompt());
    }

    @Test
    void aListOfModelsIsGivenOneByOne() {
        BenchLine line = line("Bench: --small {drafter} --small 'ngram:builtin?order=2'", "(target: Model, small: List<Model>)");
        assertEquals(List.of("{drafter}", "ngram:builtin?order=2"), line.arguments().get("small"));
    }

    @Test
    void standsForTheStandardTasksWhereItNamesNone() {
        BenchLine line = line("Cost: little", "(target: Model, gamma: Int = 3)");
        assertEquals(BenchLine.STANDARD_TASKS, line.tasks().stream().map(Task::name).toList());
        assertEquals(Map.of("target", List.of("{target}")), line.arguments());
        assertEquals("{prompt}", line.prompt());
        assertEquals(0, line.maxTokens());
        assertEquals(Tasks.all(), line("Bench: all", "(target: Model)").tasks());
        assertEquals(List.of(), line("Bench: none", "(target: Model)").tasks());
    }

    @Test
    void saysWhatIsWrong() {
        refused("Bench: copy", "the model `small` is missing", "the header of mine", "Bench: copy");
        refused("Bench: cpoy --small {drafter}", "there is no task `cpoy`", "did you mean `copy`?");
        refused("Bench: none copy --small {drafter}", "there is no task `none`", "alone");
        refused("Bench: --small {drafter} --nite x", "there is no option `--nite`", "did you mean `--note`?");
        refused("Bench: --small {drafter} --seed 3", "the bench itself decides on `--seed`");
        refused("Bench: --small {drafter} --max-tokens few", "`few` is not a whole number");
    }

    @Test
    void valuesAreThoseOfTheItem() {
        Module module = finder.checker().check(new SourceText("mine.decode", "strategy mine" + PARAMETERS + " { }"));
        Map<String, Routine.Parameter> parameters = new HashMap<>();
        Signature.main(module, "mine").parameters().forEach(parameter -> parameters.put(parameter.name(), parameter));
        BenchValues values = new BenchValues("table:x", "table:y",
                new TaskExample("Words: cow, \"big\" house\nAsk: a: b\nSentence:", List.of("The cow.", "A cow.")));
        assertEquals("table:y |> temper(0.5)", values.argument(parameters.get("small"), "{drafter} |> temper(0.5)"));
        assertEquals("\"cow, \\\"big\\\" house\".split(\", \")", values.argument(parameters.get("words"), "{Words}.split(\", \")"));
        assertEquals("cow, \"big\" house and a: b", values.argument(parameters.get("note"), "{Words} and {Ask}"));
        assertEquals("{ x -> x }", values.text("{ x -> x }"));
        assertEquals("The cow. $1", values.text("{reference} $1"));
        DecantException wrong = assertThrows(DecantException.class, () -> values.text("{Text}"));
        assertTrue(wrong.getMessage().contains("`{Text}`") && wrong.getMessage().contains("{Words}"), wrong.getMessage());
        assertThrows(DecantException.class, () -> new BenchValues("x", "y", null).text("{reference}"));
    }

    @Test
    void everyStrategyOfTheLibraryCanBeRun() {
        for (String name : finder.library().names()) {
            Module module = finder.library(name);
            BenchLine.of(Signature.main(module, name), module);
        }
    }
}
