package org.decant.models.train;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.decant.models.tokenizer.LearntVocabulary;
import org.decant.runtime.diagnostic.DecantException;

/// A file that holds a training, so that it can go on or give a model.
///
/// @param settings   what the training was started with; it goes on only with the same
/// @param vocabulary the model's tokens
record Checkpoint(Map<String, String> settings, LearntVocabulary vocabulary, TrainingState state) {
    private static final String MARK = "decant training 1";
    private static final int MOST = 1 << 28;

    /// Replaces the file at once: it is whole at any time.
    void write(Path file) {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            Files.createDirectories(whole.getParent());
            try (DataOutputStream out = new DataOutputStream(
                    new BufferedOutputStream(Files.newOutputStream(part), 1 << 20))) {
                out.writeUTF(MARK);
                out.writeInt(settings.size());
                for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
                    out.writeUTF(setting.getKey());
                    out.writeUTF(setting.getValue());
                }
                write(vocabulary.tokens(), out);
                write(vocabulary.merges(), out);
                out.writeLong(state.steps());
                out.writeLong(state.tokens());
                out.writeLong(state.documents());
                out.writeDouble(state.seconds());
                state.curve().write(out);
                write(state.parameters(), out);
                write(state.means(), out);
                write(state.squares(), out);
            }
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new DecantException("the checkpoint " + file + " cannot be written: " + failure.getMessage(),
                    "check the folder and the space left on the disk");
        }
    }

    /// @throws DecantException where there is no such file or it is no checkpoint
    static Checkpoint read(Path file) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            if (!in.readUTF().equals(MARK)) {
                throw new UTFDataFormatException();
            }
            Map<String, String> settings = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                settings.put(in.readUTF(), in.readUTF());
            }
            LearntVocabulary vocabulary = new LearntVocabulary(texts(in), texts(in));
            long steps = in.readLong();
            long tokens = in.readLong();
            long documents = in.readLong();
            double seconds = in.readDouble();
            LossCurve curve = LossCurve.read(in);
            return new Checkpoint(settings, vocabulary, new TrainingState(floats(in), floats(in), floats(in), curve,
                    steps, tokens, documents, seconds));
        } catch (NoSuchFileException absent) {
            throw new DecantException("there is no checkpoint " + file, "check the path");
        } catch (EOFException | UTFDataFormatException other) {
            throw new DecantException("the file " + file + " is no checkpoint of a training",
                    "give a file that `train --checkpoint` wrote");
        } catch (IOException failure) {
            throw new DecantException("the checkpoint " + file + " cannot be read: " + failure.getMessage(), null);
        }
    }

    /// The state, to go on with.
    ///
    /// @param wanted the settings of the training that is to go on
    /// @throws DecantException where one of them is another
    TrainingState resume(Path file, Map<String, String> wanted) {
        for (Map.Entry<String, String> setting : new TreeMap<>(wanted).entrySet()) {
            String found = settings.get(setting.getKey());
            if (!setting.getValue().equals(found)) {
                throw new DecantException("the checkpoint " + file + " is of another training: its " + setting.getKey()
                        + " is " + found + ", not " + setting.getValue(),
                        "go on with the settings it was made with, or give another checkpoint file");
            }
        }
        return state;
    }

    private static void write(List<String> texts, DataOutputStream out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    private static void write(float[] values, DataOutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        bytes.asFloatBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes.array());
    }

    private static float[] floats(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MOST) {
            throw new UTFDataFormatException();
        }
        byte[] bytes = new byte[4 * size];
        in.readFully(bytes);
        float[] values = new float[size];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }
}
