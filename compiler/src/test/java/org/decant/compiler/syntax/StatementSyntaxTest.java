package org.decant.compiler.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.decant.runtime.diagnostic.SourceText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every form of statement, and where one ends. `·` stands for a line end.
class StatementSyntaxTest {

    private static void check(String text, String tree) {
        SourceText source = new SourceText("test", text.replace('·', '\n'));
        assertEquals(tree, String.join("; ",
                Parser.parseInput(source).statements().stream().map(TreePrinter::print).toList()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = " ⇒ ", quoteCharacter = '`', textBlock = """
            let x = 1 ⇒ Let(x, -, 1)
            let x: Map<Token, Int?> = m ⇒ Let(x, Map<Token, Int?>, m)
            let f: (Int, Text) -> Bool = g ⇒ Let(f, ((Int, Text) -> Bool), g)
            let f: () -> (Int, Int)? = g ⇒ Let(f, (() -> (Int, Int)?), g)
            let f: ((Int) -> Int)? = null ⇒ Let(f, ((Int) -> Int)?, null)
            let (a, (b, _)) = pair ⇒ Let(Tuple([a, Tuple([b, _])]), -, pair)
            let p = target(ctx) |> softmax ⇒ Let(p, -, Pipe(Call(target, [ctx]), softmax, []))
            var x: Float = 0.0 ⇒ Var(x, Float, 0.0)
            x = x + 1 ⇒ Assign(x, [], Binary(ADD, x, 1))
            x[i] = e ⇒ Assign(x, [i], e)
            x[i][j + 1] = e ⇒ Assign(x, [i, Binary(ADD, j, 1)], e)
            while a < b { a = b } ⇒ While(Binary(LESS, a, b), {Assign(a, [], b)})
            for x in xs { emit x } ⇒ For(x, xs, {Emit(x)})
            for _ in 0..3 { } ⇒ For(_, Range(0, 3), {})
            for (k, v) in map { break } ⇒ For(Tuple([k, v]), map, {Break})
            while true { continue } ⇒ While(true, {Continue})
            return ⇒ Return(-)
            return a ⇒ Return(a)
            emit output.since(start) ⇒ Emit(MethodCall(output, since, [start]))
            generate { sample(p) } ⇒ Generate({Call(sample, [p])})
            if a { return b } ⇒ If(a, {Return(b)}, -)
            """)
    void forms(String text, String tree) {
        check(text, tree);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = " ⇒ ", quoteCharacter = '`', textBlock = """
            x += 1 ⇒ Assign(x, [], Binary(ADD, x, 1))
            x -= a - b ⇒ Assign(x, [], Binary(SUBTRACT, x, Binary(SUBTRACT, a, b)))
            x *= 2 ⇒ Assign(x, [], Binary(MULTIPLY, x, 2))
            x /= 2 ⇒ Assign(x, [], Binary(DIVIDE, x, 2))
            x[i] += 1 ⇒ Assign(x, [i], Binary(ADD, Index(x, i), 1))
            x[a.b][-c] += 1 ⇒ Assign(x, [Member(a, b), Unary(NEGATE, c)], Binary(ADD, Index(Index(x, Member(a, b)), Unary(NEGATE, c)), 1))
            x[sample(p)] += 1 ⇒ Let(#index0, -, Call(sample, [p])); Assign(x, [#index0], Binary(ADD, Index(x, #index0), 1))
            x[f()][g()] += 1 ⇒ Let(#index0, -, Call(f, [])); Let(#index1, -, Call(g, [])); Assign(x, [#index0, #index1], Binary(ADD, Index(Index(x, #index0), #index1), 1))
            x[sample(p)] = 1 ⇒ Assign(x, [Call(sample, [p])], 1)
            """)
    void changes(String text, String tree) {
        check(text, tree);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = " ⇒ ", quoteCharacter = '`', textBlock = """
            a·b ⇒ a; b
            a; b ⇒ a; b
            ·;·a;··;b;· ⇒ a; b
            f(·a,··b·) ⇒ Call(f, [a, b])
            [a·, b] ⇒ ListLiteral([a, b])
            f(a·(b)) ⇒ Call(f, [Call(a, [b])])
            f({ x -> a·b }) ⇒ Call(f, [Lambda([x], {a; b})])
            a·.b·.c(1) ⇒ MethodCall(Member(a, b), c, [1])
            a··// why·|> f ⇒ Pipe(a, f, [])
            a·and b·or c ⇒ Binary(OR, Binary(AND, a, b), c)
            a·+ b·* c·/ d·% e ⇒ Binary(ADD, a, Binary(REMAINDER, Binary(DIVIDE, Binary(MULTIPLY, b, c), d), e))
            a·< b ⇒ Binary(LESS, a, b)
            a·== b ⇒ Binary(EQUAL, a, b)
            a·& b·| c ⇒ Binary(UNION, Binary(INTERSECT, a, b), c)
            a·.. b ⇒ Range(a, b)
            a +·b ⇒ Binary(ADD, a, b)
            let x =·1 ⇒ Let(x, -, 1)
            if a { b }·else { c } ⇒ If(a, {b}, {c})
            if a { b }··else·if c { d } ⇒ If(a, {b}, {If(c, {d}, -)})
            a·(b) ⇒ a; b
            a·[b] ⇒ a; ListLiteral([b])
            a·-b ⇒ a; Unary(NEGATE, b)
            a·{ x -> x } ⇒ a; Lambda([x], {x})
            a /* one·two */ b ⇒ a; b
            return·a ⇒ Return(-); a
            a.break·b ⇒ Member(a, break); b
            xs.map { x ->·f(x)·g(x) } ⇒ MethodCall(xs, map, [Lambda([x], {Call(f, [x]); Call(g, [x])})])
            match x {· 1 -> a,· 2 ->·b·· 3 -> c·+ d· } ⇒ Match(x, [Arm(1, -, {a}), Arm(2, -, {b}), Arm(3, -, {Binary(ADD, c, d)})])
            """)
    void lineEnds(String text, String tree) {
        check(text, tree);
    }
}
