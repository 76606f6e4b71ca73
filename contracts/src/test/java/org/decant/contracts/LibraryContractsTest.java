package org.decant.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.typed.Routine.Contract;
import org.decant.contracts.Report.Finding;
import org.decant.contracts.Report.Verdict;
import org.junit.jupiter.api.Test;

/// Every strategy of the library keeps what it states, and what it does not state is not true of it by accident. The
/// findings are the table of docs/contracts.md, which `-Ddecant.golden=write` writes anew; `-Ddecant.contracts.settings=5000`
/// checks for longer and leaves the table alone.
class LibraryContractsTest {
    private static final int SETTINGS = 60;
    /// For those that say nothing of their distribution: endings, and that other contracts do not hold, show sooner.
    private static final int SETTINGS_UNDISTRIBUTED = 16;
    /// For the few whose other contracts do hold in so many.
    private static final int SETTINGS_UNREFUTED = 200;
    private static final int BRANCHES_SETTING = 10_000;
    /// Values of parameters that only longer checks vary, because larger ones make so many choices that little is run to its end.
    private static final Map<String, Map<String, Object>> FIXED = Map.of(
            "phi", Map.of("width", 1L, "rollouts", 2L, "length", 1L),
            "batched", Map.of("count", 2L),
            "optimal_transport", Map.of("drafts", 2L));
    private static final Path PAGE = Path.of("../docs/contracts.md");
    private static final String BEGIN = "<!-- table -->\n";
    private static final String END = "<!-- end of table -->\n";

    private static Report check(LoadedStrategy strategy, List<Contract> contracts, int settings) {
        Integer longer = Integer.getInteger("decant.contracts.settings");
        return ContractCheck.check(strategy, contracts, new ContractCheck.Options(longer != null ? longer : settings,
                Engine.SEED, longer != null ? Long.MAX_VALUE : ContractCheck.Options.BRANCHES,
                longer != null ? ContractCheck.Options.BRANCHES_SETTING : BRANCHES_SETTING, 0, 2,
                longer != null ? Map.of() : FIXED.getOrDefault(strategy.name(), Map.of())),
                (done, planned, branches) -> { });
    }

    /// Whether a strategy says something of its output's distribution.
    private static boolean distributed(LoadedStrategy strategy) {
        return strategy.contracts().stream().anyMatch(contract -> contract.kind() != Contract.Kind.TERMINATES);
    }

    @Test
    void everyStrategyKeepsWhatItStates() throws IOException {
        StringBuilder table = new StringBuilder("""
                | strategy | states | settings | runs | largest deviation | states nothing about its distribution, and is at most |
                |---|---|---:|---:|---:|---|
                """);
        for (String name : Engine.DECANT.finder().library().names()) {
            LoadedStrategy strategy = Engine.DECANT.strategy(name);
            List<Contract> stated = strategy.contracts();
            Report report = stated.isEmpty() ? null : check(strategy, stated, distributed(strategy) ? SETTINGS : SETTINGS_UNDISTRIBUTED);
            if (report != null) {
                assertTrue(report.held(), name + ": " + report);
                System.out.println(name + ": " + stated + " held in " + report.coverage().settings() + " settings, "
                        + report.coverage().branches() + " runs");
            }
            table.append("| ").append(name).append(" | ")
                    .append(stated.isEmpty() ? "nothing" : stated.stream().map(Contract::toString).collect(Collectors.joining(", ")))
                    .append(report == null ? " | | | | " : String.format(Locale.ROOT, " | %d%s | %d | %s | ",
                            report.coverage().settings(), report.coverage().incomplete() == 0 ? ""
                                    : " (" + report.coverage().incomplete() + " not to the end)",
                            report.coverage().branches(), deviation(report))).append(distributed(strategy) ? "" : away(strategy))
                    .append(" |\n");
        }
        if (Integer.getInteger("decant.contracts.settings") == null) {
            compare(table.toString());
        }
    }

    private static String deviation(Report report) {
        double most = report.findings().stream().mapToDouble(Finding::deviation).max().orElse(0);
        return most < 1e-12 ? "below 1e-12" : String.format(Locale.ROOT, "%.1e", most);
    }

    /// How far a strategy is from what it does not state; a deviation of 0 would be a contract that it should state.
    private static String away(LoadedStrategy strategy) {
        List<Contract> unstated = ContractCheck.possible(strategy.routine());
        unstated.removeIf(contract -> contract.kind() == Contract.Kind.TERMINATES);
        List<String> all = new ArrayList<>();
        for (Finding first : check(strategy, unstated, SETTINGS_UNDISTRIBUTED).findings()) {
            Finding finding = first.verdict() == Verdict.REFUTED ? first
                    : check(strategy, List.of(first.contract()), SETTINGS_UNREFUTED).findings().getFirst();
            assertEquals(Verdict.REFUTED, finding.verdict(), strategy.name() + " could state " + finding.contract());
            all.add(String.format(Locale.ROOT, "%.2f from %s", Math.min(1, finding.deviation()),
                    finding.contract().kind().name().toLowerCase(Locale.ROOT)));
        }
        return String.join(", ", all);
    }

    private static void compare(String table) throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if ("write".equals(System.getProperty("decant.golden"))) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        } else {
            assertEquals(page.substring(begin, end), table, "run with -Ddecant.golden=write and read what changed");
        }
    }
}
