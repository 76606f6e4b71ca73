package org.decant.runtime.tensor.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.json.JsonReader;
import org.decant.runtime.json.JsonValue;
import org.decant.runtime.json.JsonValue.JsonArray;
import org.decant.runtime.json.JsonValue.JsonNull;
import org.decant.runtime.json.JsonValue.JsonNumber;
import org.decant.runtime.model.TextFile;
import org.decant.runtime.tensor.Tensor;

/// Reads tensors from files: `.npy` as NumPy writes them, and `.json` with arrays in arrays, one level for each axis,
/// where `null` stands for minus infinity.
public final class TensorFile {
    private static final String NUMPY = ".npy";
    private static final String JSON = ".json";

    private TensorFile() {
    }

    /// Whether a text is the name of such a file.
    public static boolean named(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.endsWith(NUMPY) || lower.endsWith(JSON);
    }

    /// @throws DecantException where the file is missing or holds no tensor
    public static Tensor read(Path path) {
        if (path.toString().toLowerCase(Locale.ROOT).endsWith(JSON)) {
            return json(new SourceText(path.toString(), TextFile.read(path)));
        }
        try {
            return NumpyReader.read(path.toString(), Files.readAllBytes(path));
        } catch (NoSuchFileException missing) {
            throw new DecantException("there is no file " + path, "relative paths start at "
                    + Path.of("").toAbsolutePath());
        } catch (IOException failure) {
            throw new DecantException("the file " + path + " cannot be read: " + failure.getMessage(), null);
        }
    }

    private static Tensor json(SourceText source) {
        JsonValue root = JsonReader.read(source);
        List<Integer> shape = new ArrayList<>();
        for (JsonValue at = root; at instanceof JsonArray array; at = array.elements().getFirst()) {
            if (array.elements().isEmpty()) {
                throw error(at, "a tensor of no numbers", "give at least one number in each array");
            }
            shape.add(array.elements().size());
        }
        List<Double> numbers = new ArrayList<>();
        collect(root, shape, 0, numbers);
        return Tensor.of(shape.stream().mapToInt(Integer::intValue).toArray(),
                numbers.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static void collect(JsonValue value, List<Integer> shape, int axis, List<Double> out) {
        if (axis == shape.size()) {
            out.add(switch (value) {
                case JsonNumber number -> number.value();
                case JsonNull _ -> Double.NEGATIVE_INFINITY;
                default -> throw error(value, "this is " + value.kind() + " where others have a number",
                        "give arrays of the same depth and length everywhere");
            });
            return;
        }
        if (!(value instanceof JsonArray array) || array.elements().size() != shape.get(axis)) {
            throw error(value, value instanceof JsonArray array ? "this array has " + array.elements().size()
                    + " elements, others of its depth have " + shape.get(axis)
                    : "this is " + value.kind() + " where others have an array",
                    "give arrays of the same depth and length everywhere");
        }
        for (JsonValue element : array.elements()) {
            collect(element, shape, axis + 1, out);
        }
    }

    private static DecantException error(JsonValue value, String message, String hint) {
        return new DecantException(Diagnostic.error(value.span(), message, hint));
    }
}
