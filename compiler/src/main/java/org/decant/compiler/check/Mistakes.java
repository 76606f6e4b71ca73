package org.decant.compiler.check;

import java.util.List;
import org.decant.compiler.types.Type;
import org.decant.compiler.types.Types;

/// What people most often get wrong with types, and what they meant.
final class Mistakes {

    private Mistakes() {
    }

    /// What to do where a `wanted` is needed and a `found` stands; null where nothing useful can be said.
    static String hint(Type wanted, Type found) {
        Type to = wanted.resolved();
        Type from = found.resolved();
        if (from instanceof Type.Nullable nullable) {
            return Conversions.possible(nullable.base(), to)
                    ? "it may be null: test it with `if x != null { … }`, or give another value with `.or(…)`" : null;
        }
        if (to == Type.DIST && from == Type.LOGITS) {
            return "logits are unnormalised scores: normalise them with `softmax(…)`";
        }
        if (to == Type.DIST && from == Type.TENSOR) {
            return "make weights a distribution with `normalize(…)`, scores with `softmax(…)`";
        }
        if (to == Type.LOGITS && from == Type.DIST) {
            return "log-probabilities are logits: `log(…)`";
        }
        if ((to == Type.LOGITS || to == Type.DIST || to == Type.TENSOR) && Types.model(from)) {
            return "call the model at a context: `target(output)`";
        }
        if (to == Type.TOKEN && (from == Type.DIST || from == Type.LOGITS)) {
            return "draw a token with `sample(…)` or take the most likely with `argmax(…)`";
        }
        if (to == Type.INT && from == Type.FLOAT) {
            return "round it with `floor(…)`, `ceil(…)` or `round(…)`";
        }
        if ((to == Type.TOKEN || tokens(to)) && from == Type.TEXT) {
            return "turn text into tokens with `model.encode(text)`";
        }
        if (to == Type.CONTEXT && from == Type.TEXT) {
            return "turn text into a context with `model.context(text)`";
        }
        if (to == Type.TEXT && (from == Type.TOKEN || tokens(from) || from == Type.CONTEXT)) {
            return "its text is `text(…)`";
        }
        if (to == Type.TEXT) {
            return "show a value as text with `text(…)`";
        }
        if (to == Type.CONTEXT && tokens(from)) {
            return "append tokens to a context: `output + tokens`";
        }
        if (to == Type.BOOL && from == Type.INT) {
            return "compare it: `x != 0`";
        }
        if (to instanceof Type.ListType list && Conversions.possible(from, list.element())) {
            return "put it in a list: `[…]`";
        }
        if (to == Type.MASKED_MODEL && from == Type.MODEL) {
            return "views of a model fill no canvases: transform the logits that the model itself gives for the holes";
        }
        if (to == Type.MODEL && from == Type.LOGITS) {
            return "give the model itself, not a call of it";
        }
        if (to == Type.CONSTRAINT && from == Type.TEXT) {
            return "make a constraint of it: `regex(…)` for a pattern, `words([…])` for the text itself";
        }
        if (to == Type.STRATEGY && Types.model(from)) {
            return "give a strategy by its name";
        }
        return null;
    }

    private static boolean tokens(Type type) {
        return type instanceof Type.ListType list && list.element().resolved() == Type.TOKEN;
    }

    /// What to say of a builtin function that takes no such arguments; null where only the list of what it takes helps.
    static String builtinHint(String name, List<Type> arguments) {
        Type first = arguments.isEmpty() ? Type.NOTHING : arguments.getFirst().resolved();
        if ((name.equals("softmax") || name.equals("log_softmax")) && first == Type.DIST) {
            return "a Dist is normalised already: leave `" + name + "` out"
                    + (name.equals("log_softmax") ? ", or take `log(…)` of it" : "");
        }
        if (name.equals("sample") && first == Type.LOGITS) {
            return "logits are unnormalised scores: draw from `softmax(…)` of them";
        }
        if (Types.model(first) && !name.equals("mix")) {
            return "call the model at a context first: `target(output)`";
        }
        if (first instanceof Type.Nullable) {
            return "it may be null: test it with `if x != null { … }`, or give another value with `.or(…)`";
        }
        return null;
    }
}
