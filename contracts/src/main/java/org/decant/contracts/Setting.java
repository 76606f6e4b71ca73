package org.decant.contracts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decant.compiler.host.RunRequest;
import org.decant.runtime.model.table.TableModel;
import org.decant.runtime.vocabulary.SymbolTokenizer;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// What a strategy is run with: small models, values of its parameters, a prompt and a budget.
///
/// @param vocabulary the tokens `a`, `b`, … and the end token
/// @param prompt     token ids, none of them the end token
/// @param horizon    how many tokens are written at most
/// @param arguments  by parameter: [ModelTable], a List of them, or what [RunRequest] takes; those left out have their default
public record Setting(Vocabulary vocabulary, List<Integer> prompt, int horizon, Map<String, Object> arguments) {
    private static final Map<Integer, Vocabulary> VOCABULARIES = new LinkedHashMap<>();

    public Setting {
        prompt = List.copyOf(prompt);
    }

    /// The vocabulary of `size` tokens, always the same one.
    static synchronized Vocabulary letters(int size) {
        return VOCABULARIES.computeIfAbsent(size, count -> SymbolTokenizer.letters("letters", count, true));
    }

    /// The prompt; empty where no model is given, so that there are no tokens.
    public String promptText() {
        if (tables().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        prompt.forEach(id -> text.append(vocabulary.text(id)));
        return text.toString();
    }

    List<Token> promptTokens() {
        return prompt.stream().map(vocabulary::token).toList();
    }

    /// The tables of the model parameters; a parameter that takes several gives `name[0]`, `name[1]`, …
    public Map<String, ModelTable> tables() {
        Map<String, ModelTable> tables = new LinkedHashMap<>();
        arguments.forEach((name, value) -> {
            if (value instanceof ModelTable table) {
                tables.put(name, table);
            } else if (value instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) instanceof ModelTable table) {
                        tables.put(name + "[" + i + "]", table);
                    }
                }
            }
        });
        return tables;
    }

    Setting withArgument(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(arguments);
        changed.put(name, value);
        return new Setting(vocabulary, prompt, horizon, changed);
    }

    Setting withPrompt(List<Integer> other) {
        return new Setting(vocabulary, other, horizon, arguments);
    }

    Setting withHorizon(int other) {
        return new Setting(vocabulary, prompt, other, arguments);
    }

    /// A request for a run with this setting. The models of a request are others than those of another request.
    Map<String, Object> runArguments() {
        Map<String, Object> values = new LinkedHashMap<>();
        arguments.forEach((name, value) -> values.put(name, runValue(name, value)));
        return values;
    }

    private Object runValue(String name, Object value) {
        return switch (value) {
            case ModelTable table -> model(name, table);
            case List<?> list -> {
                List<Object> models = new ArrayList<>();
                for (Object element : list) {
                    models.add(element instanceof ModelTable table ? model(name + "[" + models.size() + "]", table) : element);
                }
                yield models;
            }
            case null -> null;
            case Object other -> other;
        };
    }

    private TableModel model(String name, ModelTable table) {
        return table.model(name, vocabulary);
    }
}
