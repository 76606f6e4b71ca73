package org.decant.strategies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.decant.models.task.TaskExample;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.Model;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.run.Session;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Calculations that are said aloud, as a noisy recording has them, and the trained target, which has read the question, as a
/// model of what is said.
final class Recordings {
    static final String LABELS = "0123456789+-*/=.";
    private static final Vocabulary SAID = SymbolTokenizer.vocabulary("said",
            (LABELS + "$").chars().mapToObj(Character::toString).toList(), "$");
    private static final double SIGNAL = 4;
    private static final double NOISE = 2;

    private Recordings() {
    }

    /// The first calculation of an answer, without blanks.
    static String said(TaskExample item) {
        String answer = item.references().getFirst();
        return answer.substring(0, answer.indexOf('.') + 1).replace(" ", "");
    }

    /// Scores of frames: the label that is said, and noise.
    ///
    /// @param columns what is said in each frame: 0 for the blank, otherwise the label's place from 1
    static Tensor noisy(List<Integer> columns, Random random) {
        int width = LABELS.length() + 1;
        double[] scores = new double[columns.size() * width];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = NOISE * random.nextGaussian() + (columns.get(i / width) == i % width ? SIGNAL : 0);
        }
        return Tensor.of(new int[] {columns.size(), width}, scores);
    }

    static int column(char label) {
        return LABELS.indexOf(label) + 1;
    }

    /// The target's probabilities of what is said next in answer to a question.
    static ForwardModel target(String question) {
        Session session = new Session();
        Model target = session.bind(BuiltinDrafts.TARGET);
        Vocabulary vocabulary = target.vocabulary();
        Context start = Context.root(vocabulary).plus(vocabulary.encode(question));
        List<Integer> tokens = new ArrayList<>();
        for (char label : LABELS.toCharArray()) {
            tokens.add(vocabulary.encode("+-*/=".indexOf(label) < 0 ? "" + label : " " + label).getFirst().id());
        }
        return TableModel.of("builtin:target", SAID, so -> {
            String text = so.stream().map(Token::text).collect(Collectors.joining());
            String written = " " + text.replaceAll("[-+*/=]", " $0 ").replace(".", ". ");
            double[] scores = target.logits(start.plus(vocabulary.encode(written))).values();
            double[] row = new double[SAID.size()];
            for (int label = 0; label < LABELS.length(); label++) {
                row[label] = Math.exp(scores[tokens.get(label)]);
            }
            double sum = Arrays.stream(row).sum();
            return Arrays.stream(row).map(weight -> weight / sum).toArray();
        });
    }

    /// How many labels have to be changed, put in or left out.
    static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[other.length()];
    }
}
