package org.decant.models.train;

import java.util.List;
import org.decant.models.tokenizer.LearntVocabulary;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Turns texts into the tokens that a model learns.
final class Encoding {
    private final LearntVocabulary learnt;
    private final Vocabulary vocabulary;

    Encoding(LearntVocabulary learnt) {
        this.learnt = learnt;
        this.vocabulary = learnt.vocabulary("vocabulary of " + learnt.size() + " tokens");
    }

    LearntVocabulary vocabulary() {
        return learnt;
    }

    /// The tokens of a text between the one that begins texts and the one that ends them.
    int[] document(String text) {
        List<Token> tokens = vocabulary.encode(text);
        int[] document = new int[tokens.size() + 2];
        document[0] = LearntVocabulary.END;
        for (int i = 0; i < tokens.size(); i++) {
            document[i + 1] = tokens.get(i).id();
        }
        document[tokens.size() + 1] = LearntVocabulary.END;
        return document;
    }
}
