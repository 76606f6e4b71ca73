package org.decant.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.decant.compiler.builtin.Builtin;
import org.decant.compiler.builtin.BuiltinTable;
import org.jline.reader.Candidate;

/// What may stand at the cursor of a REPL input: commands after a colon at its beginning, methods after a point,
/// strategies after `run`, otherwise names.
final class ReplCompleter {
    private static final List<String> KEYWORDS = List.of("let", "var", "if", "else", "while", "for", "in", "match", "return",
            "break", "continue", "emit", "generate", "draft", "from", "verify", "with", "by", "parallel", "fork", "both",
            "run", "strategy", "function", "record", "import", "true", "false", "null", "not", "and", "or");

    private final BuiltinTable builtins;
    private final Collection<String> strategies;
    private final Supplier<Collection<String>> variables;

    /// @param variables the names that the session's inputs have made so far
    ReplCompleter(BuiltinTable builtins, Collection<String> strategies, Supplier<Collection<String>> variables) {
        this.builtins = builtins;
        this.strategies = strategies;
        this.variables = variables;
    }

    void complete(String line, int cursor, List<Candidate> candidates) {
        int start = wordStart(line, cursor);
        String word = line.substring(start, cursor);
        for (String name : names(line.substring(0, start))) {
            if (name.startsWith(word)) {
                candidates.add(new Candidate(name, name, null, null, null, null, false));
            }
        }
    }

    /// Where the word begins that ends at the cursor.
    static int wordStart(String line, int cursor) {
        int start = cursor;
        while (start > 0 && (Character.isLetterOrDigit(line.charAt(start - 1)) || line.charAt(start - 1) == '_')) {
            start--;
        }
        return start == 1 && line.charAt(0) == ':' ? 0 : start;
    }

    private Set<String> names(String before) {
        Set<String> names = new TreeSet<>();
        if (before.isEmpty()) {
            for (ReplDirective directive : ReplDirective.values()) {
                names.add(directive.word());
            }
        }
        if (before.endsWith(".")) {
            names.addAll(builtinNames(true));
            return names;
        }
        if (before.matches("(?s).*\\b(run|import)\\s+")) {
            names.addAll(strategies);
            return names;
        }
        names.addAll(builtinNames(false));
        names.addAll(variables.get());
        if (before.startsWith(":help")) {
            names.addAll(builtinNames(true));
            names.addAll(strategies);
        } else {
            names.addAll(KEYWORDS);
        }
        return names;
    }

    private List<String> builtinNames(boolean ofReceivers) {
        List<String> names = new ArrayList<>();
        for (String name : builtins.names()) {
            boolean fits = builtins.named(name).stream().map(Builtin::receiver).anyMatch(r -> (r != null) == ofReceivers);
            if (fits && !name.startsWith("operator_")) {
                names.add(name);
            }
        }
        return names;
    }
}
