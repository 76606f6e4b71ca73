package org.decant.contracts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.model.table.TableShape;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// A small model written down: the next token's probabilities after each sequence of at most `order` last tokens. The last
/// token of the vocabulary ends an output.
///
/// @param size  the number of tokens, at least 2
/// @param order how many last tokens count
/// @param rows  probabilities by token id, each row for a sequence; see [#sequence]
public record ModelTable(int size, int order, List<double[]> rows) {

    public ModelTable {
        if (rows.size() != count(size, order)) {
            throw new IllegalArgumentException(rows.size() + " rows for " + count(size, order) + " sequences");
        }
    }

    /// The number of sequences of 0 to `order` tokens.
    static int count(int size, int order) {
        int count = 0;
        for (int length = 0, all = 1; length <= order; length++, all *= size) {
            count += all;
        }
        return count;
    }

    /// The ids of the sequence that a row is for, oldest token first: the empty one, then those of one token, of two, …
    public List<Integer> sequence(int row) {
        int length = 0;
        int first = 0;
        int all = 1;
        while (row - first >= all) {
            first += all;
            all *= size;
            length++;
        }
        List<Integer> ids = new ArrayList<>();
        for (int i = 0, rest = row - first; i < length; i++, rest /= size) {
            ids.addFirst(rest % size);
        }
        return ids;
    }

    /// The row of the longest sequence that `tokens` end with.
    public double[] after(List<Token> tokens) {
        int length = Math.min(order, tokens.size());
        int index = 0;
        int first = 0;
        int all = 1;
        for (int i = 0; i < length; i++) {
            first += all;
            all *= size;
            index = index * size + tokens.get(tokens.size() - length + i).id();
        }
        return rows.get(first + index);
    }

    /// A table with random rows of one shape.
    static ModelTable random(RandomGenerator random, Vocabulary vocabulary, int order, TableShape shape) {
        TableModel drawn = TableModel.random(random, vocabulary, order, shape);
        int size = vocabulary.size();
        ModelTable frame = new ModelTable(size, order, blank(size, order));
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < frame.rows.size(); i++) {
            Context context = Context.root(vocabulary);
            for (int id : frame.sequence(i)) {
                context = context.plus(vocabulary.token(id));
            }
            double[] row = new double[size];
            drawn.score(context, row);
            for (int id = 0; id < size; id++) {
                row[id] = Math.exp(row[id]);
            }
            rows.add(normalized(row));
        }
        return new ModelTable(size, order, rows);
    }

    private static List<double[]> blank(int size, int order) {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < count(size, order); i++) {
            rows.add(new double[size]);
        }
        return rows;
    }

    /// This table with some of each row's mass moved to that of another table of the same form.
    ModelTable mixed(ModelTable other, double share) {
        List<double[]> mixed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            double[] row = rows.get(i).clone();
            List<Integer> sequence = sequence(i);
            double[] foreign = other.rows.get(other.index(sequence));
            for (int id = 0; id < size; id++) {
                row[id] = (1 - share) * row[id] + share * foreign[id];
            }
            mixed.add(normalized(row));
        }
        return new ModelTable(size, order, mixed);
    }

    /// The row of the longest end of a sequence.
    private int index(List<Integer> sequence) {
        int length = Math.min(order, sequence.size());
        int first = 0;
        int all = 1;
        int index = 0;
        for (int i = 0; i < length; i++) {
            first += all;
            all *= size;
            index = index * size + sequence.get(sequence.size() - length + i);
        }
        return first + index;
    }

    /// A table with no token in common with this one, as far as there are tokens left.
    ModelTable disjoint() {
        List<double[]> others = new ArrayList<>();
        for (double[] row : rows) {
            double[] other = new double[size];
            double most = Arrays.stream(row).max().orElse(0);
            for (int id = 0; id < size; id++) {
                other[id] = row[id] == 0 ? 1 : 0;
            }
            if (Arrays.stream(other).sum() == 0) {
                for (int id = 0; id < size; id++) {
                    other[id] = row[id] < most ? 1 : 0;
                }
            }
            if (Arrays.stream(other).sum() == 0) {
                other[size - 1] = 1;
            }
            others.add(normalized(other));
        }
        return new ModelTable(size, order, others);
    }

    ModelTable withRow(int index, double[] row) {
        List<double[]> changed = new ArrayList<>(rows);
        changed.set(index, normalized(row.clone()));
        return new ModelTable(size, order, changed);
    }

    /// The table of fewer last tokens: rows of longer sequences are left out.
    ModelTable withOrder(int fewer) {
        return new ModelTable(size, fewer, List.copyOf(rows.subList(0, count(size, fewer))));
    }

    /// The table without the token before the end token.
    ModelTable withoutLastLetter() {
        ModelTable frame = new ModelTable(size - 1, order, blank(size - 1, order));
        List<double[]> fewer = new ArrayList<>();
        for (int i = 0; i < frame.rows.size(); i++) {
            // What was the last token but one is the end token now.
            List<Integer> sequence = frame.sequence(i).stream().map(id -> id == size - 2 ? size - 1 : id).toList();
            double[] row = rows.get(index(sequence));
            double[] shorter = Arrays.copyOf(row, size - 1);
            shorter[size - 2] = row[size - 1];
            if (Arrays.stream(shorter).sum() <= 0) {
                shorter[size - 2] = 1;
            }
            fewer.add(normalized(shorter));
        }
        return new ModelTable(size - 1, order, fewer);
    }

    static double[] normalized(double[] row) {
        double sum = Arrays.stream(row).sum();
        for (int i = 0; i < row.length; i++) {
            row[i] /= sum;
        }
        return row;
    }

    /// The model of this table; the vocabulary has `size` tokens.
    TableModel model(String name, Vocabulary vocabulary) {
        return TableModel.of(name, vocabulary, order, this::after);
    }

    boolean sameAs(ModelTable other) {
        if (size != other.size || order != other.order) {
            return false;
        }
        for (int i = 0; i < rows.size(); i++) {
            if (!Arrays.equals(rows.get(i), other.rows.get(i))) {
                return false;
            }
        }
        return true;
    }
}
