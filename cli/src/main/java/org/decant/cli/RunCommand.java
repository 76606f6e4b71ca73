package org.decant.cli;

import java.util.List;
import java.util.Map;
import org.decant.compiler.host.Decant;
import org.decant.compiler.host.RunRequest;
import org.decant.compiler.host.RunResult;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `decant run`: runs a strategy on a prompt, its text to standard output as it comes, its cost to standard error.
final class RunCommand implements Command {
    private static final int OUTPUT_CLOSED = 141;
    /// Tokens of a distribution that are shown of a returned one.
    private static final int CHARTED = 16;

    private final ChosenStrategy chosen = new ChosenStrategy();

    @Override
    public String name() {
        return "run";
    }

    @Override
    public String helpName() {
        return chosen.word() == null ? name() : name() + " " + chosen.word();
    }

    @Override
    public String purpose() {
        return "run a strategy on a prompt";
    }

    @Override
    public CommandSpec specification(CommandLineText line, int from) {
        return chosen.specification(name(), line, from, RunCommand::addOptionsTo, engine -> withTools(engine, line, from));
    }

    @Override
    public Map<String, CommandSpec> specificationByOperand() {
        return chosen.specificationByOperand(RunCommand::addOptionsTo);
    }

    /// Adds all options that are not a strategy's own.
    static void addOptionsTo(CommandSpec specification) {
        RunOptions.addTo(specification);
        flag(specification, "print one JSON object: text, tokens, counters, timings", "--json");
        flag(specification, "show where the script spent its time", "--cpusampler");
        specification.addOption(OptionSpec.builder("--dap").paramLabel("PORT").arity("0..1").fallbackValue("4711")
                .type(String.class).description("wait for a debugger (Debug Adapter Protocol; default port 4711)").build());
    }

    private static void flag(CommandSpec specification, String description, String name) {
        specification.addOption(OptionSpec.builder(name).description(description).build());
    }

    /// The engine has to know its tools before the options are taken apart.
    private static Decant.Builder withTools(Decant.Builder builder, CommandLineText line, int from) {
        if (line.words().contains("--cpusampler")) {
            builder.option("cpusampler", "true").toolOutput(System.err);
        }
        for (int i = from; i < line.words().size(); i++) {
            String word = line.words().get(i);
            if (word.equals("--dap") || word.startsWith("--dap=")) {
                String port = line.value(i).text();
                boolean given = !port.isEmpty() && port.chars().allMatch(Character::isDigit);
                builder.option("dap", given ? port : "true").toolOutput(System.err);
            }
        }
        return builder;
    }

    @Override
    public int run(Invocation invocation) {
        RunOptions given = RunOptions.of(invocation);
        RunRequest.Builder request = chosen.request(invocation, given);
        return invocation.flag("--json") ? runForPrograms(invocation.console(), request, given)
                : runForPeople(invocation.console(), request, given);
    }

    @Override
    public void close() {
        chosen.close();
    }

    private int runForPrograms(Console console, RunRequest.Builder builder, RunOptions given) {
        try (ProgressLine progress = new ProgressLine(console, "running")) {
            chosen.showOpening(progress);
            RunResult result = run(builder.build());
            Json.print(console.out(), json -> RunJson.write(json, chosen.strategy(), given.seed(), result, chosen.engine()));
            return status(result, console);
        }
    }

    private int runForPeople(Console console, RunRequest.Builder builder, RunOptions given) {
        try (ProgressLine progress = new ProgressLine(console, "opening the models");
             TextStream stream = new TextStream(console, progress::close)) {
            chosen.showOpening(progress);
            RunRequest request = builder.listener(stream::text).build();
            stream.whenCut(request::cancel);
            RunResult result = run(request);
            progress.close();
            stream.endLine();
            if (result.type() != null && !result.interrupted() && result.deadEnd() == null) {
                console.out().println(new ValueText(console, CHARTED).show(result.value(), result.type()));
            }
            console.out().flush();
            String end = stream.cut() ? "output closed" : result.interrupted() ? "interrupted"
                    : result.finish() == null ? null : result.finish().label();
            console.err().println(console.onErr(Style.QUIET, CostLine.of(result.tokens().size(), end, result.models(),
                    CostLine.Drafts.of(result.drafts()), result.time().toNanos() / 1e9, List.of("seed " + given.seed(), chosen.engine()))));
            return stream.cut() ? OUTPUT_CLOSED : status(result, console);
        }
    }

    /// The exit status; says what is wrong where the run came to a dead end.
    static int status(RunResult result, Console console) {
        if (result.deadEnd() != null) {
            return Failures.show(result.deadEnd(), console, false);
        }
        return result.interrupted() ? Failures.INTERRUPTED : 0;
    }

    /// Runs the strategy so that Ctrl-C ends it, and only it.
    private RunResult run(RunRequest request) {
        try (Interrupts _ = new Interrupts(request::cancel)) {
            return chosen.strategy().run(request);
        }
    }
}
