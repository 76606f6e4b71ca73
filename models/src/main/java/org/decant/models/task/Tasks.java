package org.decant.models.task;

import java.util.List;

/// All tasks.
public final class Tasks {
    private static final List<Task> ALL = List.of(new StoryTask(), new QuestionTask(), new ArithmeticTask(), new JsonTask(),
            new QueryTask(), new ProgramTask(), new TranslationTask(), new KeywordsTask(), new CopyTask(),
            new CorrectionTask(), new ShorteningTask());

    private Tasks() {
    }

    public static List<Task> all() {
        return ALL;
    }

    /// The names of all tasks.
    public static List<String> names() {
        return ALL.stream().map(Task::name).toList();
    }

    /// The task of that name; null where there is none.
    public static Task named(String name) {
        return ALL.stream().filter(task -> task.name().equals(name)).findFirst().orElse(null);
    }
}
