package org.decant.runtime.constraint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.decant.runtime.data.ByteSubstrings;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;

/// Makes constraints of what a text is. Each is about the text alone: which tokens spell it is up to the model.
public final class Constraints {

    private Constraints() {
    }

    /// The texts that a regular expression matches as a whole (see [RegexParser]); `.` is any character but a line feed.
    ///
    /// @throws DecantException where the pattern is wrong, matches nothing, or takes too many states
    public static Constraint regex(String pattern) {
        FiniteAutomaton automaton = FiniteAutomaton.ofCodePoints(RegexParser.parse(new SourceText("pattern", pattern)));
        if (automaton.isEmpty()) {
            throw new DecantException("no text matches the pattern `" + pattern + "`", "look for classes that exclude everything");
        }
        return new ByteConstraint<>(automaton, call("regex", pattern));
    }

    /// The given texts.
    ///
    /// @throws DecantException where there are none
    public static Constraint words(List<String> texts) {
        if (texts.isEmpty()) {
            throw new DecantException("`words` is given no text", "give at least one that the output may be");
        }
        List<Automaton> each = new ArrayList<>();
        StringBuilder source = new StringBuilder("words([");
        for (String text : texts) {
            each.add(Automata.makeBinary(new BytesRef(text.getBytes(StandardCharsets.UTF_8))));
            source.append(source.charAt(source.length() - 1) == '[' ? "" : ", ").append(quoted(text));
        }
        return new ByteConstraint<>(FiniteAutomaton.ofBytes(Operations.union(each)), source.append("])").toString());
    }

    /// The texts in which `part` stands somewhere.
    public static Constraint containing(String part) {
        Automaton anything = Operations.repeat(CodePoints.all().automaton());
        return new ByteConstraint<>(FiniteAutomaton.ofCodePoints(
                Operations.concatenate(List.of(anything, Automata.makeString(part), anything))), call("containing", part));
    }

    /// The substrings of a text, the empty one included. Takes memory proportional to the text.
    public static Constraint substringsOf(String text) {
        return new ByteConstraint<>(new SubstringAutomaton(ByteSubstrings.of(text.getBytes(StandardCharsets.UTF_8))),
                call("substrings_of", text));
    }

    /// The texts of a context-free grammar in EBNF (see [GrammarParser]). Rules may call themselves first only directly.
    ///
    /// @throws DecantException where the grammar is wrong, or has no text
    public static Constraint grammar(String rules) {
        return new ByteConstraint<>(GrammarParser.parse(new SourceText("grammar", rules)), call("grammar", rules));
    }

    /// JSON texts that satisfy a JSON Schema (see [JsonSchema]).
    ///
    /// @throws DecantException where the schema is wrong, uses a keyword that is not known, or nothing satisfies it
    public static Constraint jsonSchema(String schema) {
        return new ByteConstraint<>(JsonSchema.parse(new SourceText("schema", schema)), call("json_schema", schema));
    }

    private static String call(String name, String argument) {
        return name + "(" + quoted(argument) + ")";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
