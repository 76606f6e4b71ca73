package org.decant.cli;

/// Text in lines of a readable length.
final class Paragraph {
    private static final int WIDTH = 110;

    private Paragraph() {
    }

    /// The words of `text` in lines that begin with `indent` blanks and end before column 110; longer words stand alone.
    static String wrap(String text, int indent) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : text.strip().split("\\s+")) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                lines.append('\n');
                column = 0;
            }
            lines.append(column == 0 ? " ".repeat(indent) : " ").append(word);
            column += (column == 0 ? indent : 1) + word.length();
        }
        return lines.toString();
    }
}
