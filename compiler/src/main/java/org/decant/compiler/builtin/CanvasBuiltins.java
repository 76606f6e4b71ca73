package org.decant.compiler.builtin;

import static org.decant.compiler.builtin.Arguments.context;
import static org.decant.compiler.builtin.Arguments.list;
import static org.decant.compiler.builtin.Arguments.notNegative;
import static org.decant.compiler.builtin.Arguments.size;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.decant.runtime.context.Canvas;
import org.decant.runtime.context.Context;
import org.decant.runtime.data.OrderedMap;
import org.decant.runtime.data.Tuple;
import org.decant.runtime.vocabulary.Token;

/// Canvases: places with tokens and holes, filled in any order.
final class CanvasBuiltins {

    private CanvasBuiltins() {
    }

    static void addTo(BuiltinTable table) {
        table.section("Canvases");
        table.add("Context.canvas(size: Int) -> Canvas",
                "A canvas of `size` holes behind the context. Its places are numbered from 0.",
                (run, a) -> Canvas.of(context(a[0]), notNegative("size", a[1])));
        table.add("Context.canvas(parts: List<Tokens>) -> Canvas",
                "A canvas of the parts with a hole between each two of them.", (run, a) -> framed(context(a[0]), list(a[1])));
        table.add("operator_add(canvas: Canvas, tokens: Tokens) -> Canvas", "The canvas with tokens behind its last place.",
                (run, a) -> canvas(a[0]).insert(canvas(a[0]).size(), list(a[1])));
        table.add("Canvas.context -> Context", "What stands before the canvas.", (run, a) -> canvas(a[0]).context());
        table.add("Canvas.size -> Int", "The number of places.", (run, a) -> (long) canvas(a[0]).size());
        table.add("Canvas.holes -> List<Int>", "The places that are holes, rising.", (run, a) -> holes(canvas(a[0])));
        table.add("Canvas.tokens -> Tokens", "The tokens of all places; an error where one is a hole.",
                (run, a) -> canvas(a[0]).tokens());
        table.add("Canvas.get(place: Int) -> Token?", "The token at a place; null where it is a hole.",
                (run, a) -> canvas(a[0]).token(size("place", a[1])));
        table.add("Canvas.fill(place: Int, token: Token) -> Canvas", "The canvas with a token in a hole.", (run, a) -> {
            TreeMap<Integer, Token> one = new TreeMap<>();
            one.put(size("place", a[1]), (Token) a[2]);
            return canvas(a[0]).fill(one);
        });
        table.add("Canvas.fill(tokens: Map<Int, Token>) -> Canvas",
                "The canvas with tokens in some of its holes: `canvas.fill(places.to_map { hole -> argmax(scores[hole]) })`.",
                (run, a) -> canvas(a[0]).fill(tokens((OrderedMap<?, ?>) a[1])));
        table.add("Canvas.clear(places: List<Int>) -> Canvas", "The canvas with holes at some places, whatever stands there.",
                (run, a) -> canvas(a[0]).clear(places(a[1])));
        table.add("Canvas.insert(place: Int, tokens: Tokens) -> Canvas",
                "The canvas with tokens before a place, or behind the last one where `place` is the size.",
                (run, a) -> canvas(a[0]).insert(size("place", a[1]), list(a[2])));
        table.add("Canvas.insert(place: Int, holes: Int) -> Canvas", "The canvas with so many holes before a place.",
                (run, a) -> canvas(a[0]).insertHoles(size("place", a[1]), notNegative("holes", a[2])));
        table.add("Canvas.without(places: List<Int>) -> Canvas", "The canvas without some places; those behind move up.",
                (run, a) -> canvas(a[0]).without(places(a[1])));
    }

    private static Canvas framed(Context context, List<List<Token>> parts) {
        Canvas canvas = Canvas.of(context, 0);
        for (int i = 0; i < parts.size(); i++) {
            Canvas before = i == 0 ? canvas : canvas.insertHoles(canvas.size(), 1);
            canvas = before.insert(before.size(), parts.get(i));
        }
        return canvas;
    }

    private static List<Long> holes(Canvas canvas) {
        List<Long> holes = new ArrayList<>();
        for (int place : canvas.holes()) {
            holes.add((long) place);
        }
        return holes;
    }

    private static TreeMap<Integer, Token> tokens(OrderedMap<?, ?> map) {
        TreeMap<Integer, Token> tokens = new TreeMap<>();
        for (Tuple entry : map.entries()) {
            tokens.put(size("place", entry.get(0)), (Token) entry.get(1));
        }
        return tokens;
    }

    private static TreeSet<Integer> places(Object value) {
        TreeSet<Integer> places = new TreeSet<>();
        for (Object place : list(value)) {
            places.add(size("places", place));
        }
        return places;
    }

    private static Canvas canvas(Object value) {
        return (Canvas) value;
    }
}
