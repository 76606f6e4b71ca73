package org.decant.models.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.decant.runtime.model.TextFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `plot`: a picture of a table of losses.
@Command(name = "plot", description = "Draws a table of losses.", sortOptions = false, mixinStandardHelpOptions = true)
final class PlotCommand implements Callable<Integer> {
    @Option(names = "--curve", required = true, paramLabel = "FILE", description = "A table that `train` has written.")
    private Path curve;

    @Option(names = "--title", required = true, description = "What stands above the picture.")
    private String title;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the picture goes, as SVG.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Files.writeString(out, LossPlot.svg(title, LossCurve.ofCsv(curve.toString(), TextFile.read(curve))));
        return 0;
    }
}
