package org.decant.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.decant.cli.Command.Invocation;
import org.decant.compiler.library.ModuleFinder;
import org.decant.compiler.library.StrategyLibrary;
import org.decant.compiler.typed.Module;
import org.decant.runtime.diagnostic.DecantException;
import picocli.CommandLine.Model.CommandSpec;

/// What a command's `NAME|FILE` stands for.
final class Scripts {

    private Scripts() {
    }

    private static StrategyLibrary library() {
        return new StrategyLibrary(Scripts.class.getClassLoader());
    }

    static ModuleFinder newFinder() {
        return new ModuleFinder(library());
    }

    /// The names of the library's strategies.
    static Iterator<String> libraryNames() {
        return library().names().iterator();
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

    /// The word that says what to run: among the operands, the first that is a strategy of the library or a script's path,
    /// otherwise the first; -1 where there is none. Operands may be values of options that only the strategy makes known.
    static int operand(CommandLineText line, int from, CommandSpec specification) {
        List<Integer> operands = OptionValues.operands(line, from, specification);
        if (operands.size() < 2) {
            return operands.isEmpty() ? -1 : operands.getFirst();
        }
        StrategyLibrary library = library();
        for (int operand : operands) {
            String word = line.words().get(operand);
            if (word.endsWith(".decode") || library.contains(word)) {
                return operand;
            }
        }
        return operands.getFirst();
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
