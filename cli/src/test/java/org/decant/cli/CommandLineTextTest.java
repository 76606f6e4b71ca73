package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.decant.runtime.diagnostic.Span;
import org.junit.jupiter.api.Test;

class CommandLineTextTest {

    @Test
    void marksAWordThatNeedsQuotes() {
        CommandLineText line = new CommandLineText(List.of("run", "--target", "a b", "x"));
        Span span = line.word(2);
        assertEquals("decant run --target 'a b' x", span.source().text());
        assertEquals("a b", span.text());
    }

    @Test
    void marksTheValueOfAnOptionWithEquals() {
        CommandLineText line = new CommandLineText(List.of("run", "--gamma=six"));
        assertEquals("six", line.value(1).text());
        assertEquals("", new CommandLineText(List.of("--gamma=")).value(0).text());
    }

    @Test
    void marksAnEmptyWord() {
        Span span = new CommandLineText(List.of("run", "")).word(1);
        assertEquals("decant run ''", span.source().text());
        assertEquals("decant run '".length(), span.start());
        assertEquals("", span.text());
    }

    @Test
    void shortensLongWordsButNotTheMarkedOne() {
        String longWord = "word ".repeat(40);
        CommandLineText line = new CommandLineText(List.of("run", longWord, "--x"));
        assertEquals("--x", line.word(2).text());
        assertEquals(longWord, line.word(1).text());
        assertEquals(true, line.word(2).source().text().length() < 80);
    }

    @Test
    void lineEndsInWordsStayOnOneLine() {
        Span span = new CommandLineText(List.of("eval", "a\nb")).word(1);
        assertEquals(1, span.source().lineCount());
        assertEquals(3, span.text().length());
    }

    @Test
    void findsTheOccurrencesOfAnOption() {
        CommandLineText line = new CommandLineText(List.of("run", "--stop", "a", "--stop=b", "--", "--stop"));
        assertEquals(1, line.option(List.of("--stop"), 0));
        assertEquals(3, line.option(List.of("--stop"), 1));
        assertEquals(-1, line.option(List.of("--stop"), 2));
    }
}
