package org.decant.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.decant.cli.TaskMeasurement.Drafting;
import org.decant.cli.TaskMeasurement.Result;
import org.decant.compiler.host.Decant;
import org.decant.models.task.Task;
import org.decant.models.task.Tasks;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.ModelCatalog;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `decant measure`: how well models do the tasks, and what drafting gives there.
final class MeasureCommand implements Command {
    static final String TARGET = ModelCatalog.TRAINED + ":target";
    static final String DRAFTER = ModelCatalog.TRAINED + ":drafter";
    private static final int COUNT = 20;

    @Override
    public String name() {
        return "measure";
    }

    @Override
    public String purpose() {
        return "measure how well models do the tasks, and how well they draft";
    }

    @Override
    public CommandSpec specification(CommandLineText line, int from) {
        CommandSpec specification = CommandSpec.create();
        specification.usageMessage().description("Measures models on items of the tasks that none was trained on: scores of"
                + " greedy decoding, the loss of the references, how often the drafter's likeliest token is the target's, and"
                + " what three ways to draft give. Prints a table in Markdown.%n");
        specification.addPositional(PositionalParamSpec.builder().paramLabel("TASK").index("0").arity("0..1")
                .type(String.class).description("measure this task alone").build());
        ValueOption.add(specification, "--target", "MODEL", "the model to measure, `kind:path` (default " + TARGET + ")");
        ValueOption.add(specification, "--drafter", "MODEL", "the model that drafts for it (default " + DRAFTER + ")");
        ModelOpening.addTo(specification);
        DeviceOption.addTo(specification);
        ValueOption.add(specification, "--count", "N", "how many items of each task (default " + COUNT + ")");
        ValueOption.add(specification, "--max-tokens", "N", "how long an answer may be (default " + TaskProtocol.MAX_TOKENS + ")");
        ValueOption.add(specification, "--seed", "N", "other items and choices for other numbers (default 1)");
        specification.addOption(OptionSpec.builder("--json").description("print JSON").build());
        return specification;
    }

    @Override
    public int run(Invocation invocation) {
        String wanted = invocation.operand(0);
        List<Task> tasks = wanted == null ? Tasks.all() : List.of(TasksCommand.task(wanted,
                () -> invocation.line().word(invocation.line().indexOf(wanted, 1))));
        int count = TasksCommand.count(invocation, 1, COUNT);
        TaskProtocol protocol = TaskProtocol.of(invocation);
        ModelOpening opening = new ModelOpening();
        opening.read(invocation);
        try (Decant decant = DeviceOption.engine(invocation.line()).catalog(opening.catalog()).build();
             CountedProgress progress = new CountedProgress(invocation.console(), "measuring")) {
            ForwardModel target = ModelOpening.open(decant, invocation, "--target", TARGET, null);
            ForwardModel drafter = ModelOpening.open(decant, invocation, "--drafter", DRAFTER, target.vocabulary());
            TaskMeasurement measurement = new TaskMeasurement(decant, target, drafter, protocol);
            List<Result> results = new ArrayList<>();
            int[] done = {0};
            for (Task task : tasks) {
                results.add(measurement.measure(task, count,
                        () -> progress.at(++done[0], (long) count * tasks.size(), task.name())));
            }
            progress.close();
            List<Result> rows = new ArrayList<>(results);
            if (results.size() > 1) {
                rows.add(Result.all(results));
            }
            if (invocation.flag("--json")) {
                Json.print(invocation.console().out(), json -> write(json, target, drafter, protocol.seed(), rows));
            } else {
                print(invocation.console().out(), rows);
            }
            return 0;
        }
    }

    private static void print(PrintStream out, List<Result> rows) {
        List<String> head = new ArrayList<>(List.of("task", "items", "score", "loss", "agreement"));
        rows.getFirst().drafting().forEach(drafting -> head.add("accepted, tokens a pass: " + drafting.way()));
        MarkdownTable table = new MarkdownTable(1, head);
        for (Result row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.name(), String.valueOf(row.examples()), format("%.2f", row.score()),
                    format("%.3f", row.loss()), format("%.0f %%", 100 * row.agreement())));
            for (Drafting drafting : row.drafting()) {
                cells.add(format("%.0f %%, %.2f", 100 * drafting.acceptance(), drafting.tokensPerPass()));
            }
            table.add(cells);
        }
        table.print(out);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static void write(JsonGenerator json, ForwardModel target, ForwardModel drafter, long seed, List<Result> rows)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("target", target.name());
        json.writeStringField("drafter", drafter.name());
        json.writeNumberField("seed", seed);
        json.writeArrayFieldStart("tasks");
        for (Result row : rows) {
            json.writeStartObject();
            json.writeStringField("task", row.name());
            json.writeNumberField("items", row.examples());
            json.writeNumberField("score", row.score());
            json.writeNumberField("tokens", row.tokens());
            json.writeNumberField("loss", row.loss());
            json.writeNumberField("agreement", row.agreement());
            json.writeArrayFieldStart("drafting");
            for (Drafting drafting : row.drafting()) {
                json.writeStartObject();
                json.writeStringField("by", drafting.way());
                json.writeNumberField("drafted", drafting.drafted());
                json.writeNumberField("accepted", drafting.accepted());
                json.writeNumberField("acceptance", drafting.acceptance());
                json.writeNumberField("tokens", drafting.written());
                json.writeNumberField("passes", drafting.passes());
                json.writeNumberField("tokens_per_pass", drafting.tokensPerPass());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
