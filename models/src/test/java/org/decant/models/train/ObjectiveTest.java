package org.decant.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ObjectiveTest {

    @Test
    void nextTokens() {
        Batch batch = new Batch(8, 5);
        assertTrue(batch.add(Row.even(new int[] {1, 2, 3, 4}), new Objective.NextToken()));
        assertTrue(batch.add(Row.even(new int[] {5, 6, 7, 8, 9, 10, 11}), new Objective.NextToken()), "cut to the window");
        assertFalse(batch.add(Row.even(new int[] {12, 13}), new Objective.NextToken()));
        assertEquals(8, batch.size());
        assertEquals(8, batch.weight());
        assertEquals(3, batch.start(1));
        int[] tokens = {1, 2, 3, 5, 6, 7, 8, 9};
        int[] targets = {2, 3, 4, 6, 7, 8, 9, 10};
        for (int i = 0; i < 8; i++) {
            assertEquals(tokens[i], batch.token(i));
            assertEquals(targets[i], batch.target(i));
            assertEquals(1, batch.weight(i));
        }
    }

    @Test
    void hiddenTokens() {
        Objective objective = new Objective.HiddenTokens(99);
        Random random = new Random(5);
        double parts = 0;
        double weights = 0;
        for (int round = 0; round < 2000; round++) {
            int[] document = random.ints(30, 0, 50).toArray();
            Batch batch = new Batch(30, 30);
            batch.add(Row.even(document), objective);
            int hidden = 0;
            for (int i = 0; i < 30; i++) {
                boolean isHidden = batch.token(i) == 99;
                assertEquals(isHidden ? document[i] : Batch.NOTHING, batch.target(i));
                assertEquals(isHidden ? 99 : document[i], batch.token(i));
                hidden += isHidden ? 1 : 0;
                weights += batch.weight(i);
            }
            parts += hidden / 30.0;
        }
        assertEquals(0.5, parts / 2000, 0.03);
        // on average each token counts 1, however many are hidden
        assertEquals(1, weights / 2000 / 30, 0.1);
    }
}
