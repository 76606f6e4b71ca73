package org.decant.compiler.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;
import org.decant.runtime.run.Activation;

/// A run ended because its caller cancelled it.
@ExportLibrary(InteropLibrary.class)
public final class CancelledException extends AbstractTruffleException {
    private static final long serialVersionUID = 1;

    CancelledException(Node location) {
        super("the run was cancelled", null, 0, location);
    }

    /// Ends the run if it was cancelled. Loops and calls ask, so that no script runs on for long.
    public static void check(Activation activation, Node node) {
        if (activation.run().cancelled()) {
            throw create(node);
        }
    }

    @TruffleBoundary
    private static CancelledException create(Node node) {
        return new CancelledException(node);
    }

    @ExportMessage
    ExceptionType getExceptionType() {
        return ExceptionType.INTERRUPT;
    }
}
