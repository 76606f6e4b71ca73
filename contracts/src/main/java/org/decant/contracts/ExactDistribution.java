package org.decant.contracts;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.runtime.vocabulary.Token;

/// The exact distribution of what a strategy writes on given models.
///
/// @param probabilities by output, the likeliest first
/// @param branches      how many runs were made
/// @param missing       the probability of runs that were not followed to their end because of the limit of branches
/// @param endless       the probability of runs that do not end
public record ExactDistribution(Map<List<Token>, Double> probabilities, long branches, double missing, double endless) {

    /// Enumerates all random choices of `strategy`.
    ///
    /// @param arguments   as [org.decant.compiler.host.RunRequest] takes them
    /// @param maxTokens   how many tokens an output has at most
    /// @param branchLimit how many runs to make at most
    /// @throws org.decant.runtime.diagnostic.DecantException where an argument is wrong, a run fails, or it draws what cannot
    ///                                                       be enumerated
    public static ExactDistribution of(LoadedStrategy strategy, Map<String, Object> arguments, String prompt, int maxTokens,
                                       long branchLimit) {
        ExactRun run = ExactRun.of(strategy, arguments, prompt, maxTokens, branchLimit);
        Map<List<Token>, Double> sorted = new LinkedHashMap<>();
        run.distribution().entrySet().stream()
                .sorted(Map.Entry.<List<Token>, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(entry -> OutputText.of(entry.getKey())))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return new ExactDistribution(sorted, run.branches(), run.missing(), run.endless());
    }
}
