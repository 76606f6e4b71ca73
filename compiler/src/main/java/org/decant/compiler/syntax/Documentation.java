package org.decant.compiler.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.decant.grammar.DecodeLexer;
import org.decant.runtime.diagnostic.SourceText;

/// The `///` lines of a text, and which of them belong to a declaration: the lines directly above it. Other comments
/// may stand between; an empty line ends the documentation, though not on the way to the declaration itself.
final class Documentation {
    private final List<? extends Token> tokens;
    private final SourceText source;

    /// @param tokens all tokens in their order, documentation lines among them
    Documentation(List<? extends Token> tokens, SourceText source) {
        this.tokens = tokens;
        this.source = source;
    }

    /// The documentation of the declaration that begins with `first`.
    String above(Token first) {
        List<String> lines = new ArrayList<>();
        int lineBelow = 0;
        for (int i = indexOf(first) - 1; i >= 0 && isDocumentation(i); i--) {
            int line = tokens.get(i).getLine();
            if (!lines.isEmpty() && emptyLineBetween(line, lineBelow)) {
                break;
            }
            lines.addFirst(content(tokens.get(i)));
            lineBelow = line;
        }
        return String.join("\n", lines);
    }

    private int indexOf(Token token) {
        int low = 0;
        int high = tokens.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (tokens.get(middle).getStartIndex() < token.getStartIndex()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Behind code on its line, `///` is a comment like any other.
    private boolean isDocumentation(int index) {
        return tokens.get(index).getType() == DecodeLexer.DOCUMENTATION
                && (index == 0 || tokens.get(index - 1).getLine() < tokens.get(index).getLine());
    }

    private boolean emptyLineBetween(int line, int lineBelow) {
        for (int between = line + 1; between < lineBelow; between++) {
            if (source.lineText(between).isBlank()) {
                return true;
            }
        }
        return false;
    }

    private static String content(Token token) {
        String text = token.getText().substring("///".length()).stripTrailing();
        return text.startsWith(" ") ? text.substring(1) : text;
    }
}
