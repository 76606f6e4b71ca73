package org.decant.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void stepsGrowThenFall() {
        Schedule schedule = new Schedule(1000, 0, 10);
        assertEquals(0.1, schedule.rate(0, 0), 1e-3);
        assertEquals(0.5, schedule.rate(4, 0), 1e-3);
        assertEquals(0.525, schedule.rate(500, 99), 1e-9);
        assertEquals(0.05, schedule.rate(1000, 0), 1e-9);
        assertEquals(0.25, schedule.progress(250, 99));
    }

    @Test
    void timeLimits() {
        Schedule schedule = new Schedule(0, 600, 10);
        assertEquals(0.5, schedule.progress(7, 300));
        assertEquals(0.525, schedule.rate(100, 300), 1e-9);
        assertEquals(1, schedule.progress(7, 601));
    }
}
