package org.decant.models.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.decant.models.corpus.Document;
import org.junit.jupiter.api.Test;

class EncodingTest {
    private final Encoding encoding = Encoding.of(Samples.bytes());

    @Test
    void tokensOfThePromptCountLess() {
        Row row = encoding.row(new Document("words", "ab:", " c"), 0.25);
        assertArrayEquals(new int[] {256, 'a', 'b', ':', ' ', 'c', 256}, row.tokens());
        assertArrayEquals(new float[] {0.25f, 0.25f, 0.25f, 0.25f, 1, 1, 1}, row.weights());
        Batch batch = new Batch(10, 10);
        batch.add(row, new Objective.NextToken());
        assertEquals(3.75, batch.weight());
        assertEquals(0.25f, batch.weight(2));
        assertEquals(1, batch.weight(3));
    }

    @Test
    void rowsAreJoinedAtTheTokenThatEndsOneAndBeginsTheNext() {
        Row joined = encoding.row(new Document("words", "a", "b"), 0.5).then(encoding.row(new Document("words", "c", "d"), 0.5));
        assertArrayEquals(new int[] {256, 'a', 'b', 256, 'c', 'd', 256}, joined.tokens());
        assertArrayEquals(new float[] {0.5f, 0.5f, 1, 1, 0.5f, 1, 1}, joined.weights());
    }
}
