package org.decant.runtime.model.llama;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleConsumer;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.ModelKind;
import org.decant.runtime.model.ModelLocation;
import org.decant.runtime.model.ModelOption;
import org.decant.runtime.vocabulary.Vocabulary;

/// Opens models of the Llama family: `llama:model.gguf?cache=512m&cache-numbers=f16`, or just `model.gguf`.
public final class LlamaModelKind implements ModelKind {
    private final DoubleConsumer progress;

    /// A kind that loads silently.
    public LlamaModelKind() {
        this(part -> {});
    }

    /// @param progress told the part of a model that is loaded, from 0 to 1, now and then
    public LlamaModelKind(DoubleConsumer progress) {
        this.progress = progress;
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
                new ModelOption("cache-numbers", "f32|f16", "how they are stored; f32"));
    }

    @Override
    public ForwardModel open(ModelLocation location, Vocabulary shared) {
        boolean half = location.choice("cache-numbers", List.of("f32", "f16"), "f32").equals("f16");
        String cache = location.options().get("cache");
        long bytes = cache == null ? LlamaModel.Options.STANDARD.cacheBytes() : bytes(location, cache);
        return LlamaModel.open(location.file(), new LlamaModel.Options(bytes, half), shared, progress);
    }

    private static long bytes(ModelLocation location, String text) {
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
            // said below
        }
        throw new DecantException("the option `cache` of the model " + location + " is `" + text + "`",
                "it must be a number of bytes, such as 512m or 2g");
    }
}
