package org.decant.compiler.syntax;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.Token;
import org.decant.grammar.DecodeLexer;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.Span;

/// What is wrong with one text. Its parts are read step by step (tokens, brackets, rules, meaning of literals), and
/// each step reports here.
final class Problems {
    /// More would be noise: after so many, the text is probably no script at all.
    private static final int SHOWN = 20;

    private final List<Diagnostic> found = new ArrayList<>();
    private int missingAtEnd;
    private final TreeSet<Integer> declarationStarts = new TreeSet<>();
    private final Set<Integer> spoiltDeclarations = new HashSet<>();
    private final Set<Integer> spoiltLines = new HashSet<>();

    void report(Span span, String message, String hint) {
        found.add(Diagnostic.error(span, message, hint));
    }

    /// Something that more text could still put right.
    void reportMissingAtEnd(Span span, String message, String hint) {
        report(span, message, hint);
        missingAtEnd++;
    }

    /// Learns where declarations begin: a mistake with brackets is felt to the end of its declaration, but no further.
    void divide(List<Token> tokens) {
        for (Token token : tokens) {
            boolean begins = switch (token.getType()) {
                case DecodeLexer.STRATEGY, DecodeLexer.FUNCTION, DecodeLexer.RECORD, DecodeLexer.IMPORT -> true;
                case DecodeLexer.LET -> token.getCharPositionInLine() == 0;
                default -> false;
            };
            if (begins) {
                declarationStarts.add(token.getStartIndex());
            }
        }
    }

    /// From here on nothing more need be said about the declaration that `token` is in.
    void spoilDeclaration(Token token) {
        spoiltDeclarations.add(declaration(token));
    }

    /// From here on nothing more need be said about the line that `token` is on.
    void spoilLine(Token token) {
        spoiltLines.add(token.getLine());
    }

    boolean onLine(Token token) {
        return spoiltLines.contains(token.getLine());
    }

    boolean inDeclaration(Token token) {
        return spoiltDeclarations.contains(declaration(token));
    }

    private int declaration(Token token) {
        Integer start = declarationStarts.floor(token.getStartIndex());
        return start == null ? -1 : start;
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /// Whether all that is wrong is that the text ends too early.
    boolean onlyMissingEnd() {
        return missingAtEnd > 0 && missingAtEnd == found.size();
    }

    void throwIfAny() {
        if (found.isEmpty()) {
            return;
        }
        List<Diagnostic> shown = new ArrayList<>(found.stream()
                .sorted(Comparator.comparingInt((Diagnostic d) -> d.span().start())).limit(SHOWN).toList());
        int hidden = found.size() - shown.size();
        if (hidden > 0) {
            shown.add(Diagnostic.error(null, "there are " + hidden + " more errors", "mend these first"));
        }
        throw new DecantException(shown);
    }
}
