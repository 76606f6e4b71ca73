package org.decant.models.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `export`: the model file of a checkpoint.
@Command(name = "export", description = "Writes the model that a training has come to.", sortOptions = false,
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec specification;

    @Option(names = "--checkpoint", required = true, paramLabel = "FILE", description = "What `train` has kept.")
    private Path checkpoint;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the model goes.")
    private Path out;

    @Option(names = "--curve", paramLabel = "FILE", description = "Write the losses as a table here.")
    private Path curve;

    @Override
    public Integer call() throws IOException {
        Checkpoint found = Checkpoint.read(checkpoint);
        String name = found.settings().get("model");
        Recipe recipe = Recipe.named(name, found.vocabulary().size());
        found.resume(checkpoint, recipe.settings());
        ModelFile.write(out, recipe, new Layout(recipe.shape()), found.state().parameters(),
                found.vocabulary());
        if (curve != null) {
            Files.writeString(curve, found.state().curve().csv());
        }
        specification.commandLine().getOut().println("wrote " + out + ", " + Files.size(out) + " bytes, after step "
                + found.state().steps());
        return 0;
    }
}
