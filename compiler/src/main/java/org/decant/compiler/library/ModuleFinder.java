package org.decant.compiler.library;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decant.compiler.check.Checker;
import org.decant.compiler.check.ModuleLoader;
import org.decant.compiler.syntax.Import;
import org.decant.compiler.typed.Module;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.NearestName;
import org.decant.runtime.diagnostic.SourceText;

/// Finds, checks and keeps modules: strategies of the library by name, files by path.
public final class ModuleFinder implements ModuleLoader {
    private final StrategyLibrary library;
    private final Checker checker = new Checker(this);
    private final Map<String, Module> known = new HashMap<>();
    private final List<String> loading = new ArrayList<>();

    public ModuleFinder(StrategyLibrary library) {
        this.library = library;
    }

    public StrategyLibrary library() {
        return library;
    }

    public Checker checker() {
        return checker;
    }

    /// The module of a strategy of the library.
    ///
    /// @throws DecantException where there is none of that name, with the nearest names
    public synchronized Module library(String name) {
        if (!library.contains(name)) {
            throw notInLibrary(name);
        }
        return load("library:" + name, () -> library.source(name));
    }

    private DecantException notInLibrary(String name) {
        String near = NearestName.hint(name, library.names());
        return new DecantException("there is no strategy `" + name + "` in the library",
                near != null ? near : "`decant list` shows all; a strategy of your own is given by its path");
    }

    /// The module of a file.
    ///
    /// @throws DecantException where it cannot be read, is not UTF-8 or is wrong
    public synchronized Module file(Path path) {
        return load(path.toAbsolutePath().normalize().toString(), () -> read(path));
    }

    /// Reads a script.
    public static SourceText read(Path path) {
        try {
            byte[] bytes = Files.readAllBytes(path);
            return new SourceText(path.toString(),
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException exception) {
            throw new DecantException("the file " + path + " is not UTF-8 text", "save it as UTF-8");
        } catch (IOException exception) {
            throw new DecantException(Files.isDirectory(path) ? path + " is a folder, not a script"
                    : Files.exists(path) ? "the file " + path + " cannot be read" : "there is no file " + path,
                    "give the path of a `.decode` file");
        }
    }

    @Override
    public synchronized Module load(Import wanted, SourceText from) {
        try {
            if (!wanted.path()) {
                return library(wanted.target());
            }
            Path beside = Path.of(from.name()).getParent();
            return file(beside == null ? Path.of(wanted.target()) : beside.resolve(wanted.target()));
        } catch (DecantException exception) {
            throw exception.at(wanted.span());
        }
    }

    private Module load(String key, java.util.function.Supplier<SourceText> source) {
        Module module = known.get(key);
        if (module != null) {
            return module;
        }
        if (loading.contains(key)) {
            throw new DecantException(Diagnostic.error(null, "this import goes round in a circle",
                    "let one of the files do without the other"));
        }
        loading.add(key);
        try {
            module = checker.check(source.get());
        } finally {
            loading.removeLast();
        }
        known.put(key, module);
        return module;
    }
}
