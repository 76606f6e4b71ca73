package org.decant.contracts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.vocabulary.Token;

/// What a contract compares with, computed from a table's numbers alone.
final class Reference {

    private Reference() {
    }

    /// The probabilities of all outputs of at most `horizon` tokens, each token drawn from the model's distribution.
    static Map<List<Token>, Double> ancestral(ModelTable model, Setting setting) {
        Map<List<Token>, Double> all = new LinkedHashMap<>();
        List<Token> tokens = new ArrayList<>(setting.promptTokens());
        collect(model, setting, tokens, tokens.size(), 1, all);
        return all;
    }

    /// The probabilities of those outputs that `condition` holds possible, which keep their proportions under the model; none
    /// where the model holds all of them impossible.
    static Map<List<Token>, Double> given(ModelTable model, ModelTable condition, Setting setting) {
        Map<List<Token>, Double> possible = ancestral(model, setting);
        possible.keySet().removeIf(output -> !isPossible(output, condition, setting));
        double sum = possible.values().stream().mapToDouble(Double::doubleValue).sum();
        possible.replaceAll((output, mass) -> mass / sum);
        return possible;
    }

    private static boolean isPossible(List<Token> output, ModelTable condition, Setting setting) {
        List<Token> tokens = new ArrayList<>(setting.promptTokens());
        for (Token token : output) {
            if (condition.after(tokens)[token.id()] == 0) {
                return false;
            }
            tokens.add(token);
        }
        return true;
    }

    private static void collect(ModelTable model, Setting setting, List<Token> tokens, int start, double mass,
                                Map<List<Token>, Double> all) {
        if (tokens.size() - start == setting.horizon() || tokens.size() > start && tokens.getLast().isEnd()) {
            all.put(List.copyOf(tokens.subList(start, tokens.size())), mass);
            return;
        }
        double[] next = model.after(tokens);
        for (int id = 0; id < next.length; id++) {
            if (next[id] > 0) {
                tokens.add(setting.vocabulary().token(id));
                collect(model, setting, tokens, start, mass * next[id], all);
                tokens.removeLast();
            }
        }
    }

    /// The most likely token at each step, the one of the smallest id among equals.
    static List<Token> greedy(ModelTable model, Setting setting) {
        List<Token> tokens = new ArrayList<>(setting.promptTokens());
        int start = tokens.size();
        while (tokens.size() - start < setting.horizon() && (tokens.size() == start || !tokens.getLast().isEnd())) {
            double[] next = model.after(tokens);
            double sum = Arrays.stream(next).sum();
            int best = 0;
            for (int id = 1; id < next.length; id++) {
                // Compared as the model gives them, so that what it takes for equal is equal here too.
                best = Math.log(next[id] / sum) > Math.log(next[best] / sum) ? id : best;
            }
            tokens.add(setting.vocabulary().token(best));
        }
        return List.copyOf(tokens.subList(start, tokens.size()));
    }
}
