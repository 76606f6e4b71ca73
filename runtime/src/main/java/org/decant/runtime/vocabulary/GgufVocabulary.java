package org.decant.runtime.vocabulary;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.TextFile;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufMetadata;

/// The vocabulary of a model file, and what the file says about its use: the token that begins texts, those that end
/// them, the chat template.
public final class GgufVocabulary {
    private static final String PREFIX = "tokenizer.ggml.";
    /// A whole `tokenizer.json`, which few files bring.
    private static final String JSON = "tokenizer.huggingface.json";
    private static final int NORMAL = 1;
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;
    private static final int BYTE = 6;
    /// Control tokens that end an answer, by their names in the models that have them.
    private static final Set<String> END_NAMES = Set.of("<|eot_id|>", "<|eom_id|>", "<|im_end|>", "<|end_of_text|>",
            "<|endoftext|>", "</s>", "<|end|>", "<end_of_turn>");

    private final Vocabulary vocabulary;
    private final Tokenizer withControls;
    private final int beginning;
    private final boolean beginsTexts;
    private final int mask;
    private final String chatTemplate;
    private final String kind;

    private GgufVocabulary(Vocabulary vocabulary, Tokenizer withControls, int beginning, boolean beginsTexts, int mask,
            String chatTemplate, String kind) {
        this.mask = mask;
        this.vocabulary = vocabulary;
        this.withControls = withControls;
        this.beginning = beginning;
        this.beginsTexts = beginsTexts;
        this.chatTemplate = chatTemplate;
        this.kind = kind;
    }

    /// Reads the vocabulary of a file.
    ///
    /// @param size   the tokens that the model's embedding has
    /// @param shared a vocabulary whose object is to be used, so that the model can draft for another; null for none
    /// @throws DecantException where the file has no vocabulary, one of a kind that is not supported, or another one
    ///                         than `shared`
    public static GgufVocabulary read(GgufFile file, int size, Vocabulary shared) {
        return read(file, size, shared, null);
    }

