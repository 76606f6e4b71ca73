package org.decant.runtime.model.ngram;

import java.util.ArrayList;
import java.util.List;

/// Cuts a text into its documents: stretches of lines between blank lines.
final class Documents {

    private Documents() {
    }

    /// The documents of `text` in order, each without the line end after its last line.
    static List<String> of(String text) {
        List<String> documents = new ArrayList<>();
        int start = -1;
        int end = -1;
        for (int line = 0, next; line < text.length(); line = next) {
            int lineEnd = text.indexOf('\n', line);
            next = lineEnd < 0 ? text.length() : lineEnd + 1;
            int contentEnd = lineEnd < 0 ? text.length() : lineEnd;
            if (contentEnd > line && text.charAt(contentEnd - 1) == '\r') {
                contentEnd--;
            }
            if (!isBlank(text, line, contentEnd)) {
                start = start < 0 ? line : start;
                end = contentEnd;
            } else if (start >= 0) {
                documents.add(text.substring(start, end));
                start = -1;
            }
        }
        if (start >= 0) {
            documents.add(text.substring(start, end));
        }
        return documents;
    }

    private static boolean isBlank(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
