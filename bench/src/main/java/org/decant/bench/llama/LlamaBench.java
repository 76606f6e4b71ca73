package org.decant.bench.llama;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.decant.runtime.diagnostic.DecantException;

/// Measures the engine on model files, beside llama.cpp:
/// `LlamaBench [--rounds N] [--repeats N] [--no-peer] [--llama-cpp FOLDER] FILE...`.
///
/// Prints a table in Markdown: for each file and engine, tokens per second one after the other, the share of the
/// machine's read bandwidth that this takes, tokens per second of a prompt, and what passes over several tokens cost
/// relative to one. llama.cpp is measured through its Java binding, and a build of it in a folder that is named. The engines
/// take turns for some rounds, so that an hour in which the machine is slow is one for all; medians of the rounds are printed.
public final class LlamaBench {
    private static final int[] SIZES = {1, 2, 4, 8, 16, 32};
    private static final int PROMPT = 256;

    private final int threads = Runtime.getRuntime().availableProcessors();
    private final List<Path> files = new ArrayList<>();
    private int rounds = 3;
    private int repeats = 15;
    private boolean binding = true;
    private Path build;

    private LlamaBench(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--rounds" -> rounds = Integer.parseInt(value(arguments, ++i));
                case "--repeats" -> repeats = Integer.parseInt(value(arguments, ++i));
                case "--no-peer" -> binding = false;
                case "--llama-cpp" -> build = Path.of(value(arguments, ++i));
                default -> files.add(file(arguments[i]));
            }
        }
    }

    private static String value(String[] arguments, int at) {
        if (at == arguments.length) {
            throw new DecantException(arguments[at - 1] + " needs a value", "bench/llama begins with how it is used");
        }
        return arguments[at];
    }

    private static Path file(String name) {
        Path file = Path.of(name);
        if (!Files.isReadable(file)) {
            throw new DecantException("there is no file " + name + " to read", "name model files (.gguf), or one of the options "
                    + "--rounds N, --repeats N, --no-peer, --llama-cpp FOLDER");
        }
        return file;
    }

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        try {
            new LlamaBench(arguments).run();
        } catch (DecantException error) {
            error.diagnostics().forEach(diagnostic -> System.err.println(diagnostic.render()));
            System.exit(2);
        }
    }

    private void run() throws Exception {
        double bandwidth = ReadBandwidth.measure(threads);
        System.out.printf("Read bandwidth: %.1f GB/s on one thread, %.1f on %d.%n%n",
                ReadBandwidth.measure(1) * 1e-9, bandwidth * 1e-9, threads);
        System.out.println("| file | engine | decode, tok/s | of bandwidth | prefill, tok/s | one token, ms "
                + "| 2 | 4 | 8 | 16 | 32 |");
        System.out.println("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (Path file : files) {
            Map<String, List<Speeds>> measured = new LinkedHashMap<>();
            for (int round = 0; round < rounds; round++) {
                System.err.printf("%s, round %d of %d%n", file.getFileName(), round + 1, rounds);
                measure(file, (engine, speeds) -> measured.computeIfAbsent(engine, e -> new ArrayList<>()).add(speeds));
            }
            for (Map.Entry<String, List<Speeds>> engine : measured.entrySet()) {
                print(engine.getKey(), Speeds.medians(engine.getValue()), file, bandwidth);
            }
        }
    }

    private void measure(Path file, BiConsumer<String, Speeds> to) throws IOException, InterruptedException {
        int few = Math.max(3, repeats / 3);
        if (binding) {
            to.accept("llama.cpp, binding", BindingMeasurement.measure(file, PROMPT, few));
        }
        if (build != null) {
            to.accept("llama.cpp, build", new BuildMeasurement(build, file, threads).measure(SIZES, PROMPT, few));
        }
        to.accept("decant", EngineMeasurement.measure(file, SIZES, PROMPT, repeats));
    }

    private static void print(String engine, Speeds speeds, Path file, double bandwidth) throws IOException {
        double share = speeds.decode() * Files.size(file) / bandwidth;
        System.out.printf("| %s | %s | %.1f | %.0f %% | %.0f |", file.getFileName(), engine, speeds.decode(),
                100 * share, speeds.prefill());
        for (int i = 0; i < SIZES.length; i++) {
            if (i >= speeds.sizes().length) {
                System.out.print(" |");
            } else {
                System.out.printf(" %.2f |", i == 0 ? speeds.passes()[0] * 1e3 : speeds.passes()[i] / speeds.passes()[0]);
            }
        }
        System.out.println();
    }
}
