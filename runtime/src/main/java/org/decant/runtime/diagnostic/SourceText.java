package org.decant.runtime.diagnostic;

import java.util.Arrays;

/// A named text that diagnostics point into: a script, a model file in text form, a command line.
///
/// Lines and columns count from 1; columns count UTF-16 code units.
public final class SourceText {
    private final String name;
    private final String text;
    private final int[] lineStarts;

    public SourceText(String name, String text) {
        this.name = name;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[(int) text.chars().filter(c -> c == '\n').count() + 1];
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                starts[line++] = i + 1;
            }
        }
        return starts;
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    public int lineCount() {
        return lineStarts.length;
    }

    /// The line, from 1, that holds the character at `offset`.
    public int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, Math.min(offset, text.length()));
        return found >= 0 ? found + 1 : -found - 1;
    }

    /// The column, from 1, of the character at `offset`.
    public int column(int offset) {
        return Math.min(offset, text.length()) - lineStarts[line(offset) - 1] + 1;
    }

    /// The text of line `line`, from 1, without its line end.
    public String lineText(int line) {
        int start = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
        String content = text.substring(start, end);
        return content.endsWith("\r") ? content.substring(0, content.length() - 1) : content;
    }

    /// The offset of the character at `line` and `column`, both from 1.
    public int offset(int line, int column) {
        return Math.min(lineStarts[Math.min(line, lineStarts.length) - 1] + column - 1, text.length());
    }

    @Override
    public String toString() {
        return name;
    }
}
