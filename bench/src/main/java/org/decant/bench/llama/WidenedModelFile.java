package org.decant.bench.llama;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufTensor;
import org.decant.runtime.model.gguf.GgufValue;
import org.decant.runtime.model.gguf.GgufWriter;

/// A model file that says what a smaller one says, at the cost of a larger one: its feed-forward layers have more features, whose
/// outputs are multiplied with zeros. So strategies can be measured on a model of any size that drafters agree with, where only
/// small ones are trained.
final class WidenedModelFile {
    private final GgufFile from;
    private final int feedForward;

    /// @param feedForward features of each feed-forward layer, at least those that there are
    WidenedModelFile(GgufFile from, int feedForward) {
        this.from = from;
        this.feedForward = feedForward;
    }

    /// Writes one: `WidenedModelFile FROM FEED_FORWARD OUT`.
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3 || !arguments[1].matches("[1-9][0-9]{0,6}")) {
            System.err.println("bench/wide FROM.gguf FEED_FORWARD OUT.gguf");
            System.exit(2);
        }
        try {
            new WidenedModelFile(GgufFile.open(Path.of(arguments[0])), Integer.parseInt(arguments[1])).write(Path.of(arguments[2]));
        } catch (DecantException bad) {
            System.err.println(bad.getMessage());
            System.exit(2);
        }
    }

    void write(Path path) throws IOException {
        GgufWriter out = new GgufWriter();
        String features = from.metadata().text("general.architecture") + ".feed_forward_length";
        from.metadata().values().forEach((key, value) -> put(out, key, value));
        out.put(features, feedForward);
        for (GgufTensor tensor : from.tensors()) {
            byte[] data = tensor.data().toArray(ValueLayout.JAVA_BYTE);
            String name = tensor.name();
            if (name.endsWith(".ffn_gate.weight") || name.endsWith(".ffn_up.weight")) {
                out.tensor(name, tensor.type(), repeated(tensor, data), tensor.columns(), feedForward);
            } else if (name.endsWith(".ffn_down.weight")) {
                out.tensor(name, tensor.type(), padded(tensor, data), feedForward, tensor.rows());
            } else {
                out.tensor(name, tensor.type(), data, tensor.shape());
            }
        }
        out.write(path);
    }

    /// The rows from the first again, until there are enough.
    private byte[] repeated(GgufTensor tensor, byte[] data) {
        byte[] rows = new byte[Math.toIntExact(tensor.type().bytes(tensor.columns() * feedForward))];
        require(rows.length >= data.length, tensor);
        for (int at = 0; at < rows.length; at += data.length) {
            System.arraycopy(data, 0, rows, at, Math.min(data.length, rows.length - at));
        }
        return rows;
    }

    /// Each row with zeros behind: in every type a number all of whose bits are 0 is zero, and so is a block.
    private byte[] padded(GgufTensor tensor, byte[] data) {
        require(feedForward >= tensor.columns() && feedForward % tensor.type().blockSize() == 0, tensor);
        int row = Math.toIntExact(tensor.type().bytes(tensor.columns()));
        int wide = Math.toIntExact(tensor.type().bytes(feedForward));
        byte[] rows = new byte[Math.toIntExact(wide * tensor.rows())];
        for (int i = 0; i < tensor.rows(); i++) {
            System.arraycopy(data, i * row, rows, i * wide, row);
        }
        return rows;
    }

    private void require(boolean fits, GgufTensor tensor) {
        if (!fits) {
            throw new DecantException(feedForward + " features do not fit " + tensor.name() + " of " + tensor.shapeText(),
                    "there must be at least as many as now, in whole blocks of " + tensor.type().blockSize());
        }
    }

    private static void put(GgufWriter out, String key, GgufValue value) {
        switch (value) {
            case GgufValue.Whole whole -> out.put(key, Math.toIntExact(whole.value()));
            case GgufValue.Real real -> out.put(key, (float) real.value());
            case GgufValue.Truth truth -> out.put(key, truth.value());
            case GgufValue.Text text -> out.put(key, text.value());
            case GgufValue.Array array -> {
                if (array.elementType().isWhole()) {
                    out.put(key, array.wholes());
                } else if (array.elementType().isReal()) {
                    out.put(key, array.reals());
                } else {
                    out.put(key, array.texts());
                }
            }
        }
    }
}
