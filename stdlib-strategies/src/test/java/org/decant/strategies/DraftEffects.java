package org.decant.strategies;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.decant.compiler.host.RunResult;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.run.ModelCost;

/// What drafting gives with the built-in n-gram models: the one of order 6 as the target, shorter ones as drafters.
final class DraftEffects {
    static final ForwardModel TARGET = Library.model("ngram:builtin", null);
    static final ForwardModel DRAFTER = Library.model("ngram:builtin?order=3", TARGET.vocabulary());
    static final ForwardModel CHEAPER = Library.model("ngram:builtin?order=2", TARGET.vocabulary());
    private static final String PROMPT = "It was on ";
    private static final int TOKENS = 250;

    private DraftEffects() {
    }

    /// What runs together cost.
    ///
    /// @param tokens        tokens written
    /// @param verifications how often a draft was verified
    /// @param passes        by the model's name
    record Effect(long tokens, long verifications, Map<String, Long> passes) {

        double tokensPerVerification() {
            return (double) tokens / verifications;
        }

        double tokensPerPass() {
            return (double) tokens / targetPasses();
        }

        long targetPasses() {
            return passes(TARGET);
        }

        long drafterPasses() {
            return passes(DRAFTER);
        }

        long passes(ForwardModel model) {
            return passes.getOrDefault(model.name(), 0L);
        }
    }

    /// At least 250 tokens, with the drafter of order 3.
    static Effect drafted(String strategy, Map<String, ?> arguments, long seed) {
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        all.putIfAbsent("drafter", DRAFTER);
        return alone(strategy, all, seed);
    }

    /// At least 250 tokens, of as many runs as it takes.
    static Effect alone(String strategy, Map<String, ?> arguments, long seed) {
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        all.putIfAbsent("target", TARGET);
        long tokens = 0;
        long verifications = 0;
        Map<String, Long> passes = new HashMap<>();
        for (int run = 0; tokens < TOKENS; run++) {
            RunResult result = Library.run(strategy, all, PROMPT, TOKENS, seed + run);
            tokens += result.tokens().size();
            verifications += result.drafts().verifications();
            for (ModelCost cost : result.models()) {
                passes.merge(cost.model(), cost.passes(), Long::sum);
            }
        }
        return new Effect(tokens, verifications, passes);
    }
}
