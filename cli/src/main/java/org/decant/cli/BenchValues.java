package org.decant.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.decant.compiler.typed.Routine;
import org.decant.compiler.types.Type;
import org.decant.compiler.types.Types;
import org.decant.models.task.TaskExample;
import org.decant.runtime.diagnostic.DecantException;

/// What stands for what in the values of a [BenchLine]: `{target}` and `{drafter}` for the models of the bench, `{prompt}` and
/// `{reference}` for those of the task's item, `{Text}` for the line `Text: …` of its prompt, and so for every other label.
///
/// In a text they stand for themselves; in values that are expressions of the language those of the item are text literals.
final class BenchValues {
    static final String TARGET = "{target}";
    static final String DRAFTER = "{drafter}";
    static final String PROMPT = "{prompt}";
    private static final String REFERENCE = "{reference}";
    private static final Pattern NAMED = Pattern.compile("\\{[A-Za-z]+}");

    private final Map<String, String> models;
    private final Map<String, String> texts = new LinkedHashMap<>();

    /// @param target  the location of the model that is measured
    /// @param drafter the location of the model that drafts for it
    /// @param item    the item of the task; null where there is no task
    BenchValues(String target, String drafter, TaskExample item) {
        models = Map.of(TARGET, target, DRAFTER, drafter);
        if (item == null) {
            texts.put(PROMPT, "");
            return;
        }
        texts.put(PROMPT, item.prompt());
        texts.put(REFERENCE, item.references().getFirst());
        for (String line : item.prompt().split("\n")) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                texts.putIfAbsent("{" + line.substring(0, colon) + "}", line.substring(colon + 2));
            }
        }
    }

    /// The argument of a parameter.
    ///
    /// @throws DecantException where something stands for nothing
    String argument(Routine.Parameter parameter, String value) {
        Type type = Types.plain(parameter.type());
        return replaced(value, type != Type.TEXT && !Types.model(type) && !Types.models(type) && type != Type.STRATEGY);
    }

    /// A text, such as the prompt.
    String text(String value) {
        return replaced(value, false);
    }

    private String replaced(String value, boolean quoted) {
        return NAMED.matcher(value).replaceAll(found -> Matcher.quoteReplacement(standsFor(found, quoted)));
    }

    private String standsFor(MatchResult found, boolean quoted) {
        String name = found.group();
        if (models.containsKey(name)) {
            return models.get(name);
        }
        String text = texts.get(name);
        if (text == null) {
            throw new DecantException("nothing here is called `" + name + "`", "there are " + String.join(", ", models.keySet())
                    + ", " + String.join(", ", texts.keySet()));
        }
        return quoted ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"' : text;
    }
}
