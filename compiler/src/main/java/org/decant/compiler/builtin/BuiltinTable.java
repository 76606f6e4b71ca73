package org.decant.compiler.builtin;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.decant.compiler.builtin.Builtin.Effect;
import org.decant.compiler.builtin.Builtin.Implementation;
import org.decant.compiler.builtin.Builtin.Kind;

/// The builtins, by name. A library of builtins is a class with a method that adds its own to a table.
public final class BuiltinTable {
    private final Map<String, List<Builtin>> byName = new LinkedHashMap<>();
    private String section = "";
    private final Map<String, List<Builtin>> sections = new LinkedHashMap<>();

    /// Begins a section of the language reference; what is added next belongs to it.
    public void section(String title) {
        section = title;
        sections.computeIfAbsent(title, ignored -> new ArrayList<>());
    }

    /// Adds a builtin; its signature says what kind it is (see [SignatureParser]).
    public void add(String signature, String documentation, Implementation implementation) {
        add(signature, documentation, EnumSet.noneOf(Effect.class), implementation);
    }

    /// Adds a builtin that makes random choices.
    public void addDrawing(String signature, String documentation, Implementation implementation) {
        add(signature, documentation, EnumSet.of(Effect.DRAWS), implementation);
    }

    /// Adds a builtin that calls a model and draws nothing.
    public void addAsking(String signature, String documentation, Implementation implementation) {
        add(signature, documentation, EnumSet.of(Effect.CALLS_MODEL), implementation);
    }

    /// Adds a builtin that may call models (or blocks given to it, which may).
    public void addCalling(String signature, String documentation, Implementation implementation) {
        add(signature, documentation, EnumSet.of(Effect.CALLS_MODEL, Effect.DRAWS), implementation);
    }

    private void add(String text, String documentation, Set<Effect> effects, Implementation implementation) {
        SignatureParser.Signature signature = new SignatureParser(text).parse();
        Kind kind = signature.receiver() == null ? signature.called() ? Kind.FUNCTION : Kind.VALUE
                : signature.called() ? Kind.METHOD : Kind.PROPERTY;
        Builtin builtin = new Builtin(kind, signature.name(), signature.variables(), signature.receiver(),
                signature.parameters(), signature.result(), documentation, effects, implementation, text);
        byName.computeIfAbsent(signature.name(), ignored -> new ArrayList<>(2)).add(builtin);
        sections.computeIfAbsent(section, ignored -> new ArrayList<>()).add(builtin);
    }

    /// All builtins of a name, of any kind; empty where there are none.
    public List<Builtin> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /// The builtins by section, in the order they were added.
    public Map<String, List<Builtin>> sections() {
        return sections;
    }
}
