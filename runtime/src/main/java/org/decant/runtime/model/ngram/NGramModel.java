package org.decant.runtime.model.ngram;

import java.util.BitSet;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.run.Session;
import org.decant.runtime.vocabulary.BytePairTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;
import org.decant.runtime.vocabulary.WordTokenizer;

/// An n-gram model with interpolated modified Kneser-Ney smoothing, trained from a text when it is made.
///
/// The text's documents are separated by blank lines, and each ends with the vocabulary's end token. The empty context,
/// and a context that ends with an end token, stand at the beginning of a document. The scores are natural-log
/// probabilities: they sum to 1, and every token of the vocabulary has a finite one.
public final class NGramModel implements ForwardModel {
    private static final int LEAST_TOKENS = 20;
    private static final int LEAST_DISTINCT_TOKENS = 2;
    /// The most words of a vocabulary: each costs a number in every forward.
    private static final int MOST_WORDS = 1 << 16;

    private final String name;
    private final Vocabulary vocabulary;
    private final int order;
    private final int boundary;
    private final NGramTables tables;

    private NGramModel(String name, Vocabulary vocabulary, int order, int boundary, NGramTables tables) {
        this.name = name;
        this.vocabulary = vocabulary;
        this.order = order;
        this.boundary = boundary;
        this.tables = tables;
    }

    /// Trains a model in tokens of its own, made from the text as the options say.
    ///
    /// @throws DecantException where the text is too small to learn from
    public static NGramModel train(String name, String text, NGramOptions options) {
        Vocabulary vocabulary = switch (options.tokens()) {
            case WORD -> WordTokenizer.vocabulary(name, text, MOST_WORDS);
            case BYTE_PAIR -> BytePairTokenizer.vocabulary(name, text, options.merges());
        };
        return train(name, text, options, vocabulary);
    }

    /// Trains a model in the tokens of `vocabulary`, so that it can draft for a model that has them; the options'
    /// tokens and merges are not used.
    ///
    /// @throws DecantException where the text is too small to learn from, or has no tokens in the vocabulary
    public static NGramModel train(String name, String text, NGramOptions options, Vocabulary vocabulary) {
        int boundary = vocabulary.end() >= 0 ? vocabulary.end() : vocabulary.size();
        NGramCounts counts = new NGramCounts(options.order(), boundary, text.length() / 4);
        BitSet distinct = new BitSet();
        int tokens = 0;
        for (String document : Documents.of(text)) {
            int[] ids = ids(document, vocabulary);
            tokens += ids.length;
            for (int id : ids) {
                distinct.set(id);
            }
            counts.add(ids);
        }
        distinct.clear(boundary);
        if (tokens < LEAST_TOKENS || distinct.cardinality() < LEAST_DISTINCT_TOKENS) {
            throw new DecantException("the text of " + name + " has " + count(tokens, "token") + ", "
                    + distinct.cardinality() + " of them distinct: too few to learn from",
                    "give a text of at least " + LEAST_TOKENS + " tokens, better some thousand");
        }
        return new NGramModel(name, vocabulary, options.order(), boundary,
                new NGramTables(counts, options.order(), vocabulary.size(), options.discount()));
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static int[] ids(String document, Vocabulary vocabulary) {
        var tokens = vocabulary.encode(document);
        boolean ends = vocabulary.end() >= 0;
        int[] ids = new int[tokens.size() + (ends ? 1 : 0)];
        for (int i = 0; i < tokens.size(); i++) {
            ids[i] = tokens.get(i).id();
        }
        if (ends) {
            ids[ids.length - 1] = vocabulary.end();
        }
        return ids;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /// The longest n-gram: the model looks at one token less.
    public int order() {
        return order;
    }

    @Override
    public Passes open(Session session) {
        int[] path = new int[order];
        return pass -> {
            for (int i = 0; i < pass.size(); i++) {
                score(pass.context(i), path, pass.row(i));
            }
        };
    }

    /// Writes the next-token log-probabilities at `context` to `row`, which has one number per token. Unlike
    /// [Passes#run], may be called by several threads at once.
    public void score(Context context, double[] row) {
        score(context, new int[order], row);
    }

    private void score(Context context, int[] path, double[] row) {
        int depth = 0;
        int node = 0;
        Context at = context;
        while (depth < order - 1) {
            Token last = at.last();
            boolean outside = last == null || last.isEnd();
            node = tables.child(node, outside ? boundary : last.id());
            if (node < 0) {
                break;
            }
            path[depth++] = node;
            if (outside) {
                break;
            }
            at = at.parent();
        }
        tables.fill(path, depth, row);
    }
}
