package org.decant.strategies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.Token;

/// Lookahead decoding as Fu et al., 2024, describe it, step by step over token ids, to count its steps.
final class LookaheadReference {
    private final TableModel model;
    private final int width;
    private final int ngram;
    private final int guesses;

    LookaheadReference(TableModel model, int width, int ngram, int guesses) {
        this.model = model;
        this.width = width;
        this.ngram = ngram;
        this.guesses = guesses;
    }

    /// How many steps greedy decoding of at most `horizon` tokens takes: each is one pass.
    int passes(String prompt, int horizon) {
        List<Integer> text = new ArrayList<>();
        Oracle.start(model, prompt).tokens().forEach(token -> text.add(token.id()));
        int end = text.size() + horizon;
        int[][] window = new int[ngram - 1][width];
        for (int row = 0; row < ngram - 1; row++) {
            for (int j = 0; j < width; j++) {
                window[row][j] = ((row + 1) * width + j) % model.vocabulary().size();
            }
        }
        Map<Integer, List<List<Integer>>> pool = new HashMap<>();
        int passes = 0;
        while (text.size() < end && !model.vocabulary().token(text.getLast()).isEnd()) {
            passes++;
            List<Integer> accepted = accepted(text, pool.getOrDefault(text.getLast(), List.of()));
            int[] fresh = new int[width];
            for (int j = 0; j < width; j++) {
                List<Integer> before = new ArrayList<>(text);
                for (int i = 0; i <= j; i++) {
                    before.add(window[0][i]);
                }
                for (int row = 1; row < window.length; row++) {
                    before.add(window[row][j]);
                }
                fresh[j] = greedy(before);
            }
            for (int j = 0; j < width; j++) {
                List<Integer> gram = new ArrayList<>();
                for (int row = 1; row < window.length; row++) {
                    gram.add(window[row][j]);
                }
                gram.add(fresh[j]);
                List<List<Integer>> known = pool.computeIfAbsent(window[0][j], ignored -> new ArrayList<>());
                known.remove(gram);
                known.add(gram);
                if (known.size() > 2 * guesses) {
                    known.removeFirst();
                }
            }
            System.arraycopy(window, 1, window, 0, window.length - 1);
            window[window.length - 1] = fresh;
            for (int token : accepted) {
                text.add(token);
                if (text.size() == end || model.vocabulary().token(token).isEnd()) {
                    break;
                }
            }
        }
        return passes;
    }

    /// The longest prefix of a guess, of the latest ones, that greedy decoding writes, and the token that it writes then.
    private List<Integer> accepted(List<Integer> text, List<List<Integer>> known) {
        List<Integer> written = new ArrayList<>();
        List<Integer> at = new ArrayList<>(text);
        List<List<Integer>> live = known.subList(Math.max(0, known.size() - guesses), known.size());
        while (true) {
            int next = greedy(at);
            at.add(next);
            written.add(next);
            int position = written.size() - 1;
            live = live.stream().filter(guess -> guess.size() > position && guess.get(position) == next).toList();
            if (live.isEmpty()) {
                return written;
            }
        }
    }

    private int greedy(List<Integer> text) {
        Context context = Context.root(model.vocabulary());
        for (int id : text) {
            Token token = model.vocabulary().token(id);
            context = context.plus(token);
        }
        double[] row = Oracle.probabilities(model, context);
        int best = 0;
        for (int id = 1; id < row.length; id++) {
            best = row[id] > row[best] ? id : best;
        }
        return best;
    }
}
