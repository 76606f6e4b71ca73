package org.decant.runtime.constraint;

import java.util.BitSet;
import java.util.Collection;
import java.util.function.Function;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Token;

/// The constraint that a function of the context makes, such as a block of a script: it gives the tokens that may follow, end
/// tokens among them where the output may end. It is asked once for each context and must depend on nothing else.
///
/// @param allowed from a context, the prompt included, to the tokens that may follow it
public record FunctionConstraint(Function<Context, ? extends Collection<Token>> allowed) implements Constraint {

    @Override
    public State start(Context at) {
        return new At(at);
    }

    private final class At implements State {
        private final Context context;
        private volatile BitSet tokens;

        At(Context context) {
            this.context = context;
        }

        @Override
        public BitSet allowed() {
            BitSet known = tokens;
            if (known == null) {
                known = new BitSet();
                for (Token token : allowed.apply(context)) {
                    if (token.vocabulary() != context.vocabulary()) {
                        throw new DecantException("the constraint's function gave the token `" + token.text()
                                + "` of the vocabulary " + token.vocabulary().name() + ", the context is of "
                                + context.vocabulary().name(), "give tokens of the context's model");
                    }
                    known.set(token.id());
                }
                tokens = known;
            }
            return known;
        }

        @Override
        public State next(Token token) {
            return allowed().get(token.id()) ? new At(context.plus(token)) : null;
        }

        @Override
        public boolean accepts() {
            return allowed().stream().anyMatch(context.vocabulary()::isEnd);
        }
    }

    @Override
    public String toString() {
        return "constraint {…}";
    }
}
