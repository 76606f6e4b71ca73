package org.decant.runtime.model.llama;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.decant.runtime.model.Retention;

/// What a model does of what its file holds.
///
/// @param layers    the layers of the file, from 0, that are run: entry n for contexts of n tokens, the last one for all
///                  longer ones; none has a layer that the one before lacks
/// @param retention what attention sees; null for everything
/// @param numbers   how keys and values are stored
record LlamaView(List<BitSet> layers, Retention retention, CacheNumbers numbers) {

    /// All layers, all positions.
    static LlamaView whole(int layers, CacheNumbers numbers) {
        BitSet all = new BitSet();
        all.set(0, layers);
        return new LlamaView(List.of(all), null, numbers);
    }

    LlamaView withLayers(List<BitSet> others) {
        return new LlamaView(List.copyOf(others), retention, numbers);
    }

    LlamaView withRetention(Retention other) {
        return new LlamaView(layers, other, numbers);
    }

    LlamaView withNumbers(CacheNumbers others) {
        return new LlamaView(layers, retention, others);
    }

    /// The layers of contexts of `length` tokens.
    BitSet layers(int length) {
        return layers.get(Math.min(length, layers.size() - 1));
    }

    /// All that are run anywhere.
    BitSet anyLayers() {
        return layers.getFirst();
    }

    boolean byPosition() {
        return layers.size() > 1;
    }

    /// How long contexts may be for which layer `layer` of the file is run.
    int reach(int layer) {
        if (layers.getLast().get(layer)) {
            return Integer.MAX_VALUE;
        }
        int length = 0;
        while (layers.get(length).get(layer)) {
            length++;
        }
        return length - 1;
    }

    /// The name of this view of a model.
    ///
    /// @param whole the view that the model was opened as
    String name(String model, LlamaView whole) {
        StringBuilder name = new StringBuilder(model);
        BitSet kept = anyLayers();
        if (byPosition()) {
            name.append(" with layers by position, ").append(kept.cardinality()).append(" to ")
                    .append(layers.getLast().cardinality());
        } else if (!kept.equals(whole.anyLayers())) {
            name.append(kept.length() == kept.cardinality() ? " up to layer " + kept.length() : " without layers "
                    + IntStream.range(0, whole.anyLayers().length()).filter(layer -> !kept.get(layer))
                            .mapToObj(layer -> String.valueOf(layer + 1)).collect(Collectors.joining(", ")));
        }
        if (retention != null) {
            name.append(" seeing ").append(retention.describe());
        }
        if (numbers != whole.numbers) {
            name.append(" with a cache of ").append(numbers.bits()).append(" bits");
        }
        return name.toString();
    }
}
