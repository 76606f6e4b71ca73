package org.decant.contracts;

import java.util.List;
import java.util.Map;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.host.RunRequest;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.exact.Enumeration;
import org.decant.runtime.random.Draws;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.Token;

/// The exact distribution of what a strategy writes in one setting.
///
/// @param distribution the probability of each output, an end token included
/// @param branches     how many runs were made
/// @param missing      the probability of runs that were not followed to their end because of the limit of branches
/// @param endless      the probability of runs that do not end
public record ExactRun(Map<List<Token>, Double> distribution, long branches, double missing, double endless) {

    /// A run that takes longer than this with a few tokens to write is held for one that does not end.
    static final long PATIENCE_SECONDS = 5;

    /// Runs `strategy` along all of its random choices.
    ///
    /// @throws org.decant.runtime.diagnostic.DecantException where a run fails, or draws what cannot be enumerated
    static ExactRun of(LoadedStrategy strategy, Setting setting, long branchLimit) {
        return of(strategy, setting.runArguments(), setting.promptText(), setting.horizon(), branchLimit);
    }

    /// The same with arguments of any form.
    static ExactRun of(LoadedStrategy strategy, Map<String, Object> given, String prompt, int horizon, long branchLimit) {
        Session session = new Session();
        session.runBranchesInTurn();
        Map<String, Object> arguments = strategy.prepare(given, session);
        try (Patience patience = new Patience(PATIENCE_SECONDS)) {
            Enumeration.Result<List<Token>> result = Enumeration.of(draws ->
                    run(strategy, arguments, prompt, horizon, draws, session, patience), branchLimit);
            return new ExactRun(result.distribution(), result.branches(), result.missing(), result.endless());
        } catch (EndlessRunException endless) {
            return new ExactRun(Map.of(), 1, 0, 1);
        }
    }

    static List<Token> run(LoadedStrategy strategy, Map<String, ?> arguments, String prompt, int horizon, Draws draws,
                           Session session, Patience patience) {
        RunRequest.Builder request = RunRequest.builder().prompt(prompt).maxTokens(horizon).draws(draws).session(session);
        arguments.forEach(request::argument);
        RunResult result = patience.run(strategy, request.build());
        if (result.interrupted()) {
            throw new EndlessRunException();
        }
        return result.tokens();
    }

    /// A run was given up.
    static final class EndlessRunException extends RuntimeException {
        private static final long serialVersionUID = 1;

        EndlessRunException() {
            super("the run did not end", null, false, false);
        }
    }
}
