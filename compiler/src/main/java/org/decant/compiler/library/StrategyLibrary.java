package org.decant.compiler.library;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.decant.runtime.diagnostic.SourceText;

/// The strategies that come with Decant: resources `family/name.decode`, listed in an index that the build makes.
public final class StrategyLibrary {
    private static final String FOLDER = "org/decant/strategies/";

    private final ClassLoader loader;
    private final Map<String, String> families = new LinkedHashMap<>();

    /// The library that `loader` finds; empty where there is none on its path.
    public StrategyLibrary(ClassLoader loader) {
        this.loader = loader;
        try (InputStream index = loader.getResourceAsStream(FOLDER + "index.txt")) {
            if (index != null) {
                read(new BufferedReader(new InputStreamReader(index, StandardCharsets.UTF_8)));
            }
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private void read(BufferedReader index) throws IOException {
        for (String line = index.readLine(); line != null; line = index.readLine()) {
            int slash = line.lastIndexOf('/');
            if (line.endsWith(".decode") && slash > 0) {
                String family = line.substring(line.lastIndexOf('/', slash - 1) + 1, slash);
                families.put(line.substring(slash + 1, line.length() - ".decode".length()), family);
            }
        }
    }

    /// The names of all strategies, each the name of its file.
    public Set<String> names() {
        return families.keySet();
    }

    public boolean contains(String name) {
        return families.containsKey(name);
    }

    /// The family that a strategy of the library belongs to; null where it is not in the library.
    public String family(String name) {
        return families.get(name);
    }

    /// The text of a strategy of the library.
    public SourceText source(String name) {
        String path = families.get(name) + "/" + name + ".decode";
        try (InputStream stream = loader.getResourceAsStream(FOLDER + path)) {
            if (stream == null) {
                throw new IllegalStateException("the index lists " + path + ", which is not there");
            }
            return new SourceText("library/" + path, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
