package org.decant.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.decant.models.task.Split;
import org.decant.models.task.Task;
import org.decant.models.task.TaskExample;
import org.decant.models.task.Tasks;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.diagnostic.Span;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `decant tasks`: what the built-in models are trained for; `decant tasks NAME`: prompts and references of one task.
final class TasksCommand implements Command {
    private static final int COUNT = 3;
    private static final long MOST = 10_000;

    @Override
    public String name() {
        return "tasks";
    }

    @Override
    public String purpose() {
        return "list the tasks of the built-in models; show prompts and references of one";
    }

    @Override
    public CommandSpec specification(CommandLineText line, int from) {
        CommandSpec specification = CommandSpec.create();
        specification.usageMessage().description("Lists the tasks of the built-in models, or shows prompts and references"
                + " of one of them.%n");
        specification.addPositional(PositionalParamSpec.builder().paramLabel("TASK").index("0").arity("0..1")
                .type(String.class).description("show items of this task").build());
        specification.addOption(option("--count", "N", "How many items to show, " + COUNT + " if it is not said."));
        specification.addOption(option("--split", "SPLIT", "From which part: training, validation or test (as if not said)."));
        specification.addOption(option("--seed", "N", "Other items for other numbers; 1 if it is not said."));
        specification.addOption(OptionSpec.builder("--json").description("Print JSON.").build());
        return specification;
    }

    private static OptionSpec option(String name, String label, String description) {
        return OptionSpec.builder(name).paramLabel(label).type(String.class).description(description).build();
    }

    @Override
    public int run(Invocation invocation) {
        PrintStream out = invocation.console().out();
        String wanted = invocation.operand(0);
        if (wanted == null) {
            if (invocation.flag("--json")) {
                Json.print(out, TasksCommand::list);
            } else {
                Tasks.all().forEach(task -> {
                    out.println(invocation.console().onOut(Style.NAME, task.name()));
                    out.println(Paragraph.wrap(task.description(), 4));
                });
            }
            return 0;
        }
        Task task = task(wanted, () -> invocation.line().word(invocation.line().indexOf(wanted, 1)));
        int count = count(invocation, 0, COUNT);
        Split split = split(invocation);
        List<TaskExample> examples = task.examples(split, count, invocation.integer("--seed", Long.MIN_VALUE, 1));
        if (invocation.flag("--json")) {
            Json.print(out, json -> write(json, task, split, examples));
        } else {
            print(invocation.console(), examples);
        }
        return 0;
    }

    /// The task of that name.
    ///
    /// @param place where the name was given
    static Task task(String wanted, Supplier<Span> place) {
        Task task = Tasks.named(wanted);
        if (task == null) {
            String near = NearestName.hint(wanted, Tasks.names());
            throw new DecantException(Diagnostic.error(place.get(), "there is no task `" + wanted + "`",
                    near != null ? near : "the tasks are " + String.join(", ", Tasks.names())));
        }
        return task;
    }

    /// How many items of a task are wanted.
    static int count(Invocation invocation, int least, int otherwise) {
        long count = invocation.integer("--count", least, otherwise);
        if (count > MOST) {
            throw new DecantException(Diagnostic.error(invocation.line().value(invocation.word("--count")),
                    "`" + count + "` items are too many", "give `--count` at most " + MOST));
        }
        return (int) count;
    }

    private static Split split(Invocation invocation) {
        String wanted = invocation.value("--split");
        if (wanted == null) {
            return Split.TEST;
        }
        Map<String, Split> splits = new TreeMap<>();
        Arrays.stream(Split.values()).forEach(split -> splits.put(word(split), split));
        if (!splits.containsKey(wanted)) {
            String near = NearestName.hint(wanted, splits.keySet());
            throw new DecantException(Diagnostic.error(invocation.line().value(invocation.word("--split")),
                    "there is no part `" + wanted + "`", near != null ? near : "the parts are training, validation and test"));
        }
        return splits.get(wanted);
    }

    private static String word(Split split) {
        return split.name().toLowerCase(Locale.ROOT);
    }

    private static void print(Console console, List<TaskExample> examples) {
        PrintStream out = console.out();
        for (int i = 0; i < examples.size(); i++) {
            out.println((i == 0 ? "" : "\n") + examples.get(i).prompt());
            for (String reference : examples.get(i).references()) {
                out.println(console.onOut(Style.QUIET, "  = ") + reference);
            }
        }
    }

    private static void list(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Task task : Tasks.all()) {
            json.writeStartObject();
            json.writeStringField("name", task.name());
            json.writeStringField("description", task.description());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Task task, Split split, List<TaskExample> examples) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", task.name());
        json.writeStringField("description", task.description());
        json.writeStringField("split", word(split));
        json.writeArrayFieldStart("examples");
        for (TaskExample example : examples) {
            json.writeStartObject();
            json.writeStringField("prompt", example.prompt());
            json.writeArrayFieldStart("references");
            for (String reference : example.references()) {
                json.writeString(reference);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
