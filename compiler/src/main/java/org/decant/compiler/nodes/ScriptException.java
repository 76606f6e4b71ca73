package org.decant.compiler.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.nodes.Node;
import java.util.concurrent.CancellationException;
import org.decant.compiler.typed.Routine;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.diagnostic.Span;

/// A script's run ended by an error, placed where the script made it.
public final class ScriptException extends AbstractTruffleException {
    private static final long serialVersionUID = 1;
    private final transient DecantException error;
    private transient ParameterSlots.Argument argument;

    private ScriptException(DecantException error, DecantNode location) {
        super(error.getMessage(), null, UNLIMITED_STACK_TRACE, location);
        this.error = error;
        DecantNode wrong = location == null || error.parameter() == null ? location : location.given(error.parameter());
        this.argument = wrong == null ? null : wrong.argument();
    }

    /// The diagnostics, each with its place.
    public DecantException error() {
        return error;
    }

    /// The argument that is wrong; null where the wrong value was computed, or the error is about something else. While
    /// the error leaves calls, it is an argument of the innermost one that it has not left.
    public ParameterSlots.Argument argument() {
        return argument;
    }

    /// Says that the error leaves a call: a wrong argument of it is one of the caller's if it was handed on as it was.
    ///
    /// @param given what computed the arguments, null where the default was taken
    @TruffleBoundary
    public ScriptException leaving(Routine callee, DecantNode[] given) {
        if (argument != null && argument.routine() == callee) {
            DecantNode handed = given[argument.parameter()];
            argument = handed == null ? null : handed.argument();
        }
        return this;
    }

    /// An error that `node` itself has found: in the value of `node`, where that is what the place is.
    @TruffleBoundary
    public static ScriptException at(DecantNode node, String message, String hint) {
        return of(new DecantException(message, hint), node);
    }

    /// An error that the runtime has found while `node` ran.
    @TruffleBoundary
    public static ScriptException of(DecantException error, DecantNode node) {
        Span span = placeOf(node);
        return new ScriptException(span == null ? error : error.at(span), node);
    }

    private static Span placeOf(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at instanceof DecantNode known && known.span() != null) {
                return known.span();
            }
        }
        return null;
    }

    /// What to throw for a failure of the runtime while `node` ran: errors get their place, a cancelled run ends as
    /// such, everything else stays as it is.
    @TruffleBoundary
    public static RuntimeException located(RuntimeException failure, DecantNode node) {
        return switch (failure) {
            case DecantException error -> of(error, node);
            case CancellationException cancellation -> new CancelledException(node);
            default -> failure;
        };
    }

    /// The error of calls without end.
    @TruffleBoundary
    public static ScriptException recursion(String callee, DecantNode node) {
        return new ScriptException(new DecantException(Diagnostic.error(placeOf(node), "runaway recursion in `" + callee
                + "`", "it calls itself, perhaps through others, too many times: let it end, or write a loop")), node);
    }
}
