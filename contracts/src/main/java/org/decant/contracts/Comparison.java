package org.decant.contracts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.compiler.typed.Routine.Contract;
import org.decant.runtime.vocabulary.Token;

/// How far a strategy's output is from what a contract says, in one setting.
///
/// @param expected  the distribution that the contract asks for; null where it asks for none
/// @param run       the strategy's own
/// @param deviation `lossless`, `greedy`: at least this total variation distance; `terminates`: the probability of not ending
/// @param holds     whether the deviation is within what the contract allows
public record Comparison(Map<List<Token>, Double> expected, ExactRun run, double deviation, boolean holds) {

    /// Distances below this are rounding.
    public static final double EXACT = 1e-9;

    static Comparison of(Contract contract, Setting setting, ExactRun run) {
        return switch (contract.kind()) {
            case LOSSLESS -> compare(contract.condition() == null
                    ? Reference.ancestral(model(contract.parameter(), setting), setting)
                    : Reference.given(model(contract.parameter(), setting), model(contract.condition(), setting), setting),
                    run, contract.within());
            case GREEDY -> compare(Map.of(Reference.greedy(model(contract.parameter(), setting), setting), 1.0), run, contract.within());
            case TERMINATES -> new Comparison(null, run, run.endless(), run.endless() <= EXACT);
        };
    }

    private static ModelTable model(String parameter, Setting setting) {
        return (ModelTable) setting.arguments().get(parameter);
    }

    private static Comparison compare(Map<List<Token>, Double> expected, ExactRun run, double within) {
        double deviation = excess(run.distribution(), expected);
        if (run.missing() == 0) {
            // With all runs followed, mass that no run has (of those without an end, too) is missing mass.
            deviation = Math.max(deviation, excess(expected, run.distribution()));
        }
        return new Comparison(expected, run, deviation, deviation <= within + EXACT);
    }

    /// How much mass is above the other's; for two whole distributions, the total variation distance.
    private static double excess(Map<List<Token>, Double> one, Map<List<Token>, Double> other) {
        double sum = 0;
        for (Map.Entry<List<Token>, Double> entry : one.entrySet()) {
            sum += Math.max(0, entry.getValue() - other.getOrDefault(entry.getKey(), 0.0));
        }
        return sum;
    }

    /// The beginning of an output that the strategy gives too often, by the largest difference, the shortest of several;
    /// null where there is none.
    List<Token> worst() {
        if (expected == null) {
            return null;
        }
        Map<List<Token>, Double> difference = new LinkedHashMap<>();
        run.distribution().forEach((tokens, mass) -> beginnings(tokens, mass, difference));
        expected.forEach((tokens, mass) -> beginnings(tokens, -mass, difference));
        List<Token> worst = null;
        double most = EXACT;
        for (Map.Entry<List<Token>, Double> entry : difference.entrySet()) {
            double mass = entry.getValue();
            if (mass > most + EXACT || worst != null && mass > most - EXACT && entry.getKey().size() < worst.size()) {
                worst = entry.getKey();
                most = mass;
            }
        }
        return worst;
    }

    private static void beginnings(List<Token> tokens, double mass, Map<List<Token>, Double> difference) {
        for (int length = 1; length <= tokens.size(); length++) {
            difference.merge(List.copyOf(tokens.subList(0, length)), mass, Double::sum);
        }
    }
}
