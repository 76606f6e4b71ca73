package org.decant.models.train;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.Blocks;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufTensor;
import org.decant.runtime.model.llama.DraftHeads;
import org.decant.runtime.model.llama.LlamaModel;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `heads`: trains draft heads for a model, which itself stays as it is.
@Command(name = "heads", description = "Trains draft heads for a model file, for the strategy medusa.", sortOptions = false,
        mixinStandardHelpOptions = true)
final class HeadsCommand implements Callable<Integer> {
    private static final int MOST_HEADS = 16;

    @Spec
    private CommandSpec specification;

    @Option(names = "--target", required = true, paramLabel = "FILE", description = "The model file.")
    private Path target;

    @Option(names = "--data", paramLabel = "DIR",
            description = "Learn from the .txt files of a folder, as `train` does, instead of the generated corpus.")
    private Path data;

    @Option(names = "--heads", paramLabel = "N", defaultValue = "4", description = "How many heads (${DEFAULT-VALUE}).")
    private int heads;

    @ArgGroup(multiplicity = "1")
    private TrainCommand.Limit limit;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1",
            description = "What the order of documents follows from (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the heads go.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        PrintWriter lines = specification.commandLine().getOut();
        if (heads < 1 || heads > MOST_HEADS) {
            throw new DecantException("there cannot be " + heads + " heads", "give a number from 1 to " + MOST_HEADS);
        }
        limit.check();
        GgufFile file = GgufFile.open(target);
        LlamaModel model = LlamaModel.of(file, LlamaModel.Options.STANDARD, null, _ -> { });
        int width = model.width();
        if (width % Lanes.PADDING != 0) {
            throw new DecantException("the model " + target + " is " + width + " wide, heads are trained for widths of "
                    + Lanes.PADDING + ", " + 2 * Lanes.PADDING + " and so on", "take another model");
        }
        Material material = data == null ? Material.generated(seed) : Material.folder(data, seed);
        HeadNetwork network = new HeadNetwork(heads, HeadTraining.PLACES, output(file, model));
        lines.println(heads + " heads for " + target + ": " + network.size() + " parameters");
        HeadTraining training = new HeadTraining(network, width, new HeadMaterial(model, material.training()),
                new HeadMaterial(model, material.validation()), lines);
        training.run(limit.steps(), limit.seconds());
        new DraftHeads(DraftHeads.fingerprint(file), width, training.heads()).file().write(out);
        lines.println("wrote " + out + ", " + Files.size(out) + " bytes");
        return 0;
    }

    /// The model's output, a row for each token.
    private static View output(GgufFile file, LlamaModel model) {
        GgufTensor own = file.tensor("output.weight");
        GgufTensor tensor = own != null ? own : file.tensor("token_embd.weight");
        float[] values = new float[model.vocabulary().size() * model.width()];
        for (int row = 0; row < model.vocabulary().size(); row++) {
            Blocks.dequantize(tensor.type(), tensor.data(), (long) row * model.width(), model.width(), values,
                    row * model.width());
        }
        return View.of(values, 0, model.vocabulary().size(), model.width());
    }
}
