package org.decant.compiler.host;

import java.util.List;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.diagnostic.Span;

/// An argument given as text, as on a command line. The parameter's type says how it is read:
///
/// - Int, Float, Bool: a literal (`4`, `0.9`, `1e-3`, `inf`, `true`)
/// - Text: the text itself
/// - Model: a location, `kind:path?options`, perhaps with views: `ngram:notes.txt |> temper(0.7)`
/// - a list of models: the location of one; a request has a list of such texts
/// - Strategy: the name of a strategy of the library, or the path of a script
/// - Tensor: a file, `FILE.npy` or `FILE.json`
/// - `T?`: `null`, or a `T`
/// - any other type: an expression of the language, such as `[4, 2, 2]`, `chain(3)` or `tensor([0.5, 1.0])`
///
/// @param text  the text
/// @param place where the user wrote it, for errors
public record TextArgument(String text, Span place) {

    /// The texts of a request's argument: several of a list of models, none of a value.
    static List<TextArgument> of(Object argument) {
        return argument instanceof TextArgument text ? List.of(text)
                : argument instanceof List<?> list && list.stream().allMatch(TextArgument.class::isInstance)
                ? list.stream().map(TextArgument.class::cast).toList() : List.of();
    }

    /// A text without a place around it; `name` is what errors call it, such as `--p`.
    public static TextArgument named(String name, String text) {
        SourceText source = new SourceText(name, text);
        return new TextArgument(text, new Span(source, 0, text.length()));
    }

    /// The diagnostic `problem`, about a stretch of this text, put where the user sees it.
    ///
    /// @param start where the stretch begins in this text
    /// @param end   where it ends
    Diagnostic placed(Diagnostic problem, int start, int end) {
        boolean verbatim = place.text().equals(text) && start >= 0 && start <= end && end <= text.length();
        Span span = verbatim ? new Span(place.source(), place.start() + start, place.start() + end) : place;
        return problem.at(span);
    }
}
