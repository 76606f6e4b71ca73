package org.decant.models.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.ModelCatalog;
import org.decant.runtime.model.ModelKind;
import org.decant.runtime.model.ModelLocation;
import org.decant.runtime.model.ModelOption;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.llama.DraftHeads;
import org.decant.runtime.model.llama.LlamaModelKind;
import org.decant.runtime.vocabulary.Vocabulary;

/// Opens the models that the library brings: `builtin:target`, `builtin:drafter?cache=64m`, `builtin:masked`. Their files are read from the
/// library into memory and held against the list of their SHA-256 sums beside them.
public final class BuiltinModelKind implements ModelKind {
    /// The list of sums, as `sha256sum` writes it.
    static final String SUMS = "SHA256SUMS";
    private static final String FILE_END = ".gguf";
    private static final String HEADS_END = ".heads";

    private final LlamaModelKind loader;
    private final Function<String, InputStream> resources;

    public BuiltinModelKind() {
        this(new LlamaModelKind());
    }

    /// @param loader loads what is in the files
    public BuiltinModelKind(LlamaModelKind loader) {
        this(loader, BuiltinModelKind.class::getResourceAsStream);
    }

    /// @param resources opens a file by its name; null where there is none
    BuiltinModelKind(LlamaModelKind loader, Function<String, InputStream> resources) {
        this.loader = loader;
        this.resources = resources;
    }

    @Override
    public String name() {
        return ModelCatalog.TRAINED;
    }

    @Override
    public List<String> suffixes() {
        return List.of();
    }

    /// Those of the `llama` kind; the tokens are always the models' own.
    @Override
    public List<ModelOption> options() {
        return loader.options().stream().filter(option -> !option.name().equals("tokenizer")).toList();
    }

    @Override
    public ForwardModel open(ModelLocation location, Vocabulary shared) {
        return loader.load(file(location), heads(location), location, shared);
    }

    /// The model file at `location`, in memory.
    ///
    /// @throws DecantException where there is no such model, or its file is not as it was made
    public GgufFile file(ModelLocation location) {
        Map<String, String> sums = sums();
        String file = location.path() + FILE_END;
        String sum = sums.get(file);
        if (sum == null) {
            List<String> names = sums.keySet().stream().filter(known -> known.endsWith(FILE_END))
                    .map(known -> known.substring(0, known.length() - FILE_END.length())).toList();
            String near = NearestName.hint(location.path(), names);
            throw new DecantException("there is no built-in model `" + location.path() + "`",
                    near != null ? near : "there are " + String.join(", ", names));
        }
        return GgufFile.read(name() + ":" + location.path(), checked(file, sum));
    }

    /// The draft heads of the model at `location`; null where the library brings none.
    private DraftHeads heads(ModelLocation location) {
        String file = location.path() + HEADS_END;
        String sum = sums().get(file);
        return sum == null ? null : DraftHeads.read(GgufFile.read(file, checked(file, sum)));
    }

    /// The bytes of a file.
    private MemorySegment checked(String file, String sum) {
        byte[] bytes = read(file);
        if (!sum.equals(sum(bytes))) {
            throw damaged(file, "is not the one that was shipped: its SHA-256 sum is another");
        }
        return MemorySegment.ofArray(bytes);
    }

    /// The sums by file name.
    private Map<String, String> sums() {
        Map<String, String> sums = new TreeMap<>();
        new String(read(SUMS), StandardCharsets.UTF_8).lines().forEach(line -> {
            String[] parts = line.split(" [ *]", 2);
            if (parts.length < 2) {
                throw damaged(SUMS, "has a line that is no sum: " + line);
            }
            sums.put(parts[1], parts[0]);
        });
        return sums;
    }

    private byte[] read(String file) {
        try (InputStream in = resources.apply(file)) {
            if (in == null) {
                throw damaged(file, "is missing");
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw damaged(file, "cannot be read: " + failure.getMessage());
        }
    }

    private static DecantException damaged(String file, String how) {
        return new DecantException("the library's file " + file + " " + how,
                "build or install the library again; other models can be used meanwhile, such as ngram:builtin");
    }

    private static String sum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
