package org.decant.runtime.model.gguf;

import java.util.Collections;
import java.util.Map;
import org.decant.runtime.diagnostic.DecantException;

/// The metadata of a file: values by key, such as `llama.block_count`.
public final class GgufMetadata {
    private final String file;
    private final Map<String, GgufValue> values;

    /// @param file how messages call the file
    public GgufMetadata(String file, Map<String, GgufValue> values) {
        this.file = file;
        this.values = Collections.unmodifiableMap(values);
    }

    /// All values, in the file's order.
    public Map<String, GgufValue> values() {
        return values;
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /// @throws DecantException where the key is absent or no text; so do the other getters for their types
    public String text(String key) {
        return get(key) instanceof GgufValue.Text(String value) ? value : this.<String>wrongType(key, "a text");
    }

    /// @param otherwise where the key is absent; so in the other getters
    public String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    /// A whole number from `least` to `most`.
    public int whole(String key, int least, int most) {
        if (!(get(key) instanceof GgufValue.Whole(long value))) {
            return this.<Integer>wrongType(key, "a whole number");
        }
        if (value < least || value > most) {
            throw fail(key + " is " + value + ", which is not from " + least + " to " + most);
        }
        return (int) value;
    }

    public int whole(String key, int least, int most, int otherwise) {
        return has(key) ? whole(key, least, most) : otherwise;
    }

    public double real(String key) {
        return switch (get(key)) {
            case GgufValue.Real(double value) when !Double.isNaN(value) -> value;
            case GgufValue.Whole(long value) -> value;
            default -> this.<Double>wrongType(key, "a number");
        };
    }

    public double real(String key, double otherwise) {
        return has(key) ? real(key) : otherwise;
    }

    public boolean truth(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        return get(key) instanceof GgufValue.Truth(boolean value) ? value
                : this.<Boolean>wrongType(key, "true or false");
    }

    public String[] texts(String key) {
        return array(key, MetadataType.STRING).texts();
    }

    public int[] wholes(String key) {
        return get(key) instanceof GgufValue.Array array && array.elementType().isWhole() ? array.wholes()
                : this.<int[]>wrongType(key, "an array of whole numbers");
    }

    public float[] reals(String key) {
        return get(key) instanceof GgufValue.Array array && array.elementType().isReal() ? array.reals()
                : this.<float[]>wrongType(key, "an array of numbers");
    }

    private GgufValue.Array array(String key, MetadataType type) {
        return get(key) instanceof GgufValue.Array array && array.elementType() == type ? array
                : this.<GgufValue.Array>wrongType(key, "an array of texts");
    }

    private GgufValue get(String key) {
        GgufValue value = values.get(key);
        if (value == null) {
            throw fail("there is no " + key + " in its metadata");
        }
        return value;
    }

    private <T> T wrongType(String key, String wanted) {
        throw fail(key + " should be " + wanted);
    }

    private DecantException fail(String message) {
        return new DecantException("the model file " + file + " cannot be used: " + message,
                "convert or download the model again");
    }
}
