package org.decant.runtime.model.llama;

import java.util.List;
import java.util.stream.Collectors;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.GgufFile;

/// What tells the members of the Llama family apart. A further one is one small class and its line in [#ALL].
interface Architecture {
    List<Architecture> ALL = List.of(new Llama(), new Qwen2(), new Qwen3());

    /// The value of `general.architecture`, and what the keys of its metadata begin with.
    String name();

    /// Whether rotary embeddings turn features 2i and 2i + 1 together, rather than i and i + half.
    boolean neighboursTurn();

    /// Whether queries, keys and values have biases. Where this is false they may have.
    boolean needsBiases();

    /// Whether each head of the queries and keys is normalised before it is turned.
    boolean normalisesHeads();

    /// Whether the tokens of a model file see only those before them.
    default boolean causal(GgufFile file) {
        return file.metadata().truth(name() + ".attention.causal", true);
    }

    /// The architecture of a model file.
    ///
    /// @throws DecantException where it is not of this family
    static Architecture of(GgufFile file) {
        String name = file.metadata().text("general.architecture");
        for (Architecture architecture : ALL) {
            if (architecture.name().equals(name)) {
                return architecture;
            }
        }
        throw new DecantException("the model file " + file.name() + " is of the architecture `" + name
                + "`, which is not supported", "supported are "
                + ALL.stream().map(Architecture::name).collect(Collectors.joining(", ")));
    }

    /// Llama 2 and 3, Mistral, TinyLlama (Touvron et al., 2023).
    record Llama() implements Architecture {
        @Override
        public String name() {
            return "llama";
        }

        @Override
        public boolean neighboursTurn() {
            return true;
        }

        @Override
        public boolean needsBiases() {
            return false;
        }

        @Override
        public boolean normalisesHeads() {
            return false;
        }
    }

    /// Qwen 2 and 2.5 (Yang et al., 2024).
    record Qwen2() implements Architecture {
        @Override
        public String name() {
            return "qwen2";
        }

        @Override
        public boolean neighboursTurn() {
            return false;
        }

        @Override
        public boolean needsBiases() {
            return true;
        }

        @Override
        public boolean normalisesHeads() {
            return false;
        }
    }

    /// Qwen 3 (Yang et al., 2025).
    record Qwen3() implements Architecture {
        @Override
        public String name() {
            return "qwen3";
        }

        @Override
        public boolean neighboursTurn() {
            return false;
        }

        @Override
        public boolean needsBiases() {
            return false;
        }

        @Override
        public boolean normalisesHeads() {
            return true;
        }
    }
}
