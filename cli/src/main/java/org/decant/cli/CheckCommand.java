package org.decant.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.compiler.host.Decant;
import org.decant.compiler.host.LoadedScript;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.typed.Routine.Contract;
import org.decant.contracts.ContractCheck;
import org.decant.contracts.ExactDistribution;
import org.decant.contracts.Report;
import org.decant.contracts.SampledCheck;
import org.decant.runtime.diagnostic.DecantException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `decant check`: names and types of a script, and whether its strategies keep what they state.
final class CheckCommand implements Command {
    private static final int REFUTED = 1;
    /// Settings for contracts that a strategy does not state but could.
    private static final int SETTINGS_UNSTATED = 60;

    private Decant decant;
    private LoadedScript script;
    private LoadedStrategy main;
    private StrategyOptions options;

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String purpose() {
        return "check a script's names and types, and prove or refute what its strategies state";
    }

    @Override
    public CommandSpec specification(CommandLineText line, int from) {
        CommandSpec specification = CommandSpec.create();
        specification.usageMessage().description("Checks names and types, then proves or refutes the contracts that strategies"
                + " state: by enumerating all their%nrandom choices on small models, or with --samples on models that are given."
                + "%nThe exit status is 0 where all hold, 1 where one does not, 2 where something given is wrong.%n");
        specification.addPositional(PositionalParamSpec.builder().paramLabel("FILE|NAME").index("0").arity("1").required(true)
                .type(String.class).completionCandidates(Scripts::libraryNames)
                .description("a script, or a strategy of the library").build());
        CheckOptions.addTo(specification);
        int operand = Scripts.operand(line, from, specification);
        if (operand >= 0) {
            open(line, operand);
            if (main != null) {
                options = new StrategyOptions(main.routine(), Header.of(main.routine(), main.module().source()),
                        decant.catalog());
                options.addTo(specification);
            }
        }
        return specification;
    }

    private void open(CommandLineText line, int operand) {
        String word = line.words().get(operand);
        decant = DeviceOption.engine(line).build();
        try {
            if (Scripts.isPath(word)) {
                script = decant.load(Scripts.path(word));
                main = script.strategies().isEmpty() ? null : script.main();
            } else {
                main = decant.strategy(word);
                script = decant.script(main.module());
            }
        } catch (DecantException wrong) {
            throw wrong.at(line.word(operand));
        }
    }

    @Override
    public int run(Invocation invocation) {
        if (invocation.flag(CheckOptions.DISTRIBUTION)) {
            return showDistribution(invocation);
        }
        if (main == null || invocation.flag(CheckOptions.TYPES)) {
            showTypes(invocation.console());
            return 0;
        }
        return invocation.flag(CheckOptions.SAMPLES) && !invocation.flag(CheckOptions.EXACT) ? sample(invocation)
                : exact(invocation);
    }

    @Override
    public void close() {
        if (decant != null) {
            decant.close();
        }
    }

    private void showTypes(Console console) {
        PrintStream out = console.out();
        out.println(script.module().source().name() + ": names and types are fine");
        for (Routine strategy : script.module().strategies().values()) {
            out.println();
            out.println(console.onOut(Style.TITLE, Signature.full(strategy)));
            Header header = Header.of(strategy, script.module().source());
            if (!header.summary().isEmpty()) {
                out.println(Paragraph.wrap(header.firstSentence(), 2));
            }
            for (Contract contract : strategy.contracts()) {
                out.println("  states: " + Contracts.explain(contract));
            }
            if (!header.cost().isEmpty()) {
                out.println("  costs:  " + header.cost());
            }
        }
    }

    /// The arguments given for the main strategy's parameters.
    private Map<String, Object> given(Invocation invocation) {
        Map<String, Object> given = new LinkedHashMap<>(CheckOptions.models(invocation,
                main.parameters().stream().map(Routine.Parameter::name).toList()));
        given.putAll(options.arguments(invocation));
        return given;
    }

