package org.decant.compiler.language;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Span;

/// A script that is wrong before it runs; the message has everything that is wrong in it.
@ExportLibrary(InteropLibrary.class)
public final class SyntaxException extends AbstractTruffleException {
    private static final long serialVersionUID = 1;
    private final transient Source source;
    private final transient Span span;

    SyntaxException(DecantException error, Source source) {
        super(error.getMessage());
        Span first = error.diagnostics().getFirst().span();
        boolean here = first != null && first.end() <= source.getLength();
        this.source = source;
        this.span = here ? first : null;
    }

    @ExportMessage
    ExceptionType getExceptionType() {
        return ExceptionType.PARSE_ERROR;
    }

    @ExportMessage
    boolean isExceptionIncompleteSource() {
        return false;
    }

    @ExportMessage
    boolean hasSourceLocation() {
        return span != null;
    }

    @ExportMessage
    @TruffleBoundary
    SourceSection getSourceLocation() {
        return source.createSection(span.start(), span.end() - span.start());
    }
}
