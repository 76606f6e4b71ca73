package org.decant.runtime.model.llama;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.ModelKind;
import org.decant.runtime.model.ModelLocation;
import org.decant.runtime.model.ModelOption;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.tensor.program.Target;
import org.decant.runtime.vocabulary.Vocabulary;

/// Opens models of the Llama family: `llama:model.gguf?cache=512m&cache-numbers=f16`, or just `model.gguf`. A file whose
/// tokens see those behind them is a masked model, which needs no cache.
public final class LlamaModelKind implements ModelKind {
    /// What to write where [#bytes] finds no number.
    public static final String BYTES_HINT = "it must be a number of bytes, such as 512m or 2g";

    private final Progress progress;
    private final LongSupplier cacheBytes;
    private final Supplier<Target> target;

    /// Is told how far a model is loaded.
    @FunctionalInterface
    public interface Progress {

        /// @param path what is loaded
        /// @param part from 0 to 1; the last is 1, unless loading fails
        void loaded(String path, double part);
    }

    /// A kind that loads silently.
    public LlamaModelKind() {
        this((path, part) -> {}, LlamaModel.Options.STANDARD::cacheBytes);
    }

    /// @param progress   told now and then
    /// @param cacheBytes the cache of models whose location says nothing of it; asked when one is opened
    public LlamaModelKind(Progress progress, LongSupplier cacheBytes) {
        this(progress, cacheBytes, () -> null);
    }

    private LlamaModelKind(Progress progress, LongSupplier cacheBytes, Supplier<Target> target) {
        this.progress = progress;
        this.cacheBytes = cacheBytes;
        this.target = target;
    }

    /// The same kind with models that run as tensor programs on a target.
    ///
    /// @param other asked when a model is opened; null for the engine's own kernels
    public LlamaModelKind on(Supplier<Target> other) {
        return new LlamaModelKind(progress, cacheBytes, other);
    }

    @Override
    public String name() {
        return "llama";
    }

    @Override
    public List<String> suffixes() {
        return List.of(".gguf");
    }

    @Override
    public List<ModelOption> options() {
        return List.of(
                new ModelOption("cache", "such as 512m or 2g", "memory for keys and values; 512m"),
                new ModelOption("cache-numbers", "f32|f16|i8|i4", "how they are stored; f32"),
                new ModelOption("tokenizer", "FILE", "a tokenizer.json that cuts texts; the model file's own way"),
                new ModelOption("heads", "FILE", "draft heads that were trained for the model; none"));
    }

    @Override
    public ForwardModel open(ModelLocation location, Vocabulary shared) {
        return load(GgufFile.open(location.file()), null, location, shared);
    }

    /// Loads a model from a file that is open already; only the options of `location` count.
    ///
    /// @param heads  the draft heads that it has where `location` names none; null for none
    /// @param shared as for [#open]
    /// @throws DecantException as [#open]
    public ForwardModel load(GgufFile file, DraftHeads heads, ModelLocation location, Vocabulary shared) {
        CacheNumbers numbers = CacheNumbers.labelled(
                location.choice("cache-numbers", CacheNumbers.labels(), CacheNumbers.F32.label()));
        String cache = location.options().get("cache");
        long bytes = cache == null ? cacheBytes.getAsLong() : bytes(cache);
        if (bytes < 0) {
            throw new DecantException("the option `cache` of the model " + location + " is `" + cache + "`", BYTES_HINT);
        }
        LlamaModel.Options options = new LlamaModel.Options(bytes, numbers, tokenizer(location),
                named(location, "heads") == null ? heads : DraftHeads.read(GgufFile.open(named(location, "heads"))),
                target.get());
        DoubleConsumer told = part -> progress.loaded(location.path(), part);
        return Architecture.of(file).causal(file) ? LlamaModel.of(file, options, shared, told)
                : MaskedLlamaModel.of(file, options, shared, told);
    }

    /// The path of the `tokenizer.json` that a location names; null where it names none.
    public static Path tokenizer(ModelLocation location) {
        return named(location, "tokenizer");
    }

    /// The path that an option of a location names; null where it is not given.
    private static Path named(ModelLocation location, String option) {
        String path = location.options().get(option);
        try {
            return path == null ? null : Path.of(path);
        } catch (InvalidPathException invalid) {
            throw new DecantException("`" + path + "` is no path: " + invalid.getReason(), null);
        }
    }

    /// The number of bytes that a text such as `512m` or `2g` says; -1 where it says none.
    public static long bytes(String text) {
        if (text.isEmpty()) {
            return -1;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        int shift = switch (lower.charAt(lower.length() - 1)) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            default -> 0;
        };
        try {
            long number = Long.parseLong(shift == 0 ? lower : lower.substring(0, lower.length() - 1));
            if (number > 0 && number <= Long.MAX_VALUE >> shift) {
                return number << shift;
            }
        } catch (NumberFormatException notANumber) {
            // there is none
        }
        return -1;
    }
}
