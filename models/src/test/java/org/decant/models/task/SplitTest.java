package org.decant.models.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// No item of the test or of validation is ever trained on.
class SplitTest {
    private static final int TRAINED = 4000;

    @TestFactory
    Stream<DynamicTest> promptsOfSplitsAreDisjoint() {
        return Tasks.all().stream().map(task -> DynamicTest.dynamicTest(task.name(), () -> {
            Set<String> trained = new HashSet<>();
            for (long seed = 1; seed <= 2; seed++) {
                prompts(task, Split.TRAINING, seed).forEach(trained::add);
            }
            for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
                for (String prompt : prompts(task, split, 1).limit(400).toList()) {
                    assertFalse(trained.contains(prompt), prompt);
                }
            }
        }));
    }

    private static Stream<String> prompts(Task task, Split split, long seed) {
        return LongStream.range(0, TRAINED).mapToObj(index -> task.example(split, seed, index).prompt());
    }

    /// The numbers of a problem are in one split only, in whatever words it is put.
    @Test
    void arithmeticIsHeldOutByItsNumbers() {
        Task arithmetic = Tasks.named("arithmetic");
        Set<String> trained = new HashSet<>();
        for (long index = 0; index < 3 * TRAINED; index++) {
            trained.add(arithmetic.example(Split.TRAINING, 3, index).references().getFirst());
        }
        for (TaskExample tested : arithmetic.examples(Split.TEST, 300, 3)) {
            assertFalse(trained.contains(tested.references().getFirst()), tested.toString());
        }
    }

    @Test
    void ninetyOfAHundredAreTrainedOn() {
        int[] counts = new int[Split.values().length];
        for (int i = 0; i < 100_000; i++) {
            counts[Split.of("content " + i).ordinal()]++;
        }
        assertEquals(90_000, counts[Split.TRAINING.ordinal()], 500);
        assertEquals(5_000, counts[Split.VALIDATION.ordinal()], 350);
        assertEquals(5_000, counts[Split.TEST.ordinal()], 350);
    }

    @TestFactory
    Stream<DynamicTest> examplesAreDistinctAndStartTheSame() {
        return Tasks.all().stream().map(task -> DynamicTest.dynamicTest(task.name(), () -> {
            List<TaskExample> many = task.examples(Split.TEST, 200, 9);
            assertEquals(200, new HashSet<>(many.stream().map(TaskExample::prompt).toList()).size());
            assertEquals(many.subList(0, 20), task.examples(Split.TEST, 20, 9));
            assertTrue(task.examples(Split.TEST, 0, 9).isEmpty());
        }));
    }
}
