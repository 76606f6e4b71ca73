package org.decant.contracts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.typed.Routine.Contract;
import org.decant.compiler.types.Types;
import org.decant.contracts.Report.Coverage;
import org.decant.contracts.Report.Finding;
import org.decant.contracts.Report.Verdict;
import org.decant.runtime.diagnostic.DecantException;

/// Checks contracts exactly, on many small settings.
public final class ContractCheck {
    /// Settings run at a time; the same whatever the number of threads, so that a check always does the same.
    private static final int WAVE = 8;
    /// After so many settings with more choices than the limit, others are given up sooner.
    private static final int MOST_INCOMPLETE = 2;
    private static final long FEWER_BRANCHES = 500;
    /// A counterexample that shows this much is as good as one that shows more. One is shrunk only as far as it still shows
    /// half of it, or half of what it showed.
    private static final double VISIBLE = 0.1;
    /// So many settings are run after the first counterexample, to find a good one.
    private static final int SEARCHED_ON = 64;

    /// @param settings        how many settings to draw, at least 1
    /// @param seed            what they derive from
    /// @param branches        how many runs to make at most, all settings together
    /// @param branchesSetting how many in one setting
    /// @param branchesShrink  how many to make a counterexample smaller, 0 to leave it as it was found
    /// @param threads         how many settings to run at a time
    /// @param fixed           values of parameters (other than models) that are not to be varied
    public record Options(int settings, long seed, long branches, long branchesSetting, long branchesShrink, int threads,
                          Map<String, Object> fixed) {
        public static final int SETTINGS = 300;
        public static final long BRANCHES = 10_000_000;
        public static final long BRANCHES_SETTING = 50_000;
        public static final long BRANCHES_SHRINK = 500_000;

        /// For a first look: at most `count` settings, counterexamples as they are found.
        public Options brief(int count) {
            return new Options(Math.min(count, settings), seed, branches, branchesSetting, 0, threads, fixed);
        }
    }

    /// Hears how far a check has come.
    @FunctionalInterface
    public interface Progress {
        void at(int settings, int planned, long branches);
    }

    private final LoadedStrategy strategy;
    private final List<Contract> contracts;
    private final Options options;
    private final SettingSource source;
    private final Map<Contract, Double> deviations = new LinkedHashMap<>();
    private final Map<Contract, Refuting> refuted = new LinkedHashMap<>();
    private final Map<String, Integer> refusals = new LinkedHashMap<>();
    private int complete;
    private int incomplete;
    private double missing;
    private long branches;
    private long shrinking;
    private int vocabulary;
    private int horizon;

    private ContractCheck(LoadedStrategy strategy, List<Contract> contracts, Options options) {
        this.strategy = strategy;
        this.contracts = contracts;
        this.options = options;
        this.source = new SettingSource(strategy.routine(), options.fixed, options.seed, options.settings);
    }

    /// Checks contracts of a strategy: those that it states, or others.
    ///
    /// @throws DecantException where the strategy fails with its own defaults, draws what cannot be enumerated, or has a
    ///                         parameter for which no values are known
    public static Report check(LoadedStrategy strategy, List<Contract> contracts, Options options, Progress progress) {
        for (Contract contract : contracts) {
            String fixed = Stream.of(contract.parameter(), contract.condition())
                    .filter(model -> model != null && options.fixed.containsKey(model)).findFirst().orElse(null);
            if (fixed != null) {
                throw new DecantException("`" + fixed + "` is given, but the models of an exact check are drawn",
                        "leave it out, or test with samples of it: `--samples 1000`");
            }
        }
        return new ContractCheck(strategy, contracts, options).check(progress);
    }

    /// The contracts that a strategy could state, by its parameters.
    public static List<Contract> possible(Routine strategy) {
        List<Contract> possible = new ArrayList<>();
        Routine.Parameter model = null;
        for (Routine.Parameter parameter : strategy.parameters()) {
            if (Types.model(parameter.type()) && (model == null || parameter.name().equals("target"))) {
                model = parameter;
            }
        }
        if (model != null) {
            possible.add(new Contract(Contract.Kind.LOSSLESS, model.name(), null, 0));
            possible.add(new Contract(Contract.Kind.GREEDY, model.name(), null, 0));
        }
        possible.add(new Contract(Contract.Kind.TERMINATES, null, null, 0));
        return possible;
    }

    /// @param since how many settings had been run before the first one that refutes the contract
    private record Refuting(Setting setting, double deviation, int since) {}

