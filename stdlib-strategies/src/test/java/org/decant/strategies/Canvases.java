package org.decant.strategies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.Token;

/// What strategies that fill canvases are compared with: the distributions at holes by going through all fillings.
final class Canvases {
    private Canvases() {
    }

    /// The probabilities of all fillings of a canvas behind `start`, given its tokens.
    ///
    /// @param canvas token ids, -1 for holes
    static Map<List<Token>, Double> fillings(TableModel model, Context start, int... canvas) {
        Map<List<Token>, Double> all = new LinkedHashMap<>();
        collect(model, start, start, canvas, 1, all);
        double mass = all.values().stream().mapToDouble(Double::doubleValue).sum();
        all.replaceAll((tokens, probability) -> probability / mass);
        return all;
    }

    private static void collect(TableModel model, Context start, Context at, int[] canvas, double mass,
                                Map<List<Token>, Double> all) {
        int place = at.length() - start.length();
        if (place == canvas.length) {
            all.put(List.copyOf(at.since(start)), mass);
            return;
        }
        double[] next = Oracle.probabilities(model, at);
        for (int id = 0; id < next.length; id++) {
            if (next[id] > 0 && (canvas[place] < 0 || canvas[place] == id)) {
                collect(model, start, at.plus(at.vocabulary().token(id)), canvas, mass * next[id], all);
            }
        }
    }

    /// The distribution at each hole, by place.
    static Map<Integer, double[]> atHoles(TableModel model, Context start, int... canvas) {
        Map<Integer, double[]> holes = new HashMap<>();
        fillings(model, start, canvas).forEach((tokens, probability) -> {
            for (int place = 0; place < canvas.length; place++) {
                if (canvas[place] < 0) {
                    holes.computeIfAbsent(place, _ -> new double[model.vocabulary().size()])[tokens.get(place).id()] += probability;
                }
            }
        });
        return holes;
    }

    static int argmax(double[] probabilities) {
        int best = 0;
        for (int id = 1; id < probabilities.length; id++) {
            best = probabilities[id] > probabilities[best] + 1e-12 ? id : best;
        }
        return best;
    }

    static List<Token> tokens(TableModel model, int... ids) {
        List<Token> tokens = new ArrayList<>();
        for (int id : ids) {
            tokens.add(model.vocabulary().token(id));
        }
        return tokens;
    }
}
