package org.decant.compiler.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.decant.grammar.DecodeLexer;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever the text, the parser answers with a tree or with messages, and with one message for one mistake.
class ParserRobustnessTest {

    static List<String> deepTexts() {
        int n = 10_000;
        return List.of("(".repeat(n) + "x" + ")".repeat(n), "(".repeat(n), "[".repeat(n) + "]".repeat(n),
                "{ x -> ".repeat(n) + "}".repeat(n), "not ".repeat(n) + "x", "- ".repeat(n) + "x",
                "x" + " + x".repeat(n), "x" + " |> x".repeat(n), "x" + ".y".repeat(n), "x" + "[1]".repeat(n),
                "if a { } " + "else if b { } ".repeat(n), "List<".repeat(n) + "Int" + ">".repeat(n) + "()",
                "constrain x by ".repeat(n) + "y", "{ x: (".repeat(n));
    }

    @ParameterizedTest
    @MethodSource("deepTexts")
    void deepNestingIsAnErrorOfTheText(String text) {
        DecantException error =
                assertThrows(DecantException.class, () -> Parser.parseExpression(new SourceText("deep", text)));
        assertEquals(List.of("this is nested too deeply"),
                error.diagnostics().stream().map(d -> d.message()).toList());
    }

    @Test
    void whatPeopleNestIsNotTooDeep() {
        String text = "{ -> if a { ".repeat(40) + "(".repeat(19) + "x" + " + x".repeat(150) + ")".repeat(19)
                + " } }".repeat(40);
        Parser.parseExpression(new SourceText("nested", text));
    }

    /// Each token of each sketch left out, and written twice: where that is a mistake, it is one.
    @Test
    void oneMistakeGivesOneMessage() throws Exception {
        List<String> wrong = new ArrayList<>();
        int mistakes = 0;
        for (Path script : GoldenSyntaxTest.scripts("sketches").toList()) {
            String text = GoldenSyntaxTest.read(script).text();
            for (Token token : new DecodeLexer(CharStreams.fromString(text)).getAllTokens()) {
                String before = text.substring(0, token.getStartIndex());
                String after = text.substring(token.getStopIndex() + 1);
                for (String changed : List.of(before + after,
                        before + token.getText() + " " + token.getText() + after)) {
                    int messages = messages(changed);
                    mistakes += messages > 0 ? 1 : 0;
                    if (messages > 1) {
                        wrong.add(script.getFileName() + " " + token);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(mistakes > 1_000, () -> "only so few changes were mistakes");
    }

    @Property(tries = 3_000)
    void anyTokensGiveATreeOrMessages(@ForAll("texts") String text) {
        SourceText source = new SourceText("random", text);
        messages(text);
        Parser.isIncomplete(source);
        try {
            Parser.parseExpression(source);
        } catch (DecantException e) {
            assertTrue(e.diagnostics().size() > 0);
        }
    }

    @Property(tries = 1_000)
    void anyCharactersGiveATreeOrMessages(@ForAll String text) {
        messages(text);
    }

    @Provide
    Arbitrary<String> texts() {
        List<String> words = new ArrayList<>(List.of("x", "Pair", "1", "0.5", "\"t\"", "\"", "'", "\n", "\n  ", "\n",
                ";", "§", "!", "&&", "#", "/*", "*/", "//", "///", "😀", "3x", "( ", ")", "[", "]", "{", "}", "{ x ->",
                "fn", "def", "elif"));
        for (int type = 1; type <= DecodeLexer.VOCABULARY.getMaxTokenType(); type++) {
            String literal = DecodeLexer.VOCABULARY.getLiteralName(type);
            if (literal != null) {
                words.add(literal.substring(1, literal.length() - 1));
            }
        }
        return Arbitraries.of(words).list().ofMaxSize(40).map(chosen -> String.join(" ", chosen));
    }

    private static int messages(String text) {
        try {
            Parser.parseFile(new SourceText("test", text));
            return 0;
        } catch (DecantException e) {
            // a message may show the word, which is one of the language's
            e.diagnostics().forEach(d -> assertTrue(d.message().length() > 5
                    && (text.contains("null") || !d.message().contains(" null")), d::message));
            return e.diagnostics().size();
        }
    }
}
