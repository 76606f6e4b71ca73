package org.decant.cli;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.decant.compiler.host.RunRequest;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.run.Session;
import org.decant.runtime.trace.TraceLog;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `decant trace`: runs a strategy and shows the run step by step, on a page or as JSON.
final class TraceCommand implements Command {
    private static final String OUT = "--out";
    private static final String JSON = "--json";

    private final ChosenStrategy chosen = new ChosenStrategy();

    @Override
    public String name() {
        return "trace";
    }

    @Override
    public String helpName() {
        return chosen.word() == null ? name() : name() + " " + chosen.word();
    }

    @Override
    public String purpose() {
        return "run a strategy and show the run step by step, on a page";
    }

    @Override
    public CommandSpec specification(CommandLineText line, int from) {
        return chosen.specification(name(), line, from, TraceCommand::addOptionsTo, UnaryOperator.identity());
    }

    @Override
    public Map<String, CommandSpec> specificationByOperand() {
        return chosen.specificationByOperand(TraceCommand::addOptionsTo);
    }

    private static void addOptionsTo(CommandSpec specification) {
        specification.addOption(OptionSpec.builder(OUT).paramLabel("FILE").arity("1").type(String.class)
                .description("write a page that shows the run").build());
        specification.addOption(OptionSpec.builder(JSON).description("print what happened as JSON").build());
        RunOptions.addTo(specification);
    }

    @Override
    public int run(Invocation invocation) {
        PageFile page = PageFile.of(invocation, OUT);
        if (page == null && !invocation.flag(JSON)) {
            throw invocation.line().missing("nothing says where the trace is to go",
                    "give a page, `--out trace.html`, or `--json`");
        }
        RunOptions given = RunOptions.of(invocation);
        TraceLog log = new TraceLog();
        Session session = new Session(log);
        RunRequest request = chosen.request(invocation, given).session(session).build();
        Runnable cancel = () -> {
            request.cancel();
            session.cancel();
        };
        RunResult result = null;
        DecantException failure = null;
        try (ProgressLine progress = new ProgressLine(invocation.console(), "running"); Interrupts _ = new Interrupts(cancel)) {
            chosen.showOpening(progress);
            result = chosen.strategy().run(request);
        } catch (DecantException wrong) {
            if (log.events().isEmpty()) {
                throw wrong;
            }
            failure = wrong; // what happened before is worth seeing
        }
        TracedRun run = new TracedRun(chosen.strategy().name(), given.seed(), result == null ? "" : result.text(),
                result == null ? "failed: " + failure.getMessage() : RunJson.finish(result), log.events());
        show(invocation, run, page);
        if (failure != null) {
            throw failure;
        }
        invocation.console().err().println(invocation.console().onErr(Style.QUIET, CostLine.of(result.tokens().size(),
                RunJson.finish(result), result.models(), CostLine.Drafts.of(result.drafts()), result.time().toNanos() / 1e9,
                List.of("seed " + given.seed()))));
        return RunCommand.status(result, invocation.console());
    }

    private static void show(Invocation invocation, TracedRun run, PageFile page) {
        if (invocation.flag(JSON)) {
            Json.print(invocation.console().out(), json -> TraceJson.write(json, run));
        }
        if (page != null) {
            page.write(TracePage.of(run));
            if (!invocation.flag(JSON)) {
                invocation.console().out().println(page.path() + ": " + run.events().size() + " steps");
            }
        }
    }

    @Override
    public void close() {
        chosen.close();
    }
}
