package org.decant.compiler.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.decant.runtime.diagnostic.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is typed at the prompt. `·` stands for a line end.
class ReplInputTest {

    private static SourceText source(String text) {
        return new SourceText("input", text.replace('·', '\n'));
    }

    @Test
    void everythingInAnyOrder() {
        ReplInput input = Parser.parseInput(source(
                "let x = 1·import beam·function f() { x }·x += f()·/// Of S.·strategy S() { };record R(a: Int)·x"));
        assertEquals("[Import(\"beam\", false)]", TreePrinter.print(input.imports()));
        assertEquals("[Function(f, [], -, {x}, \"\"), Strategy(S, [], [], -, {}, \"Of S.\"),"
                + " RecordType(R, [Parameter(a, Int, -)], \"\")]", TreePrinter.print(input.declarations()));
        assertEquals("[Let(x, -, 1), Assign(x, [], Binary(ADD, x, Call(f, []))), x]",
                TreePrinter.print(input.statements()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"f(", "strategy a(target: Model) {", "let x =", "if a { b } else", "[1,·", "x +·", "x.",
        "record", "for x in", "verify a with b", "match x { 1 ->", "/* so", "strategy a()", "function f(x: Int) ->",
        "xs.map { x ->· f(x)·", "import"})
    void goesOn(String text) {
        assertTrue(Parser.isIncomplete(source(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "let x = 1", "if a { b }", "a b", "f(a))", "\"abc", "fn f", "f(a]", "let = ",
        "let x = 3abc·let y =", "strategy a() {·let x = 1·}"})
    void isDone(String text) {
        assertFalse(Parser.isIncomplete(source(text)));
    }
}
