package org.decant.runtime.model.gguf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import org.decant.runtime.diagnostic.DecantException;

/// A model file: what it says about the model, and its tensors, whose bytes stay in the file until they are read.
public final class GgufFile {
    private final String name;
    private final int version;
    private final long bytes;
    private final GgufMetadata metadata;
    private final Map<String, GgufTensor> tensors;

    GgufFile(String name, int version, long bytes, GgufMetadata metadata, Map<String, GgufTensor> tensors) {
        this.name = name;
        this.version = version;
        this.bytes = bytes;
        this.metadata = metadata;
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /// Maps the file and reads everything but the tensors' bytes. The mapping ends when nothing refers to it any more.
    ///
    /// @throws DecantException where there is no such file, or it is not a GGUF file of version 2 or 3 that holds what
    ///                         it says, with the byte where it went wrong
    public static GgufFile open(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (Files.isDirectory(path)) {
                throw new DecantException(path + " is a folder, not a model file", "name a file that ends in .gguf");
            }
            MemorySegment segment = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            return read(path.toString(), segment);
        } catch (NoSuchFileException absent) {
            throw new DecantException("there is no model file " + path, "check the path");
        } catch (IOException failure) {
            throw new DecantException("the model file " + path + " cannot be read: " + failure.getMessage(),
                    "check that it is a file you may read");
        }
    }

    /// Reads a file that is already in memory.
    ///
    /// @param name how messages call it
    /// @throws DecantException as [#open]
    public static GgufFile read(String name, MemorySegment bytes) {
        return new GgufReader(name, bytes).read();
    }

    public String name() {
        return name;
    }

    /// 2 or 3.
    public int version() {
        return version;
    }

    /// The size of the file.
    public long bytes() {
        return bytes;
    }

    public GgufMetadata metadata() {
        return metadata;
    }

    /// All tensors, in the file's order.
    public Collection<GgufTensor> tensors() {
        return tensors.values();
    }

    /// The tensor of that name, null where there is none.
    public GgufTensor tensor(String tensor) {
        return tensors.get(tensor);
    }
}
