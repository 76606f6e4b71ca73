package org.decant.runtime.context;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Token;
import org.decant.runtime.vocabulary.Vocabulary;

/// An immutable sequence of tokens: a node of a prefix tree, whose path from the root spells the sequence.
///
/// Within one tree a sequence has one node as long as anything refers to it, so contexts compare by identity and what
/// models remember about a context is found again however it was reached. Children are held weakly: a context that no
/// script, draft or cache can reach any more is collected with all that is remembered there.
public final class Context {
    private static final Object[] NO_SLOTS = new Object[0];

    private final Context parent;
    private final Token token;
    private final Vocabulary vocabulary;
    private final int length;
    /// Null, the WeakReference of an only child, or a Map from Token to WeakReference. Guarded by this.
    private Object children;
    /// What models remember here, by the session's slot numbers. Guarded by this.
    private Object[] slots = NO_SLOTS;

    private Context(Context parent, Token token, Vocabulary vocabulary, int length) {
        this.parent = parent;
        this.token = token;
        this.vocabulary = vocabulary;
        this.length = length;
    }

    /// The empty context of a new prefix tree. A session has one tree for each vocabulary.
    public static Context root(Vocabulary vocabulary) {
        return new Context(null, null, vocabulary, 0);
    }

    /// This context followed by `next`.
    ///
    /// @throws DecantException where the token is of another vocabulary
    public Context plus(Token next) {
        if (next.vocabulary() != vocabulary) {
            throw new DecantException(
                    "the token `" + next.text() + "` is of the vocabulary " + next.vocabulary().name()
                            + ", the context of " + vocabulary.name(),
                    "convert through text: `context + model.encode(text(tokens))`");
        }
        synchronized (this) {
            Context known = child(next);
            if (known != null) {
                return known;
            }
            Context made = new Context(this, next, vocabulary, length + 1);
            addChild(made);
            return made;
        }
    }

    public Context plus(Iterable<Token> tokens) {
        Context at = this;
        for (Token next : tokens) {
            at = at.plus(next);
        }
        return at;
    }

    @SuppressWarnings("unchecked")
    private Context child(Token next) {
        if (children instanceof WeakReference<?> only) {
            Context context = (Context) only.get();
            return context != null && context.token == next ? context : null;
        }
        if (children == null) {
            return null;
        }
        WeakReference<Context> found = ((Map<Token, WeakReference<Context>>) children).get(next);
        return found == null ? null : found.get();
    }

    @SuppressWarnings("unchecked")
    private void addChild(Context made) {
        WeakReference<Context> reference = new WeakReference<>(made);
        if (children == null) {
            children = reference;
        } else if (children instanceof WeakReference<?> only) {
            Context other = (Context) only.get();
            if (other == null) {
                children = reference;
                return;
            }
            Map<Token, WeakReference<Context>> map = new HashMap<>();
            map.put(other.token, (WeakReference<Context>) only);
            map.put(made.token, reference);
            children = map;
        } else {
            Map<Token, WeakReference<Context>> map = (Map<Token, WeakReference<Context>>) children;
            map.put(made.token, reference);
            if (map.size() >= 64 && Integer.bitCount(map.size()) == 1) {
                map.values().removeIf(child -> child.get() == null);
            }
        }
    }

    /// The context without its last token; null for the empty context.
    public Context parent() {
        return parent;
    }

    /// The last token; null for the empty context.
    public Token last() {
        return token;
    }

    public int length() {
        return length;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /// Whether the last token ends an output.
    public boolean ended() {
        return token != null && token.isEnd();
    }

    public List<Token> tokens() {
        return lastTokens(length);
    }

    /// The last `count` tokens, fewer where the context is shorter.
    public List<Token> lastTokens(int count) {
        Token[] result = new Token[Math.min(count, length)];
        Context at = this;
        for (int i = result.length - 1; i >= 0; i--) {
            result[i] = at.token;
            at = at.parent;
        }
        return Collections.unmodifiableList(Arrays.asList(result));
    }

    /// The tokens after `prefix`.
    ///
    /// @throws DecantException where this context does not begin with `prefix`
    public List<Token> since(Context prefix) {
        if (!startsWith(prefix)) {
            throw new DecantException("the context does not begin with the one given to `since`",
                    "give a context that it grew from, such as `output`");
        }
        return lastTokens(length - prefix.length);
    }

    public boolean startsWith(Context prefix) {
        return prefix.length <= length && prefix(prefix.length) == prefix;
    }

    /// The context of the first `size` tokens; `size` from 0 to the length.
    public Context prefix(int size) {
        Context at = this;
        while (at.length > size) {
            at = at.parent;
        }
        return at;
    }

    /// The text of the tokens, special ones left out.
    public String text() {
        return Vocabulary.decode(tokens());
    }

    /// What is remembered here under a session's slot number; null where nothing is.
    public synchronized Object slot(int slot) {
        return slot < slots.length ? slots[slot] : null;
    }

    public synchronized void setSlot(int slot, Object value) {
        if (slot >= slots.length) {
            slots = Arrays.copyOf(slots, slot + 1);
        }
        slots[slot] = value;
    }

    /// All contexts from the one of length `from` (exclusive) to this one, in order of length.
    public List<Context> path(int from) {
        List<Context> path = new ArrayList<>(Math.max(0, length - from));
        for (Context at = this; at.length > from; at = at.parent) {
            path.add(at);
        }
        Collections.reverse(path);
        return path;
    }

    @Override
    public String toString() {
        return text();
    }
}
