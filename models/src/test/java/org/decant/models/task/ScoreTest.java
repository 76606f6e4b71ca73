package org.decant.models.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The scores of outputs made by hand: right, wrong, partly right.
class ScoreTest {

    private static void scores(double expected, String task, String prompt, String reference, String output) {
        assertEquals(expected, Tasks.named(task).score(new TaskExample(prompt, List.of(reference)), output), 1e-9, output);
    }

    @TestFactory
    Stream<DynamicTest> referencesAreRightAndNothingIsWrong() {
        return Tasks.all().stream().map(task -> DynamicTest.dynamicTest(task.name(), () -> {
            for (TaskExample example : task.examples(Split.VALIDATION, 150, 4)) {
                String reference = example.references().getFirst();
                assertEquals(1, task.score(example, " " + reference + "\n"), 1e-12, example.toString());
                assertEquals(0, task.score(example, ""), 1e-12, example.toString());
                assertEquals(reference.strip(), reference);
                assertEquals(example.prompt().stripTrailing(), example.prompt());
                assertTrue(!reference.contains("\n") && !reference.isEmpty(), reference);
                double other = task.score(example, "Mira 7 {\"a\": 777}");
                assertTrue(other >= 0 && other < 1, other + " for " + example);
            }
        }));
    }

    @Test
    void story() {
        String prompt = "Story: One day Tom lost his red kite. He felt sad.";
        String good = "Tom looked in the barn. Lena came to help. The kite was in a tree. They were glad.";
        scores(1, "story", prompt, good, good);
        scores(0.8, "story", prompt, good, "Tom looked in the barn. Lena came to help. It was in a tree. They were glad.");
        scores(0.8, "story", prompt, good, good + " And");
        scores(0.8, "story", prompt, good, "Tom saw the kite. Tom saw the kite. Tom saw the kite. Tom saw the kite.");
        scores(0.8, "story", prompt, good, "Tom saw Lena. Tom saw Ben. Tom saw Max. Tom saw the kite.");
        scores(0.2, "story", prompt, good, "and then the");
    }

    @Test
    void question() {
        String prompt = "Text: Mira saw a red kite in the old garden.\nQuestion: Where did Mira see the kite?\nAnswer:";
        scores(1, "question", prompt, "in the old garden", " in the old garden");
        scores(0, "question", prompt, "in the old garden", "Tom");
        // precision 2 of 3, recall 2 of 2, whatever the articles count
        scores(0.8, "question", "", "red kite", "big red kite");
    }

    @Test
    void arithmetic() {
        String prompt = "Question: What is 3 * 4 + 5?\nAnswer:";
        String reference = "3 * 4 = 12. 12 + 5 = 17. The answer is 17.";
        scores(1, "arithmetic", prompt, reference, "3 * 4 = 13. The answer is 17.");
        scores(1, "arithmetic", prompt, reference, "17");
        scores(0, "arithmetic", prompt, reference, "3 * 4 = 12. 12 + 5 = 17. The answer is 18.");
        scores(0, "arithmetic", prompt, reference, "The answer is 17.".substring(0, 15));
        scores(0, "arithmetic", prompt, reference, "The answer is -17.");
        scores(0, "arithmetic", prompt, reference, "I do not know.");
    }

    @Test
    void json() {
        String reference = "{\"name\": \"Mira\", \"age\": 9, \"likes\": [\"apples\", \"kites\"], \"tame\": true}";
        scores(1, "json", "", reference, "{\"tame\":true,\"likes\":[\"apples\",\"kites\"],\"age\":9.0,\"name\":\"Mira\"}");
        scores(0.75, "json", "", reference, reference.replace("9", "8"));
        scores(0.75, "json", "", reference, reference.replace("9", "\"9\""));
        scores(0.25, "json", "", reference, "{\"name\": \"Mira\"}");
        scores(0.8, "json", "", reference, reference.replace("true", "true, \"more\": null"));
        scores(0, "json", "", reference, reference + "}");
        scores(0, "json", "", reference, "[1]");
        scores(0, "json", "", reference, "name: Mira");
    }

    @Test
    void query() {
        String prompt = "Table: books(title, author, year)\nQuestion: …\nQuery:";
        String right = "SELECT title FROM books WHERE author = 'Mira' AND year > 1970 ORDER BY year DESC LIMIT 3";
        scores(1, "query", prompt, right, "SELECT title FROM books WHERE year>1970 AND author='Mira' ORDER BY year DESC LIMIT 3");
        scores(0.75, "query", prompt, right, right.replace("1970", "1971"));
        scores(0.75, "query", prompt, right, right.replace(" LIMIT 3", ""));
        scores(0.5, "query", prompt, right, right.replace(" DESC", "").replace("title", "author"));
        scores(0, "query", prompt, right, right.replace("title", "price"));
        scores(0, "query", prompt, right, right.replace("books", "pets"));
        scores(0, "query", prompt, right, right + " AND");
        scores(0, "query", prompt, right, "select title from books");
    }

    @Test
    void program() {
        String prompt = "Variables: word: Text, n: Int\nTask: …\nProgram:";
        scores(1, "program", prompt, "word.length + n", "n + word.length");
        scores(1, "program", prompt, "n.doubled", "n * 2");
        scores(0, "program", prompt, "word.length + n", "word + n");
        scores(0, "program", prompt, "word.length + n", "word.sum");
        scores(0, "program", prompt, "word.length + n", "word.length + m");
        scores(0, "program", prompt, "n.doubled", "word.upper");
        scores(0, "program", prompt, "n.doubled", "n +");
        // right where n is even only
        double partly = Tasks.named("program").score(new TaskExample(prompt, List.of("if n.even then n else 0")), "n");
        assertTrue(partly > 0 && partly < 1, "" + partly);
    }

    @Test
    void translation() {
        scores(1, "translation", "", "Delo ne Mira tazon ropis.", "Delo ne Mira tazon ropis.");
        scores(0, "translation", "", "Delo ne", "xyz");
        // one of two characters: precision 1, recall 1/2, F2 = 5 / (1 + 8) at length 1, no longer n-grams in the output
        scores(5.0 / 9, "translation", "", "ab", "a");
    }

    @Test
    void keywords() {
        String prompt = "Words: blue, Mira, top, farm\nSentence:";
        scores(1, "keywords", prompt, "…", "Mira built a blue top at the farm.");
        scores(0.75, "keywords", prompt, "…", "Mira built a red top at the farm.");
        scores(0.5, "keywords", prompt, "…", "blue, Mira, top, farm");
        scores(0.5, "keywords", prompt, "…", "Mira saw a blue top at the farm. Mira left.");
        scores(0, "keywords", prompt, "…", "Tom saw tops.");
    }

    @Test
    void copy() {
        scores(1, "copy", "Text: abcd\nCopy:", "abcd", "abcd");
        scores(0.75, "copy", "Text: abcd\nCopy:", "abcd", "abxd");
        scores(0, "copy", "Text: abcd\nCopy:", "abcd", "wxyz");
    }

    @Test
    void correctionAndShortening() {
        for (String task : List.of("correction", "shortening")) {
            String prompt = "Text: abcd efgh ijkl\nX:";
            scores(1, task, prompt, "abcd ijkl", "abcd ijkl");
            scores(0, task, prompt, "abcd ijkl", "abcd efgh ijkl");
            scores(0.6, task, prompt, "abcd ijkl", "abcd e ijkl");
            scores(0, task, prompt, "abcd ijkl", "something else altogether");
            scores(1, task, "Text: abcd\nX:", "abcd", "abcd");
            scores(0, task, "Text: abcd\nX:", "abcd", "abc");
        }
    }
}
