package org.decant.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.decant.cli.Command.Invocation;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;

/// The file that an option gives for a page. Pages are written last: what is wrong with their place is known before.
final class PageFile {
    private final Invocation invocation;
    private final String option;
    private final Path path;

    private PageFile(Invocation invocation, String option, Path path) {
        this.invocation = invocation;
        this.option = option;
        this.path = path;
    }

    /// Null where the option is not given.
    ///
    /// @throws DecantException where no file can be there
    static PageFile of(Invocation invocation, String option) {
        String file = invocation.value(option);
        if (file == null) {
            return null;
        }
        try {
            Path path = Path.of(file);
            Path folder = path.toAbsolutePath().getParent();
            if (Files.isDirectory(path)) {
                throw wrong(invocation, option, "`" + file + "` is a folder");
            }
            if (folder == null || !Files.isDirectory(folder)) {
                throw wrong(invocation, option, "there is no folder for `" + file + "`");
            }
            return new PageFile(invocation, option, path);
        } catch (InvalidPathException invalid) {
            throw wrong(invocation, option, "`" + file + "` is no path: " + invalid.getReason());
        }
    }

    Path path() {
        return path;
    }

    /// @throws DecantException where that fails
    void write(String page) {
        try {
            Files.writeString(path, page);
        } catch (IOException failure) {
            throw wrong(invocation, option, "the page cannot be written: " + failure.getMessage());
        }
    }

    private static DecantException wrong(Invocation invocation, String option, String message) {
        return new DecantException(Diagnostic.error(invocation.line().value(invocation.word(option)), message,
                "give the name of a file to write"));
    }
}
