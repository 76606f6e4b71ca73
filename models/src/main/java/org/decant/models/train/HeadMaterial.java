package org.decant.models.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.decant.models.corpus.Document;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.Batcher;
import org.decant.runtime.model.Observation;
import org.decant.runtime.model.llama.LlamaModel;
import org.decant.runtime.run.Session;
import org.decant.runtime.tensor.Tensor;
import org.decant.runtime.vocabulary.Vocabulary;

/// Reads texts with a model and tells what its logits are made of at each place.
final class HeadMaterial {
    private final LlamaModel model;
    private final LongFunction<Document> documents;
    private final Encoding encoding;
    private long next;
    private Row row;
    private List<Tensor> states = List.of();
    private int place;

    /// @param documents by number from 0
    HeadMaterial(LlamaModel model, LongFunction<Document> documents) {
        this.model = model;
        this.documents = documents;
        Vocabulary vocabulary = model.vocabulary();
        int end = 0;
        while (end < vocabulary.size() - 1 && !vocabulary.isEnd(end)) {
            end++;
        }
        this.encoding = new Encoding(vocabulary, model.tokens().beginning(), end);
    }

    /// Fills a batch with the next places.
    void fill(HeadBatch batch) {
        batch.clear();
        while (true) {
            // The last place has the end behind it, and nothing behind that.
            for (; place < states.size(); place++) {
                if (!batch.add(states.get(place).values(), row, place)) {
                    return;
                }
            }
            read();
        }
    }

    private void read() {
        row = encoding.row(documents.apply(next++), Recipe.PROMPT_WEIGHT);
        place = 0;
        Vocabulary vocabulary = model.vocabulary();
        Session session = new Session();
        Batcher batcher = session.bind(model);
        List<Context> contexts = new ArrayList<>();
        Context context = session.root(vocabulary);
        contexts.add(context);
        for (int i = 1; i < Math.min(row.length() - 1, model.window()); i++) {
            context = context.plus(vocabulary.token(row.tokens()[i]));
            contexts.add(context);
        }
        states = batcher.observe(contexts, new Observation.FinalState());
    }
}
