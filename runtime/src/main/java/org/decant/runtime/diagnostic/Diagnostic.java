package org.decant.runtime.diagnostic;

/// One thing that is wrong, where, and what to do about it.
///
/// @param severity error or warning
/// @param span     the place, or null where there is none (an option without a text, a missing file)
/// @param message  one sentence of what is wrong, lower case, without a full stop
/// @param hint     one sentence of what to do, or null where nothing useful can be said
/// @param use      where the script used what was given at `span`; null where that is the place itself
public record Diagnostic(Severity severity, Span span, String message, String hint, Span use) {

    public enum Severity { ERROR, WARNING }

    public static Diagnostic error(Span span, String message, String hint) {
        return new Diagnostic(Severity.ERROR, span, message, hint, null);
    }

    public static Diagnostic warning(Span span, String message, String hint) {
        return new Diagnostic(Severity.WARNING, span, message, hint, null);
    }

    /// The same at another place.
    public Diagnostic at(Span place) {
        return new Diagnostic(severity, place, message, hint, use);
    }

    /// The same at the place where what is wrong was given; its place until now is that of its use.
    public Diagnostic givenAt(Span place) {
        return new Diagnostic(severity, place, message, hint, span);
    }

    /// The diagnostic as people read it: what, where, the line with the spot marked, what to do.
    public String render() {
        StringBuilder out = new StringBuilder();
        out.append(severity == Severity.ERROR ? "error: " : "warning: ").append(message).append('\n');
        if (span != null) {
            renderPlace(out);
        }
        if (use != null) {
            out.append("  used at ").append(use.source().name()).append(':').append(use.line()).append(':')
                    .append(use.column()).append('\n');
        }
        if (hint != null) {
            out.append("  help: ").append(hint).append('\n');
        }
        return out.toString();
    }

    private void renderPlace(StringBuilder out) {
        SourceText source = span.source();
        String number = Integer.toString(span.line());
        String margin = " ".repeat(number.length());
        String line = source.lineText(span.line()).replace('\t', ' ');
        int column = Math.min(span.column(), line.length() + 1);
        int width = Math.max(1, Math.min(span.end() - span.start(), line.length() - column + 1));
        out.append(margin).append(" --> ").append(source.name()).append(':').append(number)
                .append(':').append(column).append('\n');
        out.append(margin).append("  |\n");
        out.append(number).append("  | ").append(line).append('\n');
        out.append(margin).append("  | ").append(" ".repeat(column - 1)).append("^".repeat(width)).append('\n');
    }
}
