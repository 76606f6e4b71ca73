package org.decant.runtime.distribution;

import java.util.Map;
import java.util.stream.Collectors;
import org.decant.runtime.context.Context;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Adds a number to the scores of some tokens. Minus infinity excludes a token; a user who excludes every token gets an
/// error where a distribution is made of the scores.
public record LogitBias(Map<Token, Double> bias) implements Transform {

    public LogitBias {
        bias = Map.copyOf(bias);
        for (Map.Entry<Token, Double> entry : bias.entrySet()) {
            Parameter.check(entry.getValue() < Double.POSITIVE_INFINITY, "logit_bias",
                    "bias of `" + entry.getKey().text() + "`", entry.getValue(), "a finite number or minus infinity");
        }
    }

    /// @param bias finite numbers or minus infinity, by token
    public static LogitBias of(Map<Token, Double> bias) {
        return new LogitBias(bias);
    }

    @Override
    public void apply(double[] scores, Context context) {
        bias.forEach((token, value) -> scores[token.id()] += value);
    }

    @Override
    public void checkVocabulary(Vocabulary vocabulary) {
        Parameter.checkTokens("logit_bias", bias.keySet(), vocabulary);
    }

    /// The tokens in order of their ids.
    @Override
    public String describe() {
        return bias.entrySet().stream()
                .sorted((a, b) -> Integer.compare(a.getKey().id(), b.getKey().id()))
                .map(entry -> "`" + entry.getKey().text() + "`: " + entry.getValue())
                .collect(Collectors.joining(", ", "logit_bias({", "})"));
    }
}
