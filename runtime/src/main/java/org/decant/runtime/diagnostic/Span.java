package org.decant.runtime.diagnostic;

/// A stretch of a source: characters `start` (inclusive) to `end` (exclusive).
public record Span(SourceText source, int start, int end) {

    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span " + start + ".." + end);
        }
    }

    /// The span of a whole source, for errors that have no better place.
    public static Span whole(SourceText source) {
        return new Span(source, 0, source.text().length());
    }

    /// The smallest span that holds this one and `other`.
    public Span to(Span other) {
        return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
    }

    public int line() {
        return source.line(start);
    }

    public int column() {
        return source.column(start);
    }

    public String text() {
        return source.text().substring(start, end);
    }
}