    private int exact(Invocation invocation) {
        Map<String, Object> fixed = given(invocation);
        int status = 0;
        ContractReport shown = new ContractReport(invocation, script);
        for (LoadedStrategy strategy : script.strategies()) {
            if (strategy.name().equals(main.name()) || !strategy.contracts().isEmpty()) {
                Map<String, Object> own = strategy.name().equals(main.name()) ? fixed : Map.of();
                ContractCheck.Options how = CheckOptions.exact(invocation, own);
                Report stated = strategy.contracts().isEmpty() ? null : check(invocation, strategy, strategy.contracts(), how);
                Report unstated = saysHowItIsDistributed(strategy) ? null
                        : check(invocation, strategy, unstated(strategy),
                        how.brief(SETTINGS_UNSTATED));
                shown.exact(strategy, stated, unstated);
                status = stated != null && !stated.held() ? REFUTED : status;
            }
        }
        if (invocation.flag(CheckOptions.SAMPLES)) {
            status = Math.max(status, sample(invocation, fixed, shown));
        }
        shown.print();
        return status;
    }

    private static boolean saysHowItIsDistributed(LoadedStrategy strategy) {
        return strategy.contracts().stream().anyMatch(contract -> contract.kind() != Contract.Kind.TERMINATES);
    }

    private static List<Contract> unstated(LoadedStrategy strategy) {
        List<Contract> possible = ContractCheck.possible(strategy.routine());
        possible.removeIf(contract -> strategy.contracts().stream().anyMatch(stated -> stated.kind() == contract.kind()));
        return possible;
    }

    private Report check(Invocation invocation, LoadedStrategy strategy, List<Contract> contracts,
                         ContractCheck.Options how) {
        try (CountedProgress progress = new CountedProgress(invocation.console(), "checking " + strategy.name())) {
            return ContractCheck.check(strategy, contracts, how, (settings, planned, branches) ->
                    progress.at(settings, planned, branches + " runs"));
        }
    }

    private int sample(Invocation invocation) {
        ContractReport shown = new ContractReport(invocation, script);
        int status = sample(invocation, given(invocation), shown);
        shown.print();
        return status;
    }

    private int sample(Invocation invocation, Map<String, Object> arguments, ContractReport shown) {
        if (main.contracts().isEmpty()) {
            throw new DecantException("the strategy `" + main.name() + "` states no contract that samples could test",
                    "without `--samples`, `decant check` says what it could state");
        }
        SampledCheck.Options how = CheckOptions.samples(invocation);
        try (CountedProgress progress = new CountedProgress(invocation.console(), "sampling from " + main.name())) {
            List<SampledCheck.Result> results = SampledCheck.check(decant, main, main.contracts(), arguments, how,
                    (done, planned, runs) -> progress.at(done, planned, "samples"));
            shown.sampled(main, results, how);
            return results.stream().allMatch(SampledCheck.Result::held) ? 0 : REFUTED;
        }
    }

    private int showDistribution(Invocation invocation) {
        if (main == null) {
            throw new DecantException(script.module().source().name() + " declares no strategy",
                    "declare one: `strategy name(target: Model) { … }`");
        }
        Map<String, Object> arguments = new LinkedHashMap<>(CheckOptions.models(invocation,
                main.parameters().stream().map(Routine.Parameter::name).toList()));
        arguments.putAll(options.arguments(invocation, arguments.keySet(), decant.catalog().defaultModel()));
        try (ProgressLine _ = new ProgressLine(invocation.console(), "enumerating")) {
            ExactDistribution distribution = ExactDistribution.of(main, arguments, Prompt.of(invocation),
                    CheckOptions.shownTokens(invocation), CheckOptions.branches(invocation));
            new DistributionReport(invocation.console(), invocation.flag(CheckOptions.JSON)).print(main, distribution);
        }
        return 0;
    }
}
