package org.decant.runtime.vocabulary;

import java.util.List;

/// How chats are written for a model. The common ways are known by name; the Jinja text that a model file brings is only
/// looked at to tell which of them it is.
public enum ChatTemplate {
    /// Llama 3: headers and `<|eot_id|>`.
    LLAMA3("llama3", "<|start_header_id|>"),
    /// ChatML: `<|im_start|>` and `<|im_end|>`, as Qwen writes.
    CHATML("chatml", "<|im_start|>"),
    /// Zephyr and TinyLlama: `<|user|>` and the end token.
    ZEPHYR("zephyr", "<|user|>"),
    /// Llama 2: `[INST]`, the system's text in `<<SYS>>`.
    LLAMA2("llama2", "<<SYS>>"),
    /// Mistral: `[INST]`, the system's text before the user's.
    MISTRAL("mistral", "[INST]");

    private final String label;
    private final String mark;

    ChatTemplate(String label, String mark) {
        this.label = label;
        this.mark = mark;
    }

    /// One turn of a chat.
    ///
    /// @param role `system`, `user` or `assistant`
    public record Message(String role, String text) {}

    /// The name by which options call it.
    public String label() {
        return label;
    }

    /// The template of that name, null where there is none.
    public static ChatTemplate named(String name) {
        for (ChatTemplate template : values()) {
            if (template.label.equals(name)) {
                return template;
            }
        }
        return null;
    }

    /// The template that a file's Jinja text writes; null where the text is null or writes none of these.
    public static ChatTemplate of(String jinja) {
        if (jinja != null) {
            for (ChatTemplate template : values()) {
                if (jinja.contains(template.mark)) {
                    return template;
                }
            }
        }
        return null;
    }

    /// The tokens of a chat, up to where the assistant's answer begins. Names of control tokens in the messages are
    /// plain text. The token that begins texts is left to the model.
    public int[] encode(GgufVocabulary tokens, List<Message> messages) {
        IdList out = new IdList(256);
        String system = "";
        for (Message message : messages) {
            boolean assistant = message.role.equals("assistant");
            switch (this) {
                case LLAMA3 -> turn(tokens, out, "<|start_header_id|>" + message.role + "<|end_header_id|>\n\n",
                        message.text.strip(), "<|eot_id|>");
                case CHATML -> turn(tokens, out, "<|im_start|>" + message.role + "\n", message.text, "<|im_end|>\n");
                case ZEPHYR -> turn(tokens, out, "<|" + message.role + "|>\n", message.text, "</s>\n");
                case LLAMA2, MISTRAL -> {
                    if (message.role.equals("system")) {
                        system = this == LLAMA2 ? "<<SYS>>\n" + message.text + "\n<</SYS>>\n\n" : message.text + "\n\n";
                    } else if (assistant) {
                        turn(tokens, out, " ", message.text.strip(), "</s>");
                    } else {
                        turn(tokens, out, "[INST] ", system + message.text.strip(), " [/INST]");
                        system = "";
                    }
                }
            }
        }
        switch (this) {
            case LLAMA3 -> out.addAll(tokens.encodeWithControls("<|start_header_id|>assistant<|end_header_id|>\n\n"));
            case CHATML -> out.addAll(tokens.encodeWithControls("<|im_start|>assistant\n"));
            case ZEPHYR -> out.addAll(tokens.encodeWithControls("<|assistant|>\n"));
            case LLAMA2, MISTRAL -> {
                // the answer follows the last [/INST]
            }
        }
        return out.toArray();
    }

    private static void turn(GgufVocabulary tokens, IdList out, String before, String text, String after) {
        out.addAll(tokens.encodeWithControls(before));
        for (Token token : tokens.vocabulary().encode(text)) {
            out.add(token.id());
        }
        out.addAll(tokens.encodeWithControls(after));
    }
}
