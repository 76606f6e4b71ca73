package org.decant.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.decant.compiler.host.Decant;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.host.RunRequest;
import org.decant.compiler.host.RunResult;
import org.decant.compiler.host.TextArgument;
import org.decant.compiler.library.ModuleFinder;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.ModelCatalog;
import picocli.CommandLine.Model.CommandSpec;

/// `decant run`: runs a strategy on a prompt, its text to standard output as it comes, its cost to standard error.
final class RunCommand implements Command {
    private static final int OUTPUT_CLOSED = 141;
    /// Tokens of a distribution that are shown of a returned one.
    private static final int CHARTED = 16;

    private final ModelOpening opening = new ModelOpening();
    private Decant decant;
    private String word;
    private LoadedStrategy strategy;
    private StrategyOptions options;

    @Override
    public String name() {
        return "run";
    }

    @Override
    public String helpName() {
        return word == null ? name() : name() + " " + word;
    }

    @Override
    public String purpose() {
        return "run a strategy on a prompt";
    }

    @Override
    public CommandSpec specification(CommandLineText line, int from) {
        CommandSpec specification = CommandSpec.create();
        RunOptions.addOperandTo(specification);
        RunOptions.addTo(specification);
        specification.usageMessage().customSynopsis("decant run NAME|FILE [OPTIONS]");
        int operand = Scripts.operand(line, from, specification);
        if (operand < 0) {
            specification.usageMessage().footer("", "A strategy's parameters are options too: `decant run nucleus --help`.");
            return specification;
        }
        word = line.words().get(operand);
        decant = engine(line, from);
        try {
            strategy = Scripts.isPath(word) ? decant.load(Scripts.path(word)).main() : decant.strategy(word);
        } catch (DecantException wrong) {
            throw wrong.at(line.word(operand));
        }
        options = addOptions(specification, strategy.routine(), strategy.module(), decant.catalog());
        specification.usageMessage().customSynopsis("decant run " + word.replace("%", "%%") + " [OPTIONS]");
        return specification;
    }

    private static StrategyOptions addOptions(CommandSpec specification, Routine strategy, Module module,
            ModelCatalog catalog) {
        Header header = Header.of(strategy, module.source());
        StrategyOptions options = new StrategyOptions(strategy, header, catalog);
        options.addTo(specification);
        specification.usageMessage().description(header.summary().replace("%", "%%") + "%n");
        return options;
    }

    @Override
    public Map<String, CommandSpec> specificationByOperand() {
        ModuleFinder finder = Scripts.newFinder();
        ModelCatalog catalog = opening.catalog();
        Map<String, CommandSpec> specifications = new TreeMap<>();
        for (String name : finder.library().names()) {
            CommandSpec specification = CommandSpec.create();
            RunOptions.addTo(specification);
            Module module = finder.library(name);
            addOptions(specification, Signature.main(module, name), module, catalog);
            specifications.put(name, specification);
        }
        return specifications;
    }

    /// The engine has to know its tools before the options are taken apart.
    private Decant engine(CommandLineText line, int from) {
        Decant.Builder builder = Decant.builder().catalog(opening.catalog());
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
        return builder.build();
    }

    @Override
    public int run(Invocation invocation) {
        RunOptions given = RunOptions.of(invocation);
        opening.read(invocation);
        RunRequest.Builder request = RunRequest.builder().prompt(given.prompt()).maxTokens(given.maxTokens())
                .seed(given.seed());
        given.stops().forEach(request::stop);
        for (Map.Entry<String, String> argument : options.given(invocation, Set.of(), opening.catalog().defaultModel()).entrySet()) {
            int word = options.word(invocation, argument.getKey());
            request.argument(argument.getKey(), word < 0 ? TextArgument.named("--" + argument.getKey(), argument.getValue())
                    : new TextArgument(argument.getValue(), invocation.line().value(word)));
        }
        return invocation.flag("--json") ? runForPrograms(invocation.console(), request, given)
                : runForPeople(invocation.console(), request, given);
    }

    @Override
    public void close() {
        if (decant != null) {
            decant.close();
        }
    }

    private int runForPrograms(Console console, RunRequest.Builder builder, RunOptions given) {
        try (ProgressLine progress = new ProgressLine(console, "running")) {
            opening.showOn(progress);
            RunResult result = run(builder.build());
            Json.print(console.out(), json -> RunJson.write(json, strategy, given.seed(), result, Version.engine(decant)));
            return status(result, console);
        }
    }

    private int runForPeople(Console console, RunRequest.Builder builder, RunOptions given) {
        try (ProgressLine progress = new ProgressLine(console, "opening the models");
             TextStream stream = new TextStream(console, progress::close)) {
            opening.showOn(progress);
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
                    CostLine.Drafts.of(result.drafts()), result.time().toNanos() / 1e9, List.of("seed " + given.seed(), Version.engine(decant)))));
            return stream.cut() ? OUTPUT_CLOSED : status(result, console);
        }
    }

    /// The exit status; says what is wrong where the run came to a dead end.
    private static int status(RunResult result, Console console) {
        if (result.deadEnd() != null) {
            return Failures.show(result.deadEnd(), console, false);
        }
        return result.interrupted() ? Failures.INTERRUPTED : 0;
    }

    /// Runs the strategy so that Ctrl-C ends it, and only it.
    private RunResult run(RunRequest request) {
        try (Interrupts _ = new Interrupts(request::cancel)) {
            return strategy.run(request);
        }
    }
}
