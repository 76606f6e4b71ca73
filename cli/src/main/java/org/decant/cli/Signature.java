package org.decant.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;

/// A strategy as people are shown it, from its declaration.
final class Signature {

    private Signature() {
    }

    /// The strategy's head as in its file: `strategy nucleus(target: Model, p: Float = 0.9) terminates`.
    static String full(Routine strategy) {
        String parameters = strategy.parameters().stream().map(Signature::parameter).collect(Collectors.joining(", "));
        return strategy.name() + "(" + parameters + ")" + contracts(strategy)
                + (strategy.returnsValue() ? " -> " + strategy.result() : "");
    }

    /// The head without types: `nucleus(target, p = 0.9)`.
    static String brief(Routine strategy) {
        return strategy.parameters().stream()
                .map(p -> p.name() + (p.defaultValue() == null ? "" : " = " + defaultText(p)))
                .collect(Collectors.joining(", ", strategy.name() + "(", ")"));
    }

    private static String parameter(Routine.Parameter parameter) {
        return parameter.name() + ": " + parameter.type()
                + (parameter.defaultValue() == null ? "" : " = " + defaultText(parameter));
    }

    /// The default value as it is written; empty where there is none.
    static String defaultText(Routine.Parameter parameter) {
        return parameter.defaultValue() == null ? "" : parameter.defaultValue().span().text();
    }

    private static String contracts(Routine strategy) {
        return strategy.contracts().stream().map(contract -> " " + contract).collect(Collectors.joining());
    }

    /// The strategy that a file is run for: the one named like the file, otherwise its last; null where it has none.
    static Routine main(Module module, String fileName) {
        String stem = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
                .replaceFirst("\\.decode$", "");
        Routine named = module.strategies().get(stem);
        if (named != null || module.strategies().isEmpty()) {
            return named;
        }
        return List.copyOf(module.strategies().values()).getLast();
    }
}
