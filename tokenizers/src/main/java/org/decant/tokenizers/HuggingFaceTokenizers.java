package org.decant.tokenizers;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.JsonTokenizers;
import org.decant.runtime.vocabulary.Tokenizer;

/// Reads `tokenizer.json` files with the library that defines them.
public final class HuggingFaceTokenizers implements JsonTokenizers {

    static {
        // The library would look for newer native code and tell its makers that it runs.
        System.setProperty("ai.djl.offline", "true");
    }

    @Override
    public Tokenizer read(String name, String json) {
        HuggingFaceTokenizer tokenizer;
        try {
            ObjectNode root = plain(name, json);
            tokenizer = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(new ObjectMapper().writeValueAsBytes(root)),
                    Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
        } catch (JsonProcessingException noJson) {
            throw fail(name, "it is no JSON: " + noJson.getOriginalMessage());
        } catch (IOException | RuntimeException failure) {
            throw failure instanceof DecantException said ? said : fail(name, failure.getMessage());
        } catch (LinkageError missing) {
            throw new DecantException("the tokenizer " + name + " needs native code that does not load here: "
                    + missing.getMessage(), "it is there for Linux, macOS on ARM and Windows");
        }
        return text -> Arrays.stream(tokenizer.encode(text, false, false).getIds()).mapToInt(Math::toIntExact).toArray();
    }

    /// The tokenizer without what would act on names of control tokens in a text, or add tokens to it.
    private static ObjectNode plain(String name, String json) throws JsonProcessingException {
        if (!(new ObjectMapper().readTree(json) instanceof ObjectNode root)) {
            throw fail(name, "it is no JSON object");
        }
        root.putNull("post_processor");
        root.putNull("truncation");
        root.putNull("padding");
        if (root.get("added_tokens") instanceof ArrayNode added) {
            ArrayNode kept = root.putArray("added_tokens");
            for (JsonNode token : added) {
                if (!token.path("special").asBoolean()) {
                    kept.add(token);
                }
            }
        }
        return root;
    }

    private static DecantException fail(String name, String message) {
        return new DecantException("the tokenizer " + name + " cannot be read: " + message,
                "give the tokenizer.json that came with the model");
    }
}
