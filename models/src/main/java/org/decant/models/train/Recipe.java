package org.decant.models.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.decant.models.tokenizer.LearntVocabulary;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.model.llama.LlamaShape;

/// How a built-in model looks and is trained.
///
/// @param name         of the model
/// @param shape        its sizes
/// @param objective    what it learns to predict
/// @param passTokens   tokens of a pass of one thread
/// @param passes       passes of a step
/// @param rate         the largest step size
/// @param decay        the part of a matrix that a step of rate 1 takes away
/// @param exit         the number of layers behind which it learns to predict too; 0 for none
/// @param exitWeight   what the loss behind these counts
/// @param layerDropout how often the last layer is left out; the others less, the first never
/// @param promptWeight what a token of a prompt counts, beside 1 for one of an answer: prompts are drawn at random, so
///                     that little can be learnt of most of their tokens
/// @param teacherShare the part of the loss that is the distance from a teacher's distribution
record Recipe(String name, LlamaShape shape, Objective objective, int passTokens, int passes, double rate, double decay,
        int exit, double exitWeight, double layerDropout, double promptWeight, double teacherShare) {
    private static final int WINDOW = 512;
    private static final int VOCABULARY = 2048;
    private static final int SMALL_VOCABULARY = 512;
    private static final String MASK_TEXT = "<|mask|>";
    static final double PROMPT_WEIGHT = 0.2;
    private static final float EPSILON = 1e-5f;

    static final List<String> NAMES = List.of("target", "drafter", "drafter-bytes", "masked");

    /// The recipe of a model over `vocabulary` tokens.
    ///
    /// @throws DecantException where there is no such model
    static Recipe named(String name, int vocabulary) {
        return switch (name) {
            case "target" -> new Recipe(name, shape(192, 6, 6, 2, 512, vocabulary), new Objective.NextToken(), 1024, 2,
                    2e-3, 0.1, 3, 0.3, 0.1, PROMPT_WEIGHT, 0);
            case "drafter" -> new Recipe(name, shape(64, 5, 2, 1, 192, vocabulary), new Objective.NextToken(), 1024, 4,
                    5e-3, 0.05, 0, 0, 0, PROMPT_WEIGHT, 0.8);
            case "drafter-bytes" -> new Recipe(name, shape(96, 3, 3, 1, 256, vocabulary), new Objective.NextToken(),
                    1024, 4, 5e-3, 0.05, 0, 0, 0, PROMPT_WEIGHT, 0);
            case "masked" -> new Recipe(name, shape(128, 4, 4, 4, 352, vocabulary),
                    new Objective.HiddenTokens(vocabulary - 1), 1024, 2, 3e-3, 0.05, 0, 0, 0, 1, 0);
            default -> {
                String near = NearestName.hint(name, NAMES);
                throw new DecantException("there is no built-in model `" + name + "`",
                        near != null ? near : "the models are " + String.join(", ", NAMES));
            }
        };
    }

    /// The number of tokens of a model that is trained without a teacher.
    static int vocabularySize(String name) {
        return name.equals("drafter-bytes") ? SMALL_VOCABULARY : VOCABULARY;
    }

    /// The vocabulary of a model that is trained without a teacher. Where tokens are hidden, the last one stands for
    /// them.
    static LearntVocabulary vocabulary(String name, Material material) {
        int size = vocabularySize(name);
        if (!(named(name, size).objective() instanceof Objective.HiddenTokens)) {
            return material.vocabulary(size);
        }
        LearntVocabulary learnt = material.vocabulary(size - 1);
        List<String> tokens = new ArrayList<>(learnt.tokens());
        tokens.add(MASK_TEXT);
        return new LearntVocabulary(List.copyOf(tokens), learnt.merges());
    }

    private static LlamaShape shape(int width, int layers, int heads, int keyHeads, int feedForward, int vocabulary) {
        return new LlamaShape(width, layers, heads, keyHeads, 32, feedForward, vocabulary, WINDOW, EPSILON);
    }

    /// What must be the same for a training to go on.
    Map<String, String> settings() {
        return Map.ofEntries(Map.entry("model", name), Map.entry("width", "" + shape.width()),
                Map.entry("layers", "" + shape.layers()), Map.entry("heads", "" + shape.heads()),
                Map.entry("key heads", "" + shape.keyHeads()), Map.entry("feed-forward", "" + shape.feedForward()),
                Map.entry("vocabulary", "" + shape.vocabulary()), Map.entry("window", "" + shape.window()),
                Map.entry("tokens of a step", "" + passTokens * passes));
    }
}
