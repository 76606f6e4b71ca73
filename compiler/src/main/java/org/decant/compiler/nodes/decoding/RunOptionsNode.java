package org.decant.compiler.nodes.decoding;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import java.util.List;
import org.decant.compiler.nodes.DecantNode;
import org.decant.compiler.nodes.OutputFinishedException;
import org.decant.compiler.nodes.ScriptException;
import org.decant.runtime.context.Context;
import org.decant.runtime.run.Output;

/// The output that a strategy run by another one writes to: `tokens:`, `stop:` and `from`.
public final class RunOptionsNode extends Node {
    @Child private DecantNode tokens;
    @Child private DecantNode stop;
    @Child private DecantNode from;

    /// @param tokens the budget; null for what is left of the caller's
    /// @param stop   a stop text, or null
    /// @param from   the context to go on from; null for the caller's output, which then gets the tokens too
    public RunOptionsNode(DecantNode tokens, DecantNode stop, DecantNode from) {
        this.tokens = tokens;
        this.stop = stop;
        this.from = from;
    }

    /// Ends the caller where the strategy wrote to its output and that takes no more, if `endsBody` says that it is over then.
    void endIfFinished(Output caller, boolean endsBody) {
        if (endsBody && from == null && finished(caller)) {
            throw OutputFinishedException.INSTANCE;
        }
    }

    @TruffleBoundary
    private static boolean finished(Output output) {
        return output.finished();
    }

    Output execute(VirtualFrame frame, Output current) {
        Context start = from == null ? null : (Context) from.execute(frame);
        long budget = tokens == null ? Long.MAX_VALUE : tokens.executeLong(frame);
        String text = stop == null ? null : (String) stop.execute(frame);
        if (budget < 0) {
            throw negative(budget);
        }
        return create(current, start, budget, text);
    }

    @TruffleBoundary
    private ScriptException negative(long budget) {
        return ScriptException.at(tokens, "the token budget is " + budget, "give 0 or more");
    }

    @TruffleBoundary
    private static Output create(Output current, Context start, long budget, String stop) {
        List<String> stops = stop == null || stop.isEmpty() ? List.of() : List.of(stop);
        int left = (int) Math.min(budget, current.remaining());
        return start == null ? new Output(current, current.context(), left, stops, null)
                : new Output(null, start, left, stops, null);
    }
}
