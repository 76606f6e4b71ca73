package org.decant.compiler.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.decant.runtime.diagnostic.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Declarations, their documentation, and where things stand.
class DeclarationSyntaxTest {

    private static SourceFile parse(String text) {
        return Parser.parseFile(new SourceText("test", text));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = " ⇒ ", quoteCharacter = '`', textBlock = """
            strategy a() { } ⇒ Strategy(a, [], [], -, {}, "")
            strategy greedy(target: Model) greedy target { } ⇒ Strategy(greedy, [Parameter(target, Model, -)], [ContractClause(GREEDY, target, -, -)], -, {}, "")
            strategy a(m: Model,) lossless m within 0.05 terminates -> List<Int> { } ⇒ Strategy(a, [Parameter(m, Model, -)], [ContractClause(LOSSLESS, m, -, 0.05), ContractClause(TERMINATES, -, -, -)], List<Int>, {}, "")
            strategy a(m: Model)·  greedy m within eps·  terminates·  -> Int?·{ } ⇒ Strategy(a, [Parameter(m, Model, -)], [ContractClause(GREEDY, m, -, eps), ContractClause(TERMINATES, -, -, -)], Int?, {}, "")
            strategy a(given: Model, m: Model) lossless m given given within 0.1 { } ⇒ Strategy(a, [Parameter(given, Model, -), Parameter(m, Model, -)], [ContractClause(LOSSLESS, m, given, 0.1)], -, {}, "")
            function f(x: Float = 1.0, g: (Int) -> Int) -> Float { x } ⇒ Function(f, [Parameter(x, Float, 1.0), Parameter(g, ((Int) -> Int), -)], Float, {x}, "")
            function f()·{ 1 } ⇒ Function(f, [], -, {1}, "")
            record Pair(left: Int, right: Text? = null) ⇒ RecordType(Pair, [Parameter(left, Int, -), Parameter(right, Text?, null)], "")
            record Long(·  left: Int,·  right: Int,·) ⇒ RecordType(Long, [Parameter(left, Int, -), Parameter(right, Int, -)], "")
            let N = 3 ⇒ Constant(N, -, 3, "")
            let schema: Constraint = json_schema("a.json") ⇒ Constant(schema, Constraint, Call(json_schema, ["a.json"]), "")
            import beam ⇒ Import("beam", false)
            import greedy ⇒ Import("greedy", false)
            import "a b/c.decode" ⇒ Import("a b/c.decode", true)
            """)
    void forms(String text, String tree) {
        assertEquals(tree, TreePrinter.print(parse(text.replace('·', '\n'))));
    }

    @Test
    void documentationIsTheLinesDirectlyAbove() {
        SourceFile file = parse("""
                /// Of the whole file, and lost.

                import beam
                /// First line.
                ///   Indented.
                //
                ///
                /// Last line.

                let a = 1 /// not of b
                let b = 2
                /// Lost: an empty line
                /// follows it.

                /// Of c.
                // Not this.
                //// Nor this.

                strategy c() {
                  /// Nor this.
                  a
                }
                """);
        assertEquals(List.of("First line.\n  Indented.\n\nLast line.", "", "Of c."),
                file.declarations().stream().map(Declaration::documentation).toList());
    }

    @Test
    void spansAreCodeUnitsOfTheSource() {
        SourceFile file = parse("let smile = \"😀😀\"\nlet sum = f(a) + [b, \"😀\"].size\r\nrecord R(x: List<Int>?)\n");
        Declaration.Constant sum = (Declaration.Constant) file.declarations().get(1);
        assertEquals("sum", sum.name().span().text());
        assertEquals("let sum = f(a) + [b, \"😀\"].size", sum.span().text());
        assertEquals("f(a) + [b, \"😀\"].size", sum.value().span().text());
        Expression.Binary binary = (Expression.Binary) sum.value();
        assertEquals("f(a)", binary.left().span().text());
        assertEquals("size", ((Expression.Member) binary.right()).name().span().text());
        assertEquals(2, sum.value().span().line());
        assertEquals(11, sum.value().span().column());
        Declaration.RecordType record = (Declaration.RecordType) file.declarations().get(2);
        assertEquals("x: List<Int>?", record.fields().getFirst().span().text());
        assertEquals("List<Int>", ((TypeSyntax.Nullable) record.fields().getFirst().type()).type().span().text());
    }

    @Test
    void anEmptyFileIsAFile() {
        assertEquals("", TreePrinter.print(parse("")));
        assertEquals("", TreePrinter.print(parse("\uFEFF\n  // nothing\n/* at all */\n")));
    }
}