    /// What came of one setting: a run or a refusal.
    private record Outcome(Setting setting, ExactRun run, DecantException refusal) {}

    private Report check(Progress progress) {
        boolean stopped = false;
        try (ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, options.threads))) {
            for (int first = 0; first < options.settings && !allRefuted(first); first += WAVE) {
                if (branches >= options.branches) {
                    stopped = true;
                    break;
                }
                List<Future<Outcome>> wave = new ArrayList<>();
                for (int index = first; index < Math.min(first + WAVE, options.settings); index++) {
                    int number = index;
                    long limit = incomplete < MOST_INCOMPLETE ? options.branchesSetting
                            : Math.min(options.branchesSetting, FEWER_BRANCHES);
                    wave.add(threads.submit(() -> run(number, limit)));
                }
                for (Future<Outcome> outcome : wave) {
                    take(result(outcome));
                }
                progress.at(Math.min(first + WAVE, options.settings), options.settings, branches);
            }
        }
        List<Finding> findings = new ArrayList<>();
        for (Contract contract : contracts) {
            findings.add(finding(contract));
        }
        return new Report(strategy.name(), findings, new Coverage(options.settings, complete, incomplete,
                incomplete == 0 ? 0 : missing / incomplete, refusals, branches, vocabulary, horizon, source.values(),
                source.leftOut(), stopped),
                options.seed);
    }

    private boolean allRefuted(int settings) {
        return contracts.stream().allMatch(contract -> refuted.containsKey(contract)
                && settings >= refuted.get(contract).since + SEARCHED_ON);
    }

    private static Outcome result(Future<Outcome> outcome) {
        try {
            return outcome.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DecantException("the check was interrupted", null);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException exception ? exception
                    : new IllegalStateException(failure.getCause());
        }
    }

    private Outcome run(int index, long limit) {
        Setting setting = source.setting(index);
        try {
            return new Outcome(setting, ExactRun.of(strategy, setting, limit), null);
        } catch (DecantException refusal) {
            if (source.isPlain(index)) {
                throw refusal;
            }
            return new Outcome(setting, null, refusal);
        }
    }

    private void take(Outcome outcome) {
        if (outcome.refusal != null) {
            refusals.merge(outcome.refusal.diagnostics().getFirst().message(), 1, Integer::sum);
            return;
        }
        ExactRun run = outcome.run;
        branches += run.branches();
        if (run.missing() > 0) {
            incomplete++;
            missing += run.missing();
        } else {
            complete++;
            vocabulary = Math.max(vocabulary, outcome.setting.vocabulary().size());
            horizon = Math.max(horizon, outcome.setting.horizon());
        }
        for (Contract contract : contracts) {
            Comparison comparison = Comparison.of(contract, outcome.setting, run);
            deviations.merge(contract, comparison.deviation(), Math::max);
            if (!comparison.holds()) {
                Refuting known = refuted.get(contract);
                if (known == null) {
                    refuted.put(contract, new Refuting(outcome.setting, comparison.deviation(), complete + incomplete));
                } else if (known.deviation < VISIBLE && comparison.deviation() > known.deviation) {
                    refuted.put(contract, new Refuting(outcome.setting, comparison.deviation(), known.since));
                }
            }
        }
    }

    private Finding finding(Contract contract) {
        double deviation = deviations.getOrDefault(contract, 0.0);
        Refuting found = refuted.get(contract);
        if (found == null) {
            return new Finding(contract, complete > 0 ? Verdict.HELD : Verdict.NOT_SHOWN, deviation, null);
        }
        shrinking = 0;
        double shown = contract.within() + Math.min(VISIBLE, found.deviation - contract.within()) / 2;
        Setting smallest = contract.kind() == Contract.Kind.TERMINATES ? found.setting
                : Shrinking.shrink(found.setting, setting -> stillRefuted(contract, setting, shown));
        return new Finding(contract, Verdict.REFUTED, deviation,
                Counterexample.of(strategy, contract, smallest, found.deviation, options.branchesSetting));
    }

    private boolean stillRefuted(Contract contract, Setting setting, double shown) {
        if (shrinking >= options.branchesShrink) {
            return false;
        }
        try {
            ExactRun run = ExactRun.of(strategy, setting, options.branchesSetting);
            shrinking += run.branches();
            Comparison comparison = Comparison.of(contract, setting, run);
            return !comparison.holds() && comparison.deviation() >= shown;
        } catch (DecantException refused) {
            return false; // a smaller setting that the strategy does not take is no counterexample
        }
    }
}
