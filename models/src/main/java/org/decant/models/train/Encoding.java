package org.decant.models.train;

import java.util.Arrays;
import java.util.List;
import org.decant.models.corpus.Document;
import org.decant.models.tokenizer.LearntVocabulary;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// Turns texts into the tokens that a model learns.
///
/// @param beginning the token before every text
/// @param end       the token behind it
record Encoding(Vocabulary vocabulary, int beginning, int end) {

    /// Texts begin and end with the same token.
    static Encoding of(LearntVocabulary learnt) {
        return new Encoding(learnt.vocabulary("vocabulary of " + learnt.size() + " tokens"), LearntVocabulary.END,
                LearntVocabulary.END);
    }

    /// The tokens of a document between the one that begins texts and the one that ends them.
    ///
    /// @param promptWeight what the tokens of the prompt count; the others count 1
    Row row(Document document, double promptWeight) {
        List<Token> encoded = vocabulary.encode(document.text());
        int[] tokens = new int[encoded.size() + 2];
        tokens[0] = beginning;
        for (int i = 0; i < encoded.size(); i++) {
            tokens[i + 1] = encoded.get(i).id();
        }
        tokens[encoded.size() + 1] = end;
        Row row = Row.even(tokens);
        int prompt = document.prompt().isEmpty() ? 0 : vocabulary.encode(document.prompt()).size();
        Arrays.fill(row.weights(), 0, Math.min(prompt + 1, tokens.length), (float) promptWeight);
        return row;
    }
}
