package org.decant.compiler.nodes.decoding;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.util.List;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.ScriptException;
import org.decant.compiler.types.Type;
import org.decant.runtime.context.Context;
import org.decant.runtime.draft.Verified;
import org.decant.runtime.run.Activation;
import org.decant.runtime.run.Output;
import org.decant.runtime.trace.TraceEvent;
import org.decant.runtime.vocabulary.Token;

/// How a value is written to an output, which its type decides.
public enum Written {
    TOKEN {
        @Override
        void append(Output output, Object value) {
            output.append((Token) value);
        }
    },
    TOKENS {
        @Override
        @SuppressWarnings("unchecked")
        void append(Output output, Object value) {
            output.append((List<Token>) value);
        }
    },
    VERIFIED {
        @Override
        void append(Output output, Object value) {
            output.append(((Verified) value).tokens());
        }
    },
    NOTHING {
        @Override
        void append(Output output, Object value) {
            // the body has written what it wanted by itself
        }
    };

    abstract void append(Output output, Object value);

    public static Written of(Type type) {
        Type resolved = type.resolved();
        return resolved == Type.TOKEN ? TOKEN : resolved == Type.VERIFIED ? VERIFIED
                : resolved instanceof Type.ListType ? TOKENS : NOTHING;
    }

    /// Appends `value` to the activation's output; the result is whether that takes no more.
    @TruffleBoundary
    final boolean append(Activation activation, Object value, DecantNode node) {
        Output output = activation.output();
        try {
            if (activation.trace() == null) {
                append(output, value);
            } else {
                appendTraced(activation, value);
            }
            return output.finished();
        } catch (RuntimeException failure) {
            throw ScriptException.located(failure, node);
        }
    }

    private void appendTraced(Activation activation, Object value) {
        Context before = activation.output().context();
        Context answer = activation.run().output().context();
        append(activation.output(), value);
        Context after = activation.output().context();
        if (after != before) {
            activation.trace().tell(new TraceEvent.Wrote(before, after, activation.run().output().context() != answer));
        }
    }
}
