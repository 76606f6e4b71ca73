package org.decant.runtime.model.llama;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
/// @param parameters   elements of all tensors
/// @param types        bytes of the tensors of each type
/// @param tokens       the vocabulary
/// @param memory       what loading it takes
public record ModelDescription(String file, int version, long bytes, String name, String architecture,
        LlamaShape shape, long parameters, Map<TensorType, Long> types, GgufVocabulary tokens, LlamaMemory memory) {

    /// @throws DecantException where the file is damaged or not of the Llama family
    public static ModelDescription read(GgufFile file) {
        Architecture architecture = Architecture.of(file);
        LlamaShape shape = LlamaShape.read(file, architecture);
        Map<TensorType, Long> types = new EnumMap<>(TensorType.class);
        long parameters = 0;
        for (GgufTensor tensor : file.tensors()) {
            parameters += tensor.elements();
            types.merge(tensor.type(), tensor.data().byteSize(), Long::sum);
        }
        return new ModelDescription(file.name(), file.version(), file.bytes(),
                file.metadata().text("general.name", ""), architecture.name(), shape, parameters, types,
                GgufVocabulary.read(file, shape.vocabulary(), null), LlamaMemory.of(file, shape, false));
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
                + " with keys");
        lines.put("window", shape.window() + " tokens");
        List<String> kinds = new ArrayList<>();
        types.forEach((type, size) -> kinds.add(type + " " + LlamaMemory.text(size)));
        lines.put("weights", String.join(", ", kinds));
        lines.put("vocabulary", shape.vocabulary() + " tokens, " + tokens.kind());
        lines.put("special tokens", specials());
        ChatTemplate template = ChatTemplate.of(tokens.chatTemplate());
        lines.put("chat template", tokens.chatTemplate() == null ? "none"
                : template == null ? "in the file, of no known kind" : template.label());
        lines.put("memory", LlamaMemory.text(memory.weights()) + " for weights, " + LlamaMemory.text(memory.passes())
                + " for passes, " + memory.token() / 1024 + " KB for each token in the cache");
        return lines;
    }

    private String specials() {
        List<String> texts = new ArrayList<>();
        if (tokens.beginsTexts()) {
            texts.add("begin " + tokens.vocabulary().text(tokens.beginning()));
        }
        for (int id = 0; id < tokens.vocabulary().size(); id++) {
            if (tokens.vocabulary().isEnd(id)) {
                texts.add("end " + tokens.vocabulary().text(id));
            }
        }
        return texts.isEmpty() ? "none" : String.join(", ", texts);
    }
}
