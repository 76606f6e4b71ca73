package org.decant.cli;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.decant.compiler.builtin.Builtin;
import org.decant.compiler.builtin.BuiltinTable;
import org.decant.compiler.library.ModuleFinder;
import org.decant.compiler.typed.Module;
import org.decant.compiler.typed.Routine;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.NearestName;

/// Help at the prompt: the directives, the sections of builtins, one builtin, one strategy.
final class ReplHelp {
    private final BuiltinTable builtins;
    private final ModuleFinder finder;
    private final Console console;

    ReplHelp(BuiltinTable builtins, ModuleFinder finder, Console console) {
        this.builtins = builtins;
        this.finder = finder;
        this.console = console;
    }

    /// @param about a builtin, a strategy or a section; empty for the overview
    String text(String about) {
        if (about.isEmpty()) {
            return overview();
        }
        List<Builtin> named = builtins.named(about);
        if (!named.isEmpty()) {
            return named.stream().map(this::entry).collect(Collectors.joining("\n"));
        }
        for (Map.Entry<String, List<Builtin>> section : builtins.sections().entrySet()) {
            if (section.getKey().equalsIgnoreCase(about)) {
                return section.getValue().stream().filter(ReplHelp::isWritten).map(this::entry)
                        .collect(Collectors.joining("\n"));
            }
        }
        if (finder.library().contains(about)) {
            return strategy(about);
        }
        Set<String> known = new LinkedHashSet<>(builtins.names());
        known.addAll(finder.library().names());
        known.addAll(builtins.sections().keySet());
        String near = NearestName.hint(about, known);
        throw new DecantException("nothing is known about `" + about + "`",
                near != null ? near : "`:help` shows what there is");
    }

    private String overview() {
        StringBuilder text = new StringBuilder("Type an expression, a statement or a declaration; `output` is the text so far.\n");
        for (ReplDirective directive : ReplDirective.values()) {
            text.append("\n  ").append("%-18s".formatted(directive.word() + " " + directive.argument()))
                    .append(directive.purpose());
        }
        text.append("\n\nBuiltins by section (`:help Lists`, `:help top_k`):\n");
        builtins.sections().forEach((title, section) -> text.append("\n  ").append(console.onOut(Style.TITLE, title))
                .append('\n').append(Paragraph.wrap(String.join(" ", names(section)), 6)));
        text.append("\n\nStrategies (`:help nucleus`, `run nucleus(target)`):\n\n")
                .append(Paragraph.wrap(String.join(" ", finder.library().names()), 6));
        return text.toString();
    }

    private static Collection<String> names(List<Builtin> section) {
        return section.stream().filter(ReplHelp::isWritten).map(Builtin::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Operators are written otherwise than by their names.
    private static boolean isWritten(Builtin builtin) {
        return !builtin.name().startsWith("operator_");
    }

    private String entry(Builtin builtin) {
        return console.onOut(Style.NAME, builtin.signature()) + "\n" + Paragraph.wrap(builtin.documentation(), 4);
    }

    private String strategy(String name) {
        Module module = finder.library(name);
        Routine routine = Signature.main(module, name);
        Header header = Header.of(routine, module.source());
        StringBuilder text = new StringBuilder(console.onOut(Style.NAME, Signature.full(routine)));
        text.append('\n').append(Paragraph.wrap(header.summary(), 4));
        header.entries().forEach((entry, said) -> text.append('\n').append(Paragraph.wrap(entry + ": " + said, 4)));
        return text.toString();
    }
}
