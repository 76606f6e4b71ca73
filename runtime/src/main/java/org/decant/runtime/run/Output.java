package org.decant.runtime.run;

import java.util.List;
import org.decant.runtime.context.Context;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Utf8Decoder;
import org.decant.runtime.vocabulary.Vocabulary;

/// What a strategy writes: the context it started from and the tokens appended since, up to an end token, a stop text
/// or a token budget, whichever comes first, also in the middle of an append of several tokens.
public final class Output {
    private final Output enclosing;
    private final Context origin;
    private final Context start;
    private final int budget;
    private final List<String> stops;
    private final TextListener listener;
    private final Utf8Decoder decoder = new Utf8Decoder();
    private final StringBuilder text = new StringBuilder();
    private Context context;
    private Finish finish;
    private int told;
    private long firstTokenAt;

    /// Hears of text as soon as it is certain: never half a character, never what may still become a stop text.
    @FunctionalInterface
    public interface TextListener {
        void text(String piece);
    }

    /// @param enclosing an output that gets the same tokens, or null
    /// @param start     the context to go on from
    /// @param budget    how many tokens it takes, at least 0
    /// @param stops     texts that end it, none of them empty; the one that is complete first is cut from its text
    /// @param listener  told of the text, or null
    public Output(Output enclosing, Context start, int budget, List<String> stops, TextListener listener) {
        this(enclosing, start, start, budget, stops, listener);
    }

    private Output(Output enclosing, Context origin, Context start, int budget, List<String> stops,
                   TextListener listener) {
        this.enclosing = enclosing;
        this.origin = origin;
        this.start = start;
        this.context = start;
        this.budget = budget;
        this.stops = stops;
        this.listener = listener;
        if (stops.contains("")) {
            throw new DecantException("a stop text is empty", "leave it out, or give the text to stop at");
        }
        if (budget == 0) {
            finish = Finish.TOKEN_BUDGET;
        }
    }

    /// The start and all that was appended.
    public Context context() {
        return context;
    }

    public Context start() {
        return start;
    }

    /// Where the strategy that writes here began: the start, or for a branch that of the output it branched off.
    public Context origin() {
        return origin;
    }

    /// The tokens appended, an end token included.
    public List<Token> written() {
        return context.lastTokens(context.length() - start.length());
    }

    /// How many more tokens it takes.
    public int remaining() {
        if (finish != null) {
            return 0;
        }
        int own = budget - (context.length() - start.length());
        return enclosing == null ? own : Math.min(own, enclosing.remaining());
    }

    /// Whether it takes no more tokens.
    public boolean finished() {
        return finish != null || (enclosing != null && enclosing.finished());
    }

    /// Why it takes no more tokens; null as long as it does.
    public Finish finish() {
        return finish != null ? finish : enclosing != null ? enclosing.finish() : null;
    }

    /// Appends tokens until it is finished, which may be before the last of them.
    public void append(List<Token> tokens) {
        for (int i = 0, size = tokens.size(); i < size; i++) {
            append(tokens.get(i));
        }
    }

    /// Appends one token, unless it is finished.
    public void append(Token token) {
        if (finished()) {
            return;
        }
        context = context.plus(token);
        if (firstTokenAt == 0) {
            firstTokenAt = System.nanoTime();
        }
        if (enclosing != null) {
            enclosing.append(token);
        }
        if (listener != null || !stops.isEmpty()) {
            appendText(token);
        }
        if (finish == null) {
            if (token.isEnd()) {
                finish = Finish.END_TOKEN;
            } else if (context.length() - start.length() >= budget) {
                finish = Finish.TOKEN_BUDGET;
            }
        }
        if (finished()) {
            close();
        }
    }

    private void appendText(Token token) {
        if (token.vocabulary().isSpecial(token.id())) {
            return;
        }
        int before = text.length();
        decoder.decode(token.vocabulary().bytes(token.id()), text);
        // The stop that is complete first, the longest of several: in how many pieces it came makes no difference.
        int cut = -1;
        int end = Integer.MAX_VALUE;
        for (String stop : stops) {
            int found = text.indexOf(stop, Math.max(0, before - stop.length() + 1));
            if (found >= 0 && (found + stop.length() < end || found + stop.length() == end && found < cut)) {
                cut = found;
                end = found + stop.length();
            }
        }
        if (cut >= 0) {
            text.setLength(cut);
            finish = Finish.STOP_TEXT;
        }
        tell(finish == null ? heldBack() : 0);
    }

    /// The length of the longest end of the text that begins a stop text.
    private int heldBack() {
        int held = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, text.length()); length > held; length--) {
                if (stop.startsWith(text.substring(text.length() - length))) {
                    held = length;
                }
            }
        }
        return held;
    }

    private void tell(int held) {
        int upTo = text.length() - held;
        if (listener != null && upTo > told) {
            listener.text(text.substring(told, upTo));
            told = upTo;
        }
    }

    /// Tells the listener of the rest of the text: nothing more will come.
    public void close() {
        if (finish != Finish.STOP_TEXT) {
            decoder.finish(text);
        }
        tell(0);
    }

    /// An output that goes on from here with the budget that is left, and writes nothing here.
    public Output branch() {
        return new Output(null, origin, context, remaining(), stops, null);
    }

    /// When the first token was appended, as [System#nanoTime] tells; 0 as long as there is none.
    public long firstTokenAt() {
        return firstTokenAt;
    }

    /// Goes on from `context`, which an output with the same start had in another run of the same strategy. Only where nobody
    /// listens and there are no stop texts: both depend on the way there.
    public void goOnFrom(Context written) {
        if (listener != null || !stops.isEmpty()) {
            throw new IllegalStateException("an output with a listener or stop texts cannot go on from elsewhere");
        }
        context = written;
        if (enclosing != null) {
            enclosing.goOnFrom(written);
        }
    }

    /// Whether [#goOnFrom] is possible.
    public boolean resumable() {
        return listener == null && stops.isEmpty() && (enclosing == null || enclosing.resumable());
    }

    /// The text written, special tokens and a stop text left out.
    public String text() {
        if (listener != null || !stops.isEmpty()) {
            return text.toString();
        }
        return Vocabulary.decode(written());
    }
}
