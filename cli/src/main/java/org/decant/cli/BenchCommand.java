package org.decant.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.decant.compiler.host.Decant;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.models.task.Task;
import org.decant.models.task.Tasks;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.ForwardModel;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `decant bench`: what strategies cost and how good they are on tasks, against greedy decoding in the same run.
final class BenchCommand implements Command {
    private static final int FAILED = 1;
    private static final int COUNT = 3;
    private static final int LIMIT_SECONDS = 60;
    private static final long MOST_SECONDS = 1_000_000;

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public String purpose() {
        return "measure what strategies cost and how good they are, on tasks";
    }

    @Override
    public CommandSpec specification(CommandLineText line, int from) {
        CommandSpec specification = CommandSpec.create();
        specification.usageMessage().description("Runs strategies on items of tasks as their headers say (`Bench:`), and greedy"
                + " decoding beside them. Without a strategy,%nall of the library that name one of the tasks. The exit status is 1"
                + " where a run failed.%n");
        specification.addPositional(PositionalParamSpec.builder().paramLabel("STRATEGY").index("0..*").arity("0..*")
                .type(List.class).auxiliaryTypes(String.class).completionCandidates(Scripts::libraryNames)
                .description("strategies of the library, or scripts").build());
        specification.addOption(OptionSpec.builder("--task").paramLabel("TASK").arity("1").type(List.class)
                .auxiliaryTypes(String.class).description("run on this task, or all, whatever headers say; may be given again").build());
        ValueOption.add(specification, "--model", "MODEL", "the model to measure, `kind:path` (default " + MeasureCommand.TARGET + ")");
        ValueOption.add(specification, "--drafter", "MODEL", "the model that drafts for it (default " + MeasureCommand.DRAFTER + ")");
        ModelOpening.addTo(specification);
        DeviceOption.addTo(specification);
        ValueOption.add(specification, "--count", "N", "how many items of each task (default " + COUNT + ")");
        ValueOption.add(specification, "--max-tokens", "N", "how long an answer may be (default " + TaskProtocol.MAX_TOKENS + ")");
        ValueOption.add(specification, "--seed", "N", "other items and choices for other numbers (default 1)");
        ValueOption.add(specification, "--time-limit", "SECONDS", "how long a run may last (default " + LIMIT_SECONDS + ")");
        ValueOption.add(specification, "--warm-up", "SECONDS",
                "how long to repeat each strategy's first run before times count (default 0: twice)");
        ValueOption.add(specification, "--html", "FILE", "write a page with tables and plots");
        specification.addOption(OptionSpec.builder("--json").description("print JSON").build());
        return specification;
    }

    @Override
    public int run(Invocation invocation) {
        List<Task> tasks = tasks(invocation);
        int count = TasksCommand.count(invocation, 1, COUNT);
        TaskProtocol protocol = TaskProtocol.of(invocation);
        Duration limit = Duration.ofSeconds(Math.min(MOST_SECONDS, invocation.integer("--time-limit", 1, LIMIT_SECONDS)));
        Duration warmUp = Duration.ofSeconds(Math.min(MOST_SECONDS, invocation.integer("--warm-up", 0, 0)));
        PageFile page = PageFile.of(invocation, "--html");
        ModelOpening opening = new ModelOpening();
        opening.read(invocation);
        try (Decant decant = DeviceOption.engine(invocation.line()).catalog(opening.catalog().keeping()).build()) {
            List<BenchedStrategy> strategies = strategies(decant, invocation, tasks);
            ForwardModel model = ModelOpening.open(decant, invocation, "--model", MeasureCommand.TARGET, null);
            ForwardModel drafter = ModelOpening.open(decant, invocation, "--drafter", MeasureCommand.DRAFTER, model.vocabulary());
            int runs = strategies.stream().mapToInt(strategy -> strategy.runs(count)).sum();
            try (CountedProgress progress = new CountedProgress(invocation.console(), "benching");
                 BenchRun bench = new BenchRun(decant, location(invocation, "--model", MeasureCommand.TARGET),
                         location(invocation, "--drafter", MeasureCommand.DRAFTER), protocol, count, limit, warmUp,
                         (done, what) -> progress.at(done, runs, what));
                 Interrupts _ = new Interrupts(bench::stop)) {
                List<BenchRow> rows = bench.run(strategies);
                progress.close();
                BenchReport report = new BenchReport(model.name(), drafter.name(), protocol, count, Version.engine(decant),
                        Runtime.getRuntime().availableProcessors() + " processors", rows);
                show(invocation, report, page);
                return bench.stopped() ? Failures.INTERRUPTED : report.failed() ? FAILED : 0;
            }
        }
    }

    private static void show(Invocation invocation, BenchReport report, PageFile page) {
        if (invocation.flag("--json")) {
            Json.print(invocation.console().out(), json -> BenchJson.write(json, report));
        } else {
            BenchTable.print(invocation.console(), report);
        }
        if (page != null) {
            page.write(BenchPage.of(report));
        }
    }

    private static String location(Invocation invocation, String option, String otherwise) {
        String given = invocation.value(option);
        return given == null ? otherwise : given;
    }

    /// Those that `--task` names; empty where it is not given.
    private static List<Task> tasks(Invocation invocation) {
        List<Task> tasks = new ArrayList<>();
        List<String> names = invocation.given().matchedOptionValue("--task", List.of());
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(BenchLine.ALL)) {
                return Tasks.all();
            }
            int given = i;
            tasks.add(TasksCommand.task(names.get(i),
                    () -> invocation.line().value(invocation.line().option(List.of("--task"), given))));
        }
        return tasks.stream().distinct().toList();
    }

    private static List<BenchedStrategy> strategies(Decant decant, Invocation invocation, List<Task> tasks) {
        List<String> named = invocation.given().matchedPositionalValue(0, List.of());
        List<BenchedStrategy> strategies = new ArrayList<>();
        if (!named.isEmpty()) {
            for (String word : named.stream().distinct().toList()) {
                try {
                    LoadedStrategy strategy = Scripts.isPath(word) ? decant.load(Scripts.path(word)).main() : decant.strategy(word);
                    BenchLine line = BenchLine.of(strategy.routine(), strategy.module());
                    String family = Scripts.isPath(word) ? "" : decant.finder().library().family(word);
                    strategies.add(new BenchedStrategy(word, family, strategy, line, tasks.isEmpty() ? line.tasks() : tasks));
                } catch (DecantException wrong) {
                    throw wrong.at(invocation.line().word(invocation.line().indexOf(word, 1)));
                }
            }
            return strategies;
        }
        for (String name : decant.finder().library().names()) {
            LoadedStrategy strategy = decant.strategy(name);
            BenchLine line = BenchLine.of(strategy.routine(), strategy.module());
            List<Task> own = tasks.isEmpty() ? line.tasks() : line.tasks().stream().filter(tasks::contains).toList();
            if (tasks.isEmpty() || !own.isEmpty()) {
                strategies.add(new BenchedStrategy(name, decant.finder().library().family(name), strategy, line, own));
            }
        }
        strategies.sort(Comparator.comparing(BenchedStrategy::family).thenComparing(BenchedStrategy::name));
        return strategies;
    }
}
