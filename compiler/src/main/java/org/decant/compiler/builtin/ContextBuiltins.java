package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.context;
import static org.decant.compiler.builtin.Arguments.dist;
import static org.decant.compiler.builtin.Arguments.list;
import static org.decant.compiler.builtin.Arguments.notNegative;

import org.decant.runtime.context.Context;
import org.decant.runtime.context.Mixture;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.distribution.Dist;
import org.decant.runtime.vocabulary.Token;

/// Tokens and contexts, and the state of the output.
final class ContextBuiltins {

    private ContextBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Tokens and contexts");
        table.add("Token.text -> Text", "The token's text, a special token's name too.", (run, a) -> ((Token) a[0]).text());
        table.add("Token.id -> Int", "The token's number in its vocabulary.", (run, a) -> (long) ((Token) a[0]).id());
        table.add("Token.ends -> Bool", "Whether it is an end token.", (run, a) -> ((Token) a[0]).isEnd());
        table.add("operator_add(context: Context, token: Token) -> Context", "The context followed by a token.",
                (run, a) -> context(a[0]).plus((Token) a[1]));
        table.add("operator_add(context: Context, tokens: Tokens) -> Context", "The context followed by tokens.",
                (run, a) -> context(a[0]).plus(Arguments.<Token>list(a[1])));
        table.add("operator_add(context: Context, mixture: Dist) -> Context",
                "The context followed by a mixture of tokens in the place of one: a model that takes mixtures reads the sum of "
                        + "their embeddings by the probabilities; tokens and text show the likeliest of them.",
                (run, a) -> context(a[0]).plus(Mixture.of(dist(a[1]).vocabulary(), dist(a[1]).probabilities())));
        table.add("Context.mixture -> Dist?", "The mixture in the place of the last token; null where a token stands there.",
                (run, a) -> {
                    Mixture mixture = context(a[0]).mixture();
                    return mixture == null ? null : Dist.ofWeights(mixture.vocabulary(), mixture.toArray());
                });
        table.add("Context.length -> Int", "The number of tokens.", (run, a) -> (long) context(a[0]).length());
        table.add("Context.tokens -> Tokens", "The tokens.", (run, a) -> context(a[0]).tokens());
        table.add("Context.empty -> Bool", "Whether there are no tokens.", (run, a) -> context(a[0]).length() == 0);
        table.add("Context.nonempty -> Bool", "Whether there are tokens.", (run, a) -> context(a[0]).length() > 0);
        table.add("Context.last -> Token", "The last token; an error for the empty context.",
                (run, a) -> notEmpty(context(a[0])).last());
        table.add("Context.parent -> Context", "The context without its last token; an error for the empty context.",
                (run, a) -> notEmpty(context(a[0])).parent());
        table.add("Context.ended -> Bool", "Whether the last token is an end token.", (run, a) -> context(a[0]).ended());
        table.add("Context.since(start: Context) -> Tokens", "The tokens after `start`, which this context must begin with.",
                (run, a) -> context(a[0]).since(context(a[1])));
        table.add("Context.take_last(count: Int) -> Tokens", "The last tokens, at most `count`.",
                (run, a) -> context(a[0]).lastTokens(notNegative("count", a[1])));
        table.add("Context.prefix(size: Int) -> Context", "The context of the first `size` tokens; all of it if it is shorter.",
                (run, a) -> context(a[0]).prefix(notNegative("size", a[1])));
        table.add("Context.prefixes -> List<Context>",
                "The contexts that it grew through: of its first token, of its first two, …, the last of them complete.",
                (run, a) -> context(a[0]).path(0));
        table.add("Context.starts_with(start: Context) -> Bool", "Whether this context begins with another.",
                (run, a) -> context(a[0]).startsWith(context(a[1])));
        table.add("Context.chain(tokens: Tokens) -> List<Context>",
                "The contexts that the tokens lead through one after another, the last of them complete.",
                (run, a) -> context(a[0]).plus(Arguments.<Token>list(a[1])).path(context(a[0]).length()));
        table.section("The output");
        table.add("prompt -> Context", "The context that this strategy or branch started from.",
                (run, a) -> run.output().start());
        table.add("written -> Tokens", "The tokens that this strategy or branch has written.",
                (run, a) -> run.output().written());
        table.add("finished -> Bool", "Whether the output takes no more tokens.", (run, a) -> run.output().finished());
        table.add("remaining -> Int", "How many more tokens the output takes.", (run, a) -> (long) run.output().remaining());
    }

    private static Context notEmpty(Context context) {
        if (context.length() == 0) {
            throw new DecantException("the context is empty", "test `.nonempty` first, or give a prompt");
        }
        return context;
    }
}
