package org.decant.runtime.model.llama;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufTensor;
import org.decant.runtime.model.gguf.TensorType;
import org.decant.runtime.vocabulary.ChatTemplate;
import org.decant.runtime.vocabulary.GgufVocabulary;

/// What a model file holds, without loading its weights.
///
/// @param file         its path
/// @param version      of the format
/// @param bytes        its size
/// @param name         what the file calls the model; empty where it does not
/// @param architecture such as `llama`
/// @param shape        the sizes
/// @param causal       whether tokens see only those before them; otherwise it is a masked model
/// @param parameters   elements of all tensors
/// @param types        the tensors of each type
/// @param tokens       the vocabulary
/// @param memory       what loading it takes
public record ModelDescription(String file, int version, long bytes, String name, String architecture,
        LlamaShape shape, boolean causal, long parameters, Map<TensorType, Stored> types, GgufVocabulary tokens,
        LlamaMemory memory) {

    /// The tensors of one type.
    ///
    /// @param tensors    how many there are
    /// @param parameters elements of them all
    /// @param bytes      in the file
    public record Stored(int tensors, long parameters, long bytes) {
        private Stored plus(Stored other) {
            return new Stored(tensors + other.tensors, parameters + other.parameters, bytes + other.bytes);
        }
    }

    /// @throws DecantException where the file is damaged, not of the Llama family, or quantised in a way that is not
    ///                         supported
    public static ModelDescription read(GgufFile file) {
        return read(file, null);
    }

    /// @param tokenizer see [LlamaModel.Options]
    public static ModelDescription read(GgufFile file, Path tokenizer) {
        Architecture architecture = Architecture.of(file);
        LlamaShape shape = LlamaShape.read(file, architecture);
        boolean causal = architecture.causal(file);
        Map<TensorType, Stored> types = new EnumMap<>(TensorType.class);
        long parameters = 0;
        for (GgufTensor tensor : file.tensors()) {
            LlamaLoader.checkType(file, tensor);
            parameters += tensor.elements();
            types.merge(tensor.type(), new Stored(1, tensor.elements(), tensor.data().byteSize()), Stored::plus);
        }
        return new ModelDescription(file.name(), file.version(), file.bytes(),
                file.metadata().text("general.name", ""), architecture.name(), shape, causal, parameters, types,
                GgufVocabulary.read(file, shape.vocabulary(), null, tokenizer), LlamaMemory.of(file, shape, CacheNumbers.F32,
                        causal ? Forward.BLOCK : MaskedLlamaModel.places(shape)));
    }

    /// The description as labels and texts, in the order in which to show them.
    public Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("file", file + ", " + LlamaMemory.text(bytes) + ", GGUF version " + version);
        if (!name.isEmpty()) {
            lines.put("name", name);
        }
        lines.put("architecture", architecture);
        lines.put("parameters", String.format(Locale.ROOT, parameters >= 1e9 ? "%.2f billion" : "%.1f million",
                parameters * (parameters >= 1e9 ? 1e-9 : 1e-6)));
        lines.put("layers", shape.layers() + ", width " + shape.width() + ", feed-forward " + shape.feedForward());
        lines.put("attention", shape.heads() + " heads of " + shape.headWidth() + ", " + shape.keyHeads()
                + " with keys" + (causal ? "" : ", to both sides"));
        lines.put("window", shape.window() + " tokens");
        List<String> kinds = new ArrayList<>();
        types.forEach((type, stored) -> kinds.add(stored.tensors() + " " + type + " ("
                + LlamaMemory.text(stored.bytes()) + ")"));
        lines.put("tensors", String.join(", ", kinds));
        lines.put("vocabulary", shape.vocabulary() + " tokens, " + tokens.kind());
        if (tokens.mask() >= 0) {
            lines.put("hidden tokens are", tokens.vocabulary().text(tokens.mask()));
        }
        lines.put("texts begin with", tokens.beginsTexts() ? beginning() : "no special token");
        lines.put("turns end with", ends().isEmpty() ? "no token" : String.join(", ", ends()));
        lines.put("chat template", tokens.chatTemplate() == null ? "none"
                : template() == null ? "in the file, of no known kind" : template().label());
        lines.put("memory", LlamaMemory.text(memory.weights()) + " for weights, " + LlamaMemory.text(memory.passes())
                + " for passes, " + LlamaMemory.text(1000 * memory.token()) + " for each 1000 tokens in the cache");
        return lines;
    }

    /// The token before every text, where [GgufVocabulary#beginsTexts].
    public String beginning() {
        return tokens.vocabulary().text(tokens.beginning());
    }

    /// The tokens that end a text or a turn.
    public List<String> ends() {
        return IntStream.range(0, tokens.vocabulary().size()).filter(tokens.vocabulary()::isEnd)
                .mapToObj(tokens.vocabulary()::text).toList();
    }

    /// All tokens that are never text.
    public List<String> specials() {
        return IntStream.range(0, tokens.vocabulary().size()).filter(tokens.vocabulary()::isSpecial)
                .mapToObj(tokens.vocabulary()::text).toList();
    }

    /// The known template that the file's own writes; null where there is none.
    public ChatTemplate template() {
        return ChatTemplate.of(tokens.chatTemplate());
    }
}
