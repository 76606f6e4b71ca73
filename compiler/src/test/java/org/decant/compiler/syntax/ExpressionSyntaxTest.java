package org.decant.compiler.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.decant.runtime.diagnostic.SourceText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every form of expression, and how tightly the operators bind. `·` stands for a line end.
class ExpressionSyntaxTest {

    private static void check(String text, String tree) {
        assertEquals(tree, TreePrinter.print(Parser.parseExpression(new SourceText("test", text.replace('·', '\n')))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = " ⇒ ", quoteCharacter = '`', textBlock = """
            12 ⇒ 12
            1_000 ⇒ 1000
            0.5 ⇒ 0.5
            1e-3 ⇒ 0.001
            2.5e2 ⇒ 250.0
            1_0.0_1 ⇒ 10.01
            inf ⇒ Infinity
            -inf ⇒ -Infinity
            -7 ⇒ -7
            -0.5 ⇒ -0.5
            -9223372036854775808 ⇒ -9223372036854775808
            true ⇒ true
            false ⇒ false
            null ⇒ null
            "a b" ⇒ "a b"
            "" ⇒ ""
            "\\t\\"\\\\" ⇒ "\t"\\"
            "\\u{1F600}\\u{e9}" ⇒ "😀é"
            "// no comment" ⇒ "// no comment"
            """)
    void literals(String text, String tree) {
        check(text, tree);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = " ⇒ ", quoteCharacter = '`', textBlock = """
            [] ⇒ ListLiteral([])
            [a, b, ] ⇒ ListLiteral([a, b])
            [a -> 1, b -> 2] ⇒ MapLiteral([a -> 1, b -> 2])
            [[] -> 1] ⇒ MapLiteral([ListLiteral([]) -> 1])
            (a) ⇒ a
            ((a)) ⇒ a
            (a, b) ⇒ TupleLiteral([a, b])
            (a, (b, c),) ⇒ TupleLiteral([a, TupleLiteral([b, c])])
            Map<Token, List<Float>>() ⇒ EmptyCollection(Map<Token, List<Float>>)
            List<(Int, Text?)>() ⇒ EmptyCollection(List<(Int, Text?)>)
            List<(Int) -> Text>() ⇒ EmptyCollection(List<((Int) -> Text)>)
            a < b ⇒ Binary(LESS, a, b)
            N < (b) ⇒ Binary(LESS, N, b)
            """)
    void collections(String text, String tree) {
        check(text, tree);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = " ⇒ ", quoteCharacter = '`', textBlock = """
            a + b * c ⇒ Binary(ADD, a, Binary(MULTIPLY, b, c))
            a - b - c ⇒ Binary(SUBTRACT, Binary(SUBTRACT, a, b), c)
            a / b % c ⇒ Binary(REMAINDER, Binary(DIVIDE, a, b), c)
            -a * b ⇒ Binary(MULTIPLY, Unary(NEGATE, a), b)
            -a.b ⇒ Unary(NEGATE, Member(a, b))
            - -a ⇒ Unary(NEGATE, Unary(NEGATE, a))
            a-1 ⇒ Binary(SUBTRACT, a, 1)
            0..n + 1 ⇒ Range(0, Binary(ADD, n, 1))
            1..3 ⇒ Range(1, 3)
            a..b & c ⇒ Binary(INTERSECT, Range(a, b), c)
            a & b | c & d ⇒ Binary(UNION, Binary(INTERSECT, a, b), Binary(INTERSECT, c, d))
            a | b == c ⇒ Binary(EQUAL, Binary(UNION, a, b), c)
            a + 1 <= b * 2 ⇒ Binary(LESS_OR_EQUAL, Binary(ADD, a, 1), Binary(MULTIPLY, b, 2))
            a < b and c >= d ⇒ Binary(AND, Binary(LESS, a, b), Binary(GREATER_OR_EQUAL, c, d))
            a > b or c != d ⇒ Binary(OR, Binary(GREATER, a, b), Binary(NOT_EQUAL, c, d))
            not a == b and c ⇒ Binary(AND, Unary(NOT, Binary(EQUAL, a, b)), c)
            not not a ⇒ Unary(NOT, Unary(NOT, a))
            a and b or c and d ⇒ Binary(OR, Binary(AND, a, b), Binary(AND, c, d))
            a and not b or c ⇒ Binary(OR, Binary(AND, a, Unary(NOT, b)), c)
            """)
    void operators(String text, String tree) {
        check(text, tree);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = " ⇒ ", quoteCharacter = '`', textBlock = """
            a |> f ⇒ Pipe(a, f, [])
            target |> temper(0.7) |> top_p(0.9) ⇒ Pipe(Pipe(target, temper, [0.7]), top_p, [0.9])
            a or b |> f ⇒ Pipe(Binary(OR, a, b), f, [])
            xs |> map { x -> x } |> sum ⇒ Pipe(Pipe(xs, map, [Lambda([x], {x})]), sum, [])
            xs |> fold(0) { s, x -> s + x } ⇒ Pipe(xs, fold, [0, Lambda([s, x], {Binary(ADD, s, x)})])
            f(a |> g, b) ⇒ Call(f, [Pipe(a, g, []), b])
            constrain m by c & d |> temper(2) ⇒ Pipe(Constrain(m, Binary(INTERSECT, c, d)), temper, [2])
            """)
    void pipes(String text, String tree) {
        check(text, tree);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = " ⇒ ", quoteCharacter = '`', textBlock = """
            f() ⇒ Call(f, [])
            f(a, b: 1,) ⇒ Call(f, [a, b: 1])
            column(window, j, from: 1) ⇒ Call(column, [window, j, from: 1])
            f { x, y -> x } ⇒ Call(f, [Lambda([x, y], {x})])
            f(a) { x -> x } ⇒ Call(f, [a, Lambda([x], {x})])
            f(a, n: 1) { -> x } ⇒ Call(f, [a, Lambda([], {x}), n: 1])
            f(a)(b) ⇒ Call(Call(f, [a]), [b])
            f({ x -> x }) ⇒ Call(f, [Lambda([x], {x})])
            a.b ⇒ Member(a, b)
            a.b.c() ⇒ MethodCall(Member(a, b), c, [])
            a.b(c) { x -> x } ⇒ MethodCall(a, b, [c, Lambda([x], {x})])
            a.b { x -> x }.c ⇒ Member(MethodCall(a, b, [Lambda([x], {x})]), c)
            (a.b)(c) ⇒ Call(Member(a, b), [c])
            1.max(2) ⇒ MethodCall(1, max, [2])
            text.match ⇒ Member(text, match)
            text.or(text.in) ⇒ MethodCall(text, or, [Member(text, in)])
            a[1] ⇒ Index(a, 1)
            a[1][b.c] ⇒ Index(Index(a, 1), Member(b, c))
            a[1..n] ⇒ Index(a, Range(1, n))
            heads[at.depth](h) ⇒ Call(Index(heads, Member(at, depth)), [h])
            { x: Int, y -> x } ⇒ Lambda([x: Int, y], {x})
            { f: (Int) -> Int -> f } ⇒ Lambda([f: ((Int) -> Int)], {f})
            { t: (Int, Int) -> t } ⇒ Lambda([t: (Int, Int)], {t})
            { _ -> } ⇒ Lambda([_], {})
            { x -> let y = x; y } ⇒ Lambda([x], {Let(y, -, x); y})
            """)
    void callsAndBlocks(String text, String tree) {
        check(text, tree);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = " ⇒ ", quoteCharacter = '`', textBlock = """
            if a { b } ⇒ If(a, {b}, -)
            if a { b } else { c } ⇒ If(a, {b}, {c})
            if a { b } else if c { d } else { e } ⇒ If(a, {b}, {If(c, {d}, {e})})
            if a.b { c } ⇒ If(Member(a, b), {c}, -)
            if xs.any { x -> x } { c } ⇒ If(MethodCall(xs, any, [Lambda([x], {x})]), {c}, -)
            1 + if a { 2 } else { 3 } ⇒ Binary(ADD, 1, If(a, {2}, {3}))
            match x { 0 -> a } ⇒ Match(x, [Arm(0, -, {a})])
            match x { y -> y } ⇒ Match(x, [Arm(y, -, {y})])
            match f(x).y { _ -> a, } ⇒ Match(Member(Call(f, [x]), y), [Arm(_, -, {a})])
            match x { -1 -> a, 0.5 -> b, inf -> c } ⇒ Match(x, [Arm(-1, -, {a}), Arm(0.5, -, {b}), Arm(Infinity, -, {c})])
            match x { "a" -> a· true -> b· null -> c } ⇒ Match(x, [Arm("a", -, {a}), Arm(true, -, {b}), Arm(null, -, {c})])
            match x { (a, _) -> a· ((b), c) -> b } ⇒ Match(x, [Arm(Tuple([a, _]), -, {a}), Arm(Tuple([b, c]), -, {b})])
            match x { Pair(a, Pair(_, 3)) -> a· Unit() -> b } ⇒ Match(x, [Arm(Record(Pair, [a, Record(Pair, [_, 3])]), -, {a}), Arm(Record(Unit, []), -, {b})])
            match x { y if y > 3 -> { a; b } } ⇒ Match(x, [Arm(y, Binary(GREATER, y, 3), {a; b})])
            match x { a -> { y -> y } } ⇒ Match(x, [Arm(a, -, {Lambda([y], {y})})])
            match x { a -> match b { c -> c } } ⇒ Match(x, [Arm(a, -, {Match(b, [Arm(c, -, {c})])})])
            match a { x -> x } |> f { y -> y } ⇒ Pipe(Match(a, [Arm(x, -, {x})]), f, [Lambda([y], {y})])
            match (xs.map { x -> x }) { y -> y } ⇒ Match(MethodCall(xs, map, [Lambda([x], {x})]), [Arm(y, -, {y})])
            """)
    void choices(String text, String tree) {
        check(text, tree);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = " ⇒ ", quoteCharacter = '`', textBlock = """
            draft chain(4) from output { at -> d(at) } ⇒ Draft(Call(chain, [4]), output, Lambda([at], {Call(d, [at])}))
            draft shape from output + checked.tokens { at -> at } ⇒ Draft(shape, Binary(ADD, output, Member(checked, tokens)), Lambda([at], {at}))
            draft from from from { at -> at } ⇒ Draft(from, from, Lambda([at], {at}))
            draft { n -> 2 } from xs[0] { at -> at } ⇒ Draft(Lambda([n], {2}), Index(xs, 0), Lambda([at], {at}))
            draft chain(4)·from output { at -> at } ⇒ Draft(Call(chain, [4]), output, Lambda([at], {at}))
            draft s from f(xs.map { x -> x }) { at -> at } ⇒ Draft(s, Call(f, [MethodCall(xs, map, [Lambda([x], {x})])]), Lambda([at], {at}))
            verify guess with target by rejection ⇒ Verify(guess, target, rejection)
            verify guess·with target |> temper(2)·by typical(0.3, 0.09) ⇒ Verify(guess, Pipe(target, temper, [2]), Call(typical, [0.3, 0.09]))
            verify g with m by { p, q, n -> p } ⇒ Verify(g, m, Lambda([p, q, n], {p}))
            (verify g with m by exact).tokens ⇒ Member(Verify(g, m, exact), tokens)
            constrain m by a | b ⇒ Constrain(m, Binary(UNION, a, b))
            run beam(target, width: 4) ⇒ Run(beam, [target, width: 4], -)
            run greedy(target) from output + x ⇒ Run(greedy, [target], Binary(ADD, output, x))
            run view(m) { c, l -> l } from output ⇒ Run(view, [m, Lambda([c, l], {l})], output)
            run greedy(target).size ⇒ Member(Run(greedy, [target], -), size)
            fork(k) { run greedy(m) } ⇒ Fork(k, {Run(greedy, [m], -)})
            parallel for x in xs { x } ⇒ ParallelFor(x, xs, {x})
            parallel for (a, _) in xs { a } ⇒ ParallelFor(Tuple([a, _]), xs, {a})
            both { a } and { b } ⇒ Both({a}, {b})
            both { a }·and { b } ⇒ Both({a}, {b})
            """)
    void formsOfDecoding(String text, String tree) {
        check(text, tree);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = " ⇒ ", quoteCharacter = '`', textBlock = """
            from + with + by ⇒ Binary(ADD, Binary(ADD, from, with), by)
            lossless(greedy, terminates: within) ⇒ Call(lossless, [greedy, terminates: within])
            target(output).exact ⇒ Member(Call(target, [output]), exact)
            constrain by by by ⇒ Constrain(by, by)
            verify with with with by by ⇒ Verify(with, with, by)
            run from(from) from from ⇒ Run(from, [from], from)
            """)
    void wordsThatAreNames(String text, String tree) {
        check(text, tree);
    }
}
