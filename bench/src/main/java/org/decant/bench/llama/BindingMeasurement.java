package org.decant.bench.llama;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Measures llama.cpp through its Java binding, in a process of its own: `BindingMeasurement FILE PROMPT REPEATS`.
public final class BindingMeasurement {
    private static final int DECODED = 64;

    private BindingMeasurement() {
    }

    /// Runs this class as a process and reads what it measured.
    static Speeds measure(Path file, int prompt, int repeats) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                BindingMeasurement.class.getName(), file.toString(), String.valueOf(prompt), String.valueOf(repeats)))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String result = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        for (String line : result.lines().toList()) {
            if (line.startsWith("measured ")) {
                String[] parts = line.split(" ");
                return new Speeds(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]), new int[0],
                        new double[0]);
            }
        }
        throw new IOException("the binding measured nothing: " + result);
    }

    public static void main(String[] arguments) {
        int threads = Runtime.getRuntime().availableProcessors();
        LlamaModel model = new LlamaModel(new ModelParameters().setModel(arguments[0]).setThreads(threads)
                .setThreadsBatch(threads).setCtxSize(2048).setGpuLayers(0));
        String text = "to the sea and on ".repeat(Integer.parseInt(arguments[1]));
        int[] all = model.encode(text);
        String prompt = model.decode(java.util.Arrays.copyOf(all, Integer.parseInt(arguments[1])));
        int tokens = model.encode(prompt).length;
        int repeats = Integer.parseInt(arguments[2]);
        generate(model, prompt, DECODED);
        double[] prefill = new double[repeats];
        double[] decode = new double[repeats];
        for (int i = 0; i < repeats; i++) {
            // The time to the first token is the prompt's; that of the others is decoding.
            double[] times = generate(model, i + prompt, DECODED);
            prefill[i] = tokens / times[0];
            decode[i] = (DECODED - 1) / times[1];
        }
        System.out.println("measured " + Speeds.median(decode) + " " + Speeds.median(prefill));
        System.out.flush();
        // Closing the model was seen to hang.
        Runtime.getRuntime().halt(0);
    }

    /// Seconds to the first token, and from there to the last.
    private static double[] generate(LlamaModel model, String prompt, int tokens) {
        long start = System.nanoTime();
        long first = 0;
        InferenceParameters parameters = new InferenceParameters(prompt).setNPredict(tokens).setTemperature(0)
                .setIgnoreEos(true).setCachePrompt(false);
        for (LlamaOutput ignored : model.generate(parameters)) {
            if (first == 0) {
                first = System.nanoTime();
            }
        }
        return new double[] {(first - start) * 1e-9, (System.nanoTime() - first) * 1e-9};
    }
}
