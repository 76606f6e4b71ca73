package org.decant.bench.llama;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Measures the engine on model files, beside llama.cpp: `LlamaBench [--repeats N] [--no-peer] FILE...`.
///
/// Prints a table in Markdown: for each file and engine, tokens per second one after the other, the share of the
/// machine's read bandwidth that this takes, tokens per second of a prompt, and what passes over several tokens cost
/// relative to one.
public final class LlamaBench {
    private static final int[] SIZES = {1, 2, 4, 8, 16, 32};
    private static final int PROMPT = 256;

    private LlamaBench() {
    }

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        int repeats = 15;
        boolean peer = true;
        int threads = Runtime.getRuntime().availableProcessors();
        double bandwidth = ReadBandwidth.measure(threads);
        System.out.printf("Read bandwidth: %.1f GB/s on one thread, %.1f on %d.%n%n",
                ReadBandwidth.measure(1) * 1e-9, bandwidth * 1e-9, threads);
        System.out.println("| file | engine | decode, tok/s | of bandwidth | prefill, tok/s | one token, ms "
                + "| 2 | 4 | 8 | 16 | 32 |");
        System.out.println("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--repeats")) {
                repeats = Integer.parseInt(arguments[++i]);
                continue;
            }
            if (arguments[i].equals("--no-peer")) {
                peer = false;
                continue;
            }
            Path file = Path.of(arguments[i]);
            if (peer) {
                print("llama.cpp", PeerMeasurement.measure(file, PROMPT, Math.max(3, repeats / 3)), file, bandwidth);
            }
            print("decant", EngineMeasurement.measure(file, SIZES, PROMPT, repeats), file, bandwidth);
        }
    }

    private static void print(String engine, Speeds speeds, Path file, double bandwidth) throws Exception {
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
