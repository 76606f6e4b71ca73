package org.decant.cli;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.decant.compiler.typed.Routine;
import org.decant.runtime.diagnostic.SourceText;

/// What the documentation of a strategy says: a summary, then entries, each of a name, a colon and a text that may go on
/// in indented lines: `Paper: …`, `Cost: …`, and the strategy's parameters.
///
/// @param summary the paragraph before the entries, on one line
/// @param entries texts by name, each on one line
record Header(String summary, Map<String, String> entries) {
    private static final Set<String> STANDARD_ENTRIES = Set.of("Paper", "Cost", "Differs", "Bench");

    /// The header of a strategy; that of its file where the strategy itself has none, as when a record stands between.
    static Header of(Routine strategy, SourceText source) {
        String own = strategy.documentation();
        Set<String> names = new HashSet<>(STANDARD_ENTRIES);
        strategy.parameters().forEach(parameter -> names.add(parameter.name()));
        return parse(own == null || own.isEmpty() ? firstIn(source) : own, names);
    }

    private static String firstIn(SourceText source) {
        StringJoiner lines = new StringJoiner("\n");
        for (String line : source.text().lines().dropWhile(line -> !line.startsWith("///"))
                .takeWhile(line -> line.startsWith("///")).toList()) {
            lines.add(line.startsWith("/// ") ? line.substring(4) : line.substring(3));
        }
        return lines.toString();
    }

    /// @param names the names that an entry may have
    private static Header parse(String documentation, Set<String> names) {
        StringJoiner summary = new StringJoiner(" ");
        Map<String, String> entries = new LinkedHashMap<>();
        String entry = null;
        boolean inSummary = true;
        for (String line : documentation.lines().toList()) {
            int colon = line.indexOf(':');
            if (line.isBlank()) {
                inSummary &= summary.length() == 0;
                entry = null;
            } else if (entry != null && Character.isWhitespace(line.charAt(0))) {
                entries.merge(entry, line.strip(), (before, more) -> before + " " + more);
            } else if (colon > 0 && names.contains(line.substring(0, colon))) {
                entry = line.substring(0, colon);
                entries.put(entry, line.substring(colon + 1).strip());
                inSummary = false;
            } else if (inSummary) {
                summary.add(line.strip());
            }
        }
        return new Header(summary.toString(), entries);
    }

    /// The first sentence of the summary.
    String firstSentence() {
        int end = summary.indexOf(". ");
        return end < 0 ? summary : summary.substring(0, end + 1);
    }

    /// The paper; empty where none is named.
    String paper() {
        return entries.getOrDefault("Paper", "");
    }

    /// Authors and year of the paper, as far as it begins with them.
    String citation() {
        List<String> parts = List.of(paper().split("[,;] ?"));
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).matches("(19|20)\\d\\d")) {
                return String.join(", ", parts.subList(0, i + 1));
            }
        }
        return paper();
    }

    /// The cost in passes; empty where none is stated.
    String cost() {
        return entries.getOrDefault("Cost", "");
    }

    /// What is said about a parameter; empty where nothing is.
    String parameter(String name) {
        return entries.getOrDefault(name, "");
    }
}
