package org.decant.models.task;

import org.decant.models.world.StableHash;

/// The parts that all items of a task fall into by their content, so that no two parts share an item whatever the seeds:
/// 90 of 100 for training, 5 for validation, 5 for the test.
public enum Split {
    TRAINING, VALIDATION, TEST;

    /// The part that items with this content belong to.
    public static Split of(String content) {
        long part = Long.remainderUnsigned(StableHash.of(content), 100);
        return part < 90 ? TRAINING : part < 95 ? VALIDATION : TEST;
    }
}
