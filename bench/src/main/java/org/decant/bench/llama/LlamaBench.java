package org.decant.bench.llama;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Measures the engine on model files, beside llama.cpp: `LlamaBench [--repeats N] [--no-peer] FILE...`.
///
/// Prints, for each file, tokens per second one after the other and of a prompt, the share of the machine's read
/// bandwidth that decoding reaches, and what passes over several tokens cost relative to one.
public final class LlamaBench {
    private static final int[] SIZES = {1, 2, 4, 8, 16, 32};
    private static final int PROMPT = 256;

    private LlamaBench() {
    }

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        int repeats = 15;
        boolean peer = true;
        double bandwidth = 0;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--repeats")) {
                repeats = Integer.parseInt(arguments[++i]);
                continue;
            }
            if (arguments[i].equals("--no-peer")) {
                peer = false;
                continue;
            }
            if (bandwidth == 0) {
                int threads = Runtime.getRuntime().availableProcessors();
                bandwidth = ReadBandwidth.measure(threads);
                System.out.printf("read bandwidth %.1f GB/s on one thread, %.1f on %d%n",
                        ReadBandwidth.measure(1) * 1e-9, bandwidth * 1e-9, threads);
            }
            Path file = Path.of(arguments[i]);
            System.out.printf("%s, %.0f MB%n", file.getFileName(), Files.size(file) * 1e-6);
            if (peer) {
                print("llama.cpp", PeerMeasurement.measure(file, PROMPT, Math.max(3, repeats / 3)), file, bandwidth);
            }
            print("decant", EngineMeasurement.measure(file, SIZES, PROMPT, repeats), file, bandwidth);
        }
    }

    private static void print(String engine, Speeds speeds, Path file, double bandwidth) throws Exception {
        double share = speeds.decode() * Files.size(file) / bandwidth;
        System.out.printf("  %-9s decode %6.1f tok/s (%2.0f %%), prefill %5.0f tok/s", engine, speeds.decode(),
                100 * share, speeds.prefill());
        for (int i = 0; i < speeds.sizes().length; i++) {
            System.out.printf(i == 0 ? "; one token %2$.2f ms" : ", %1$d: %3$.2f", speeds.sizes()[i],
                    speeds.passes()[i] * 1e3, speeds.passes()[i] / speeds.passes()[0]);
        }
        System.out.println();
    }
}
