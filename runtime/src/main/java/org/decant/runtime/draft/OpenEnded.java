package org.decant.runtime.draft;

import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.random.Draws;

/// Another rule, but where a path is accepted to its end, nothing is added to it and its leaf is not scored: what follows
/// is drafted already, or will be. Each token is accepted and corrected as by the other rule, so that what holds for the
/// distribution of its output holds here too.
public record OpenEnded(Rule rule) implements Rule {

    public OpenEnded {
        if (!(rule instanceof Exact || rule instanceof Rejection || rule instanceof KSeq)) {
            throw new DecantException("`open_ended` takes `exact`, `rejection` or `k_seq`, this is " + rule.describe(),
                    "leave `open_ended` out, or verify by one of them");
        }
    }

    @Override
    public boolean scoresLeaves() {
        return false;
    }

    @Override
    public Verified walk(TreeScores target, Draws draws) {
        return rule.walk(target, draws);
    }

    @Override
    public String describe() {
        return "open_ended(" + rule.describe() + ")";
    }
}
