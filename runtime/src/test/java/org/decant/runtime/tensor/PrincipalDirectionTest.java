package org.decant.runtime.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.decant.runtime.diagnostic.DecantException;
import org.junit.jupiter.api.Test;

class PrincipalDirectionTest {

    private static double squares(Tensor matrix, Tensor direction) {
        double norm = matrix.matmul(direction).norm();
        return norm * norm;
    }

    @Test
    void noOtherDirectionIsLonger() {
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            int rows = 1 + random.nextInt(8);
            int width = 1 + random.nextInt(6);
            Tensor matrix = Tensor.of(new int[] {rows, width}, random.doubles((long) rows * width, -1, 1).toArray());
            Tensor direction = PrincipalDirection.of(matrix);
            assertEquals(1, direction.norm(), 1e-12);
            double longest = squares(matrix, direction);
            for (int other = 0; other < 300; other++) {
                Tensor near = direction.add(Tensor.of(random.doubles(width, -0.3, 0.3).toArray()));
                assertTrue(squares(matrix, near.divide(Tensor.scalar(near.norm()))) <= longest + 1e-9);
            }
            double positive = 0;
            for (double along : matrix.matmul(direction).values()) {
                positive += Math.signum(along);
            }
            assertTrue(positive >= 0);
        }
    }

    @Test
    void theSideIsThatOfMostRows() {
        assertEquals(-1, PrincipalDirection.of(Tensor.of(new int[] {3, 2}, -1, 0, -1, 0, 1.5, 0)).get(0));
    }

    @Test
    void whatHasNoDirectionIsRefused() {
        assertThrows(DecantException.class, () -> PrincipalDirection.of(Tensor.of(1, 2)));
        assertThrows(DecantException.class, () -> PrincipalDirection.of(Tensor.filled(0, 3, 2)));
        assertThrows(DecantException.class, () -> PrincipalDirection.of(Tensor.filled(0, 0, 2)));
    }
}
