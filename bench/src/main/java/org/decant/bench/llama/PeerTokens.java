package org.decant.bench.llama;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.CacheType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What llama.cpp writes greedily, in a process of its own: `PeerTokens FILE PROMPT TOKENS`.
public final class PeerTokens {
    private static final String TOKEN = "token ";
    private static final String MISSING = "missing ";

    private PeerTokens() {
    }

    /// That llama.cpp's binding does not load on this machine.
    static final class MissingException extends Exception {
        private static final long serialVersionUID = 1;

        MissingException(String reason) {
            super(reason);
        }
    }

    /// Runs this class as a process and gives the texts of the tokens it wrote.
    static List<String> write(Path file, String prompt, int tokens, String classPath)
            throws IOException, InterruptedException, MissingException {
        Path output = file.resolveSibling(file.getFileName() + ".peer");
        Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", classPath, PeerTokens.class.getName(), file.toString(), prompt,
                String.valueOf(tokens))).redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        List<String> written = new ArrayList<>();
        for (String line : java.nio.file.Files.readAllLines(output)) {
            if (line.startsWith(MISSING)) {
                throw new MissingException(line.substring(MISSING.length()));
            }
            if (line.startsWith(TOKEN)) {
                written.add(line.substring(TOKEN.length()));
            }
        }
        return written;
    }

    public static void main(String[] arguments) {
        try {
            LlamaModel model = new LlamaModel(new ModelParameters().setModel(arguments[0]).setThreads(2).setCtxSize(512)
                    .setGpuLayers(0).setCacheTypeK(CacheType.F32).setCacheTypeV(CacheType.F32));
            InferenceParameters parameters = new InferenceParameters(arguments[1])
                    .setNPredict(Integer.parseInt(arguments[2])).setTemperature(0).setIgnoreEos(true);
            for (LlamaOutput output : model.generate(parameters)) {
                System.out.println(TOKEN + output.text);
            }
        } catch (LinkageError absent) {
            System.out.println(MISSING + absent.getMessage().lines().findFirst().orElse(""));
        }
        System.out.flush();
        // Closing the model was seen to hang.
        Runtime.getRuntime().halt(0);
    }
}
