package org.decant.models.train;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `measure`: the speed of training on this machine.
@Command(name = "measure", description = "Measures products and steps.", sortOptions = false,
        mixinStandardHelpOptions = true)
final class MeasureCommand implements Callable<Integer> {
    @Spec
    private CommandSpec specification;

    @Option(names = "--model", defaultValue = "target", paramLabel = "NAME",
            description = "Whose sizes to take (${DEFAULT-VALUE}).")
    private String model;

    @Option(names = "--threads", paramLabel = "T", defaultValue = "1", description = "Threads (${DEFAULT-VALUE}).")
    private int threads;

    @Override
    public Integer call() {
        Recipe recipe = Recipe.named(model, Recipe.vocabularySize(model));
        Measurement.run(recipe, threads, specification.commandLine().getOut());
        return 0;
    }
}
