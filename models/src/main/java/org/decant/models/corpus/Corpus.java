package org.decant.models.corpus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.decant.models.task.Split;
import org.decant.models.task.Task;
import org.decant.models.task.TaskExample;
import org.decant.models.task.Tasks;
import org.decant.models.world.Choices;

/// The corpus: items of all tasks in a fixed mixture, as many as are wanted. The same seed gives the same documents on
/// every machine; no document of one split is in another, whatever the seeds.
public final class Corpus {
    /// Of 100 documents, how many are of each task. Stories are the longest; arithmetic and records
    /// are what is learnt latest.
    private static final Map<String, Integer> MIXTURE = new LinkedHashMap<>();

    static {
        MIXTURE.put("story", 14);
        MIXTURE.put("question", 10);
        MIXTURE.put("arithmetic", 22);
        MIXTURE.put("json", 14);
        MIXTURE.put("query", 8);
        MIXTURE.put("program", 8);
        MIXTURE.put("translation", 6);
        MIXTURE.put("keywords", 4);
        MIXTURE.put("copy", 6);
        MIXTURE.put("correction", 4);
        MIXTURE.put("shortening", 4);
    }

    private static final List<Task> TASKS = MIXTURE.keySet().stream().map(Tasks::named).toList();
    private static final double[] WEIGHTS = MIXTURE.values().stream().mapToDouble(Integer::doubleValue).toArray();

    private Corpus() {
    }

    /// The documents of a split in order, without end.
    public static Stream<Document> documents(Split split, long seed) {
        return LongStream.iterate(0, index -> index + 1).mapToObj(index -> document(split, seed, index));
    }

    /// The document of that number, from 0; each can be had without those before it.
    public static Document document(Split split, long seed, long index) {
        Task task = TASKS.get(Choices.of(seed, "corpus/" + split, index).weighted(WEIGHTS));
        TaskExample example = task.example(split, seed, index);
        return new Document(task.name(), example.prompt(), " " + example.references().getFirst());
    }
}
