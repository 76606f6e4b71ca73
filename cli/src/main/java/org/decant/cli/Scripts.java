package org.decant.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.decant.cli.Command.Invocation;
import org.decant.compiler.library.ModuleFinder;
import org.decant.compiler.typed.Module;
import org.decant.runtime.diagnostic.DecantException;

/// What a command's `NAME|FILE` stands for.
final class Scripts {

    private Scripts() {
    }

    /// Whether the word is a file's path and not a strategy's name.
    static boolean isPath(String word) {
        return word.endsWith(".decode") || word.contains("/") || word.contains("\\");
    }

    static Path path(String word) {
        try {
            return Path.of(word);
        } catch (InvalidPathException invalid) {
            throw new DecantException("`" + word + "` is no path: " + invalid.getReason(), null);
        }
    }

    /// The module that the first operand names; errors without a place are put at the operand.
    static Module module(ModuleFinder finder, Invocation invocation) {
        String word = invocation.operand(0);
        try {
            return isPath(word) ? finder.file(path(word)) : finder.library(word);
        } catch (DecantException wrong) {
            throw wrong.at(invocation.line().word(Math.max(0, invocation.line().indexOf(word, 1))));
        }
    }
}
