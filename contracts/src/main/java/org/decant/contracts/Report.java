package org.decant.contracts;

import java.util.List;
import java.util.Map;
import org.decant.compiler.typed.Routine.Contract;

/// What a check has found.
///
/// @param strategy the strategy's name
/// @param findings one for each contract
/// @param coverage what was run
/// @param seed     what the settings derive from
public record Report(String strategy, List<Finding> findings, Coverage coverage, long seed) {

    public enum Verdict {
        /// It holds in every setting that was run.
        HELD,
        /// There is a counterexample.
        REFUTED,
        /// No setting was followed to its end: nothing is known.
        NOT_SHOWN
    }

    /// @param deviation      the largest found; see [Comparison]
    /// @param counterexample null unless refuted
    public record Finding(Contract contract, Verdict verdict, double deviation, Counterexample counterexample) {}

    /// @param planned       how many settings were to be run
    /// @param settings      how many were run to their end, all choices enumerated
    /// @param incomplete    how many have more choices than the limit for one setting
    /// @param missing       the mean probability that was not followed in those
    /// @param refusals      how many settings the strategy refused, by its message: values that a parameter does not take
    /// @param branches      how many runs were made
    /// @param vocabulary    the largest vocabulary, in tokens, of the settings run to their end
    /// @param horizon       the longest output, in tokens
    /// @param values        the values that parameters were given
    /// @param leftOut       defaults of parameters that are too large to be checked with
    /// @param stoppedEarly  whether the limit of branches ended the check before all settings were run
    public record Coverage(int planned, int settings, int incomplete, double missing, Map<String, Integer> refusals,
                           long branches, int vocabulary, int horizon, Map<String, List<Object>> values,
                           Map<String, Object> leftOut, boolean stoppedEarly) {}

    /// Whether every contract holds.
    public boolean held() {
        return findings.stream().allMatch(finding -> finding.verdict() == Verdict.HELD);
    }
}