    /// As [#read(GgufFile, int, Vocabulary)], with texts cut by a `tokenizer.json`.
    ///
    /// @param tokenizer its path; null where the file's own tokens and merges say how
    public static GgufVocabulary read(GgufFile file, int size, Vocabulary shared, Path tokenizer) {
        GgufMetadata metadata = file.metadata();
        String kind = metadata.text(PREFIX + "model");
        boolean sentencePiece = kind.equals("llama");
        if (!sentencePiece && !kind.equals("gpt2")) {
            throw new DecantException("the model file " + file.name() + " has a vocabulary of the kind `" + kind
                    + "`, which is not supported", "supported are gpt2 (byte-level BPE) and llama (SentencePiece)");
        }
        String[] texts = metadata.texts(PREFIX + "tokens");
        if (texts.length != size) {
            throw new DecantException("the model file " + file.name() + " cannot be used: it has " + texts.length
                    + " tokens and " + size + " embeddings", "convert or download the model again");
        }
        int[] types = new int[size];
        Arrays.fill(types, NORMAL);
        if (metadata.has(PREFIX + "token_type")) {
            int[] given = metadata.wholes(PREFIX + "token_type");
            System.arraycopy(given, 0, types, 0, Math.min(given.length, size));
        }
        return new Reader(file, metadata, texts, types, sentencePiece, tokenizer).read(shared);
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /// Whether every text begins with the token [#beginning].
    public boolean beginsTexts() {
        return beginsTexts;
    }

    /// The token that stands for the empty text.
    public int beginning() {
        return beginning;
    }

    /// The token that stands for a hidden one; -1 where there is none.
    public int mask() {
        return mask;
    }

    /// The chat template that the file brings, a Jinja text; null where it has none.
    public String chatTemplate() {
        return chatTemplate;
    }

    /// How people call the way of tokenizing.
    public String kind() {
        return kind;
    }

    /// The tokens of a text in which control tokens are written by their names, as chat templates write them. Never
    /// give it text of others: names of control tokens in it would act.
    public int[] encodeWithControls(String text) {
        return withControls.encode(text);
    }

    private record Reader(GgufFile file, GgufMetadata metadata, String[] texts, int[] types, boolean sentencePiece,
            Path tokenizer) {

        GgufVocabulary read(Vocabulary shared) {
            byte[][] bytes = new byte[texts.length][];
            BitSet special = new BitSet();
            BitSet ends = new BitSet();
            for (int id = 0; id < texts.length; id++) {
                bytes[id] = bytes(id);
                if (types[id] == CONTROL || types[id] == UNKNOWN) {
                    special.set(id);
                    if (END_NAMES.contains(texts[id])) {
                        ends.set(id);
                    }
                }
            }
            for (String key : new String[] {"eos_token_id", "eot_token_id", "eom_token_id"}) {
                int id = metadata.whole(PREFIX + key, -1, texts.length - 1, -1);
                if (id >= 0) {
                    special.set(id);
                    ends.set(id);
                }
            }
            Tokenizer plain = tokenizer != null
                    ? JsonTokenizers.open(tokenizer.toString(), TextFile.read(tokenizer), texts.length)
                    : sentencePiece ? pieceTokenizer() : bytePairTokenizer();
            Map<String, Integer> controls = new HashMap<>();
            Map<String, Integer> userDefined = new HashMap<>();
            for (int id = 0; id < texts.length; id++) {
                if (types[id] == USER_DEFINED) {
                    userDefined.putIfAbsent(texts[id], id);
                    controls.putIfAbsent(texts[id], id);
                } else if (special.get(id)) {
                    controls.putIfAbsent(texts[id], id);
                }
            }
            Vocabulary own = new Vocabulary(file.name(), bytes, special, ends,
                    new SpecialTokenizer(plain, userDefined));
            int end = ends.nextSetBit(0);
            int beginning = metadata.whole(PREFIX + "bos_token_id", -1, texts.length - 1, end);
            // Where a file does not say, SentencePiece models want it and byte-level ones do not.
            boolean beginsTexts = beginning >= 0 && metadata.truth(PREFIX + "add_bos_token", sentencePiece);
            int mask = metadata.whole(PREFIX + "mask_token_id", -1, texts.length - 1, -1);
            return new GgufVocabulary(shared == null ? own : same(own, shared), new SpecialTokenizer(plain, controls),
                    Math.max(0, beginning), beginsTexts, mask, metadata.text("tokenizer.chat_template", null), kind());
        }

        private String kind() {
            return sentencePiece ? "SentencePiece"
                    : "byte-level BPE, " + metadata.text(PREFIX + "pre", "default") + " pieces";
        }

        private byte[] bytes(int id) {
            if (sentencePiece) {
                int value = byteOf(id);
                return value >= 0 ? new byte[] {(byte) value}
                        : texts[id].replace('▁', ' ').getBytes(StandardCharsets.UTF_8);
            }
            return types[id] == NORMAL ? ByteLetters.bytes(texts[id]) : texts[id].getBytes(StandardCharsets.UTF_8);
        }

        /// The byte of a token such as `<0x0A>`, -1 for others.
        private int byteOf(int id) {
            String text = texts[id];
            if (types[id] != BYTE || text.length() != 6 || !text.startsWith("<0x") || !text.endsWith(">")) {
                return -1;
            }
            try {
                return Integer.parseInt(text.substring(3, 5), 16);
            } catch (NumberFormatException notHexadecimal) {
                return -1;
            }
        }

        private Tokenizer pieceTokenizer() {
            float[] scores = Arrays.copyOf(metadata.reals(PREFIX + "scores"), texts.length);
            String[] plain = new String[texts.length];
            int[] bytesOf = new int[texts.length];
            boolean[] normal = new boolean[texts.length];
            for (int id = 0; id < texts.length; id++) {
                plain[id] = texts[id].replace('▁', ' ');
                bytesOf[id] = byteOf(id);
                normal[id] = types[id] == NORMAL;
            }
            return SentencePieceTokenizer.of(plain, scores, bytesOf, normal,
                    metadata.truth(PREFIX + "add_space_prefix", true));
        }

        private Tokenizer bytePairTokenizer() {
            String name = metadata.text(PREFIX + "pre", "default");
            PreTokenizer preTokenizer = PreTokenizer.named(name);
            if (preTokenizer == null && metadata.has(JSON)) {
                return JsonTokenizers.open("of " + file.name(), metadata.text(JSON), texts.length);
            }
            if (preTokenizer == null) {
                throw new DecantException("the model file " + file.name() + " cuts texts by `" + name
                        + "`, which is not supported", "supported are llama-bpe, qwen2 and gpt-2; for others give the model's "
                        + "tokenizer.json: `?tokenizer=FILE`");
            }
            Map<String, Integer> ids = HashMap.newHashMap(texts.length);
            for (int id = 0; id < texts.length; id++) {
                if (types[id] == NORMAL) {
                    ids.putIfAbsent(texts[id], id);
                }
            }
            return new GgufBytePairTokenizer(preTokenizer, ids, metadata.texts(PREFIX + "merges"));
        }

        /// `shared` where it has the same tokens.
        private Vocabulary same(Vocabulary own, Vocabulary shared) {
            int differs = 0;
            int size = Math.min(own.size(), shared.size());
            while (differs < size && Arrays.equals(own.bytes(differs), shared.bytes(differs))) {
                differs++;
            }
            if (own.size() == shared.size() && differs == size) {
                return shared;
            }
            throw new DecantException("the model file " + file.name() + " has other tokens than " + shared.name()
                    + (differs < size ? ": token " + differs + " is `" + own.text(differs) + "`, not `"
                    + shared.text(differs) + "`" : ": " + own.size() + ", not " + shared.size()),
                    "a model that drafts for another needs the same vocabulary");
        }
    }
}
