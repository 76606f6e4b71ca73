package org.decant.runtime.vocabulary;

import java.util.ServiceLoader;
import org.decant.runtime.diagnostic.DecantException;

/// Reads `tokenizer.json` files: a service, since what reads them is native code that not every program wants.
public interface JsonTokenizers {

    /// The tokenizer that a `tokenizer.json` describes. Names of control tokens in a text are plain text to it, and it adds no
    /// tokens to a text.
    ///
    /// @param name how messages call the file
    /// @throws DecantException where the text is no such file
    Tokenizer read(String name, String json);

    /// Reads through the service that the class path offers.
    ///
    /// @param size the tokens that the model has
    /// @throws DecantException where there is none, or the text is no such file
    static Tokenizer open(String name, String json, int size) {
        JsonTokenizers service = ServiceLoader.load(JsonTokenizers.class, JsonTokenizers.class.getClassLoader()).findFirst()
                .orElseThrow(() -> new DecantException("nothing here reads the tokenizer " + name,
                        "add the module decant-tokenizers to the class path"));
        Tokenizer tokenizer = service.read(name, json);
        return text -> {
            int[] ids = tokenizer.encode(text);
            for (int id : ids) {
                if (id < 0 || id >= size) {
                    throw new DecantException("the tokenizer " + name + " gives the token " + id + ", the model has " + size,
                            "give the tokenizer.json that came with the model");
                }
            }
            return ids;
        };
    }
}
