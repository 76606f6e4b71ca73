package org.decant.bench.llama;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.SourceText;
import org.decant.runtime.json.JsonReader;
import org.decant.runtime.json.JsonValue.JsonArray;
import org.decant.runtime.json.JsonValue.JsonNumber;
import org.decant.runtime.json.JsonValue.JsonObject;

/// Measures a build of llama.cpp by its own programs: `llama-bench` for decoding and prompts, `llama-batched-bench` for
/// passes over several tokens, one of each of several sequences that share their beginning.
final class BuildMeasurement {
    private static final int DECODED = 64;
    private static final int STEPS = 24;
    private static final int SHARED = 64;

    private final Path bench;
    private final Path batchedBench;
    private final Path file;
    private final int threads;

    /// @param folder which holds the two programs
    BuildMeasurement(Path folder, Path file, int threads) {
        this.bench = program(folder, "llama-bench");
        this.batchedBench = program(folder, "llama-batched-bench");
        this.file = file;
        this.threads = threads;
    }

    private static Path program(Path folder, String name) {
        Path program = folder.resolve(name);
        if (!Files.isExecutable(program)) {
            throw new DecantException("there is no program " + name + " in " + folder,
                    "build llama.cpp with its tools and name the folder of its programs, mostly build/bin");
        }
        return program;
    }

    Speeds measure(int[] sizes, int prompt, int repeats) throws IOException, InterruptedException {
        List<JsonObject> speeds = lines(bench, "-p", String.valueOf(prompt), "-n", String.valueOf(DECODED),
                "-r", String.valueOf(repeats), "-o", "jsonl");
        double decode = 0;
        double prefill = 0;
        for (JsonObject line : speeds) {
            double median = Speeds.median(((JsonArray) line.get("samples_ts")).elements().stream()
                    .mapToDouble(sample -> ((JsonNumber) sample).value()).toArray());
            if (number(line, "n_gen") > 0) {
                decode = median;
            } else {
                prefill = median;
            }
        }
        double[][] passes = new double[sizes.length][repeats];
        for (int repeat = 0; repeat < repeats; repeat++) {
            List<JsonObject> lines = lines(batchedBench, "-pps", "-npp", String.valueOf(SHARED),
                    "-ntg", String.valueOf(STEPS), "-npl", Arrays.stream(sizes).mapToObj(String::valueOf)
                            .collect(Collectors.joining(",")), "-c", "2048", "--output-format", "jsonl");
            for (JsonObject line : lines) {
                int size = Arrays.binarySearch(sizes, (int) number(line, "pl"));
                passes[size][repeat] = number(line, "t_tg") / STEPS;
            }
        }
        return new Speeds(decode, prefill, sizes, Arrays.stream(passes).mapToDouble(Speeds::median).toArray());
    }

    private static double number(JsonObject line, String key) {
        return ((JsonNumber) line.get(key)).value();
    }

    /// The lines of JSON that a program prints.
    private List<JsonObject> lines(Path program, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-m", file.toString(), "-t",
                String.valueOf(threads)));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes());
        int status = process.waitFor();
        List<String> json = output.lines().filter(line -> line.startsWith("{")).toList();
        if (status != 0 || json.isEmpty()) {
            throw new DecantException(program.getFileName() + " ended with status " + status + " and printed "
                    + json.size() + " lines of JSON", "try it: " + String.join(" ", command));
        }
        return IntStream.range(0, json.size()).mapToObj(i ->
                (JsonObject) JsonReader.read(new SourceText(program.getFileName() + ", line " + (i + 1), json.get(i)))).toList();
    }
}
