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
    /// Null where a token stands here, not a mixture.
    private final Mixture mixture;
    private final boolean mixed;
    /// Null, the WeakReference of an only child, or a Map from [#key] to WeakReference. Guarded by this.
    private Object children;
    /// What models remember here, by the session's slot numbers. Guarded by this.
    private Object[] slots = NO_SLOTS;

    private Context(Context parent, Token token, Mixture mixture, Vocabulary vocabulary, int length) {
        this.parent = parent;
        this.token = token;
        this.mixture = mixture;
        this.mixed = mixture != null || parent != null && parent.mixed;
        this.vocabulary = vocabulary;
        this.length = length;
    }

    /// The empty context of a new prefix tree. A session has one tree for each vocabulary.
    public static Context root(Vocabulary vocabulary) {
        return new Context(null, null, null, vocabulary, 0);
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
        return plus(next, null);
    }

    /// This context followed by a mixture of tokens in the place of one. For all that asks for tokens or text it stands
    /// for its likeliest token; models that take mixtures read the mixture itself.
    ///
    /// @throws DecantException where the mixture is of another vocabulary
    public Context plus(Mixture next) {
        if (next.vocabulary() != vocabulary) {
            throw new DecantException("the mixture is of tokens of the vocabulary " + next.vocabulary().name()
                    + ", the context of " + vocabulary.name(), "mix tokens of the context's own model");
        }
        return plus(next.likeliest(), next.isToken() ? null : next);
    }

    private synchronized Context plus(Token next, Mixture instead) {
        Context known = child(instead != null ? instead : next);
        if (known != null) {
            return known;
        }
        Context made = new Context(this, next, instead, vocabulary, length + 1);
        addChild(made);
        return made;
    }

    public Context plus(Iterable<Token> tokens) {
        Context at = this;
        for (Token next : tokens) {
            at = at.plus(next);
        }
        return at;
    }

    @SuppressWarnings("unchecked")
    private Context child(Object next) {
        if (children instanceof WeakReference<?> only) {
            Context context = (Context) only.get();
            return context != null && context.key().equals(next) ? context : null;
        }
        if (children == null) {
            return null;
        }
        WeakReference<Context> found = ((Map<Object, WeakReference<Context>>) children).get(next);
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
            Map<Object, WeakReference<Context>> map = new HashMap<>();
            map.put(other.key(), (WeakReference<Context>) only);
            map.put(made.key(), reference);
            children = map;
        } else {
            Map<Object, WeakReference<Context>> map = (Map<Object, WeakReference<Context>>) children;
            map.put(made.key(), reference);
            if (map.size() >= 64 && Integer.bitCount(map.size()) == 1) {
                map.values().removeIf(child -> child.get() == null);
            }
        }
    }

    /// What tells this context from its siblings.
    private Object key() {
        return mixture != null ? mixture : token;
    }

    /// The context without its last token; null for the empty context.
    public Context parent() {
        return parent;
    }

    /// The mixture that stands in the last token's place; null where a token does.
    public Mixture mixture() {
        return mixture;
    }

    /// Whether a mixture stands anywhere in this context.
    public boolean mixed() {
        return mixed;
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

    /// By length, then by the first token that differs. Contexts of different vocabularies compare by their tokens' ids.
    public int compareByLength(Context other) {
        int order = Integer.compare(length, other.length);
        if (order != 0) {
            return order;
        }
        Context mine = this;
        Context its = other;
        while (mine != its && mine.length > 0) {
            order = Integer.compare(mine.token.id(), its.token.id());
            if (order == 0 && mine.mixture != its.mixture) {
                order = mine.mixture == null ? -1 : its.mixture == null ? 1 : mine.mixture.compareTo(its.mixture);
            }
            mine = mine.parent;
            its = its.parent;
        }
        return order;
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
