package org.decant.contracts;

import java.util.List;
import java.util.Map;
import org.decant.compiler.host.Decant;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.typed.Routine.Contract;

/// One engine for all tests.
final class Engine {
    static final Decant DECANT = Decant.create();
    /// What settings derive from, in all tests; printed with failures as part of the report.
    static final long SEED = Long.getLong("decant.test.seed", 1);

    private Engine() {
    }

    static LoadedStrategy script(String text) {
        return DECANT.loadText("test.decode", text).main();
    }

    static Report check(LoadedStrategy strategy, List<Contract> contracts, int settings) {
        return ContractCheck.check(strategy, contracts, options(settings), (done, planned, branches) -> { });
    }

    static ContractCheck.Options options(int settings) {
        return new ContractCheck.Options(settings, SEED, ContractCheck.Options.BRANCHES,
                ContractCheck.Options.BRANCHES_SETTING, ContractCheck.Options.BRANCHES_SHRINK, 2, Map.of());
    }

    static Report check(String text, int settings) {
        LoadedStrategy strategy = script(text);
        return check(strategy, strategy.contracts(), settings);
    }
}
