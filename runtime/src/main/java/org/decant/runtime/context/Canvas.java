package org.decant.runtime.context;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.vocabulary.Token;

/// An immutable row of places behind a context, each with a token or a hole. Holes can be filled in any order; models
/// that see what is behind a place too ([org.decant.runtime.model.MaskedModel]) say what may stand in them.
///
/// Places are numbered from 0, the first one behind the context.
public final class Canvas implements Comparable<Canvas> {
    private static final int HOLE = -1;
    private static final String HOLE_SHOWN = "▢";

    private final Context context;
    /// Token ids, [#HOLE] for holes; never changed.
    private final int[] ids;

    private Canvas(Context context, int[] ids) {
        this.context = context;
        this.ids = ids;
    }

    /// The canvas of `size` holes behind `context`.
    public static Canvas of(Context context, int size) {
        int[] ids = new int[size];
        Arrays.fill(ids, HOLE);
        return new Canvas(context, ids);
    }

    /// What stands before the places.
    public Context context() {
        return context;
    }

    /// The number of places.
    public int size() {
        return ids.length;
    }

    public boolean isHole(int place) {
        return ids[checked(place)] == HOLE;
    }

    /// The token at `place`; null for a hole.
    public Token token(int place) {
        int id = ids[checked(place)];
        return id == HOLE ? null : context.vocabulary().token(id);
    }

    /// The places that are holes, rising.
    public int[] holes() {
        int[] holes = new int[ids.length];
        int count = 0;
        for (int place = 0; place < ids.length; place++) {
            if (ids[place] == HOLE) {
                holes[count++] = place;
            }
        }
        return Arrays.copyOf(holes, count);
    }

    /// The tokens of all places.
    ///
    /// @throws DecantException where one is a hole
    public List<Token> tokens() {
        List<Token> tokens = new ArrayList<>(ids.length);
        for (int place = 0; place < ids.length; place++) {
            Token token = token(place);
            if (token == null) {
                throw new DecantException("place " + place + " of the canvas is a hole, it has no token",
                        "fill the holes first: `while canvas.holes.nonempty { … }`");
            }
            tokens.add(token);
        }
        return tokens;
    }

    /// This canvas with tokens in some of its holes.
    ///
    /// @throws DecantException where a place holds a token already, or a token is of another vocabulary
    public Canvas fill(TreeMap<Integer, Token> tokens) {
        int[] filled = ids.clone();
        tokens.forEach((place, token) -> {
            if (filled[checked(place)] != HOLE) {
                throw new DecantException("place " + place + " of the canvas holds the token `" + token(place).text()
                        + "` already", "make it a hole first: `canvas.clear([" + place + "])`");
            }
            filled[place] = id(token);
        });
        return new Canvas(context, filled);
    }

    /// This canvas with holes at `places`, whatever stands there.
    public Canvas clear(Set<Integer> places) {
        int[] cleared = ids.clone();
        for (int place : places) {
            cleared[checked(place)] = HOLE;
        }
        return new Canvas(context, cleared);
    }

    /// This canvas without `places`: those behind move up.
    public Canvas without(TreeSet<Integer> places) {
        places.forEach(this::checked);
        int[] left = new int[ids.length - places.size()];
        int count = 0;
        for (int place = 0; place < ids.length; place++) {
            if (!places.contains(place)) {
                left[count++] = ids[place];
            }
        }
        return new Canvas(context, left);
    }

    /// This canvas with `count` holes before `place`, which may be the size.
    public Canvas insertHoles(int place, int count) {
        int[] holes = new int[count];
        Arrays.fill(holes, HOLE);
        return insert(place, holes);
    }

    /// This canvas with `tokens` before `place`, which may be the size.
    public Canvas insert(int place, List<Token> tokens) {
        return insert(place, tokens.stream().mapToInt(this::id).toArray());
    }

    private Canvas insert(int place, int[] between) {
        if (place < 0 || place > ids.length) {
            throw new DecantException("nothing can be put before place " + place + " of a canvas of " + ids.length
                    + " places", "give a place from 0 to " + ids.length);
        }
        int[] longer = Arrays.copyOf(ids, ids.length + between.length);
        System.arraycopy(between, 0, longer, place, between.length);
        System.arraycopy(ids, place, longer, place + between.length, ids.length - place);
        return new Canvas(context, longer);
    }

    private int id(Token token) {
        if (token.vocabulary() != context.vocabulary()) {
            throw new DecantException("the token `" + token.text() + "` is of the vocabulary "
                    + token.vocabulary().name() + ", the canvas of " + context.vocabulary().name(),
                    "convert through text: `model.encode(text(tokens))`");
        }
        return token.id();
    }

    private int checked(int place) {
        if (place < 0 || place >= ids.length) {
            throw new DecantException("the canvas has no place " + place, ids.length == 0 ? "it has none at all"
                    : "its places are 0 to " + (ids.length - 1));
        }
        return place;
    }

    /// By size, then by the first place that differs, holes first; says nothing of the contexts.
    @Override
    public int compareTo(Canvas other) {
        int order = Integer.compare(ids.length, other.ids.length);
        return order != 0 ? order : Arrays.compare(ids, other.ids);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Canvas canvas && canvas.context == context && Arrays.equals(canvas.ids, ids);
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(context) + Arrays.hashCode(ids);
    }

    /// The text of the places, holes as empty squares.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int place = 0; place < ids.length; place++) {
            Token token = token(place);
            text.append(token == null ? HOLE_SHOWN : token.text());
        }
        return text.toString();
    }
}
