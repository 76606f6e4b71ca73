package org.decant.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.typed.Routine.Contract;
import org.decant.runtime.exact.Enumeration;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Token;

/// A small setting in which a contract does not hold.
///
/// @param setting    the setting
/// @param comparison what the strategy does there, and what it should
/// @param found      the deviation in the setting that was found first, before it was shrunk
/// @param worst      the beginning of an output that comes too often; null where the run does not end
/// @param choices    the fewest random choices that lead to it
public record Counterexample(Setting setting, Comparison comparison, double found, List<Token> worst, List<Choice> choices) {
    private static final long TRACED_BRANCHES = 200_000;

    static Counterexample of(LoadedStrategy strategy, Contract contract, Setting setting, double found, long branchLimit) {
        Comparison comparison = Comparison.of(contract, setting, ExactRun.of(strategy, setting, branchLimit));
        List<Token> worst = comparison.worst();
        return new Counterexample(setting, comparison, found, worst,
                worst == null ? List.of() : shortest(strategy, setting, worst));
    }

    /// The choices of the run that makes the fewest until it has written `beginning`, the likeliest of several.
    private static List<Choice> shortest(LoadedStrategy strategy, Setting setting, List<Token> beginning) {
        Session session = new Session();
        session.runBranchesInTurn();
        Map<String, Object> arguments = strategy.prepare(setting.runArguments(), session);
        List<List<Choice>> best = new ArrayList<>();
        try (Patience patience = new Patience(ExactRun.PATIENCE_SECONDS)) {
            Enumeration.of(draws -> {
                TracedDraws traced = new TracedDraws(draws);
                List<Token> tokens = ExactRun.run(strategy, arguments, setting.promptText(), setting.horizon(), traced, session,
                        patience);
                if (startsWith(tokens, beginning) && (best.isEmpty() || better(traced.choices(), best.getFirst()))) {
                    best.clear();
                    best.add(List.copyOf(traced.choices()));
                }
                return true;
            }, TRACED_BRANCHES);
        } catch (ExactRun.EndlessRunException endless) {
            return List.of();
        }
        return best.isEmpty() ? List.of() : best.getFirst();
    }

    private static boolean better(List<Choice> one, List<Choice> other) {
        return one.size() < other.size() || one.size() == other.size() && mass(one) > mass(other);
    }

    private static double mass(List<Choice> choices) {
        return choices.stream().mapToDouble(Choice::probability).reduce(1, (a, b) -> a * b);
    }

    private static boolean startsWith(List<Token> tokens, List<Token> beginning) {
        return tokens.size() >= beginning.size() && tokens.subList(0, beginning.size()).equals(beginning);
    }
}
