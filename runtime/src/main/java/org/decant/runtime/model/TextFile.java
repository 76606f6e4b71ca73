package org.decant.runtime.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.decant.runtime.diagnostic.DecantException;

/// Reads the text files that models are made of.
public final class TextFile {

    private TextFile() {
    }

    /// The text of the file, which must be UTF-8; a byte-order mark at its beginning is left out.
    ///
    /// @throws DecantException where the file is missing, a directory, not readable or not UTF-8
    public static String read(Path path) {
        if (Files.isDirectory(path)) {
            throw new DecantException(path + " is a directory", "give the path of a file in it");
        }
        try {
            return decode(path.toString(), Files.readAllBytes(path));
        } catch (NoSuchFileException missing) {
            throw new DecantException("there is no file " + path,
                    "relative paths start at " + Path.of("").toAbsolutePath());
        } catch (AccessDeniedException denied) {
            throw new DecantException("the file " + path + " must not be read", "check its permissions");
        } catch (IOException failure) {
            throw new DecantException("the file " + path + " cannot be read: " + failure.getMessage(), null);
        } catch (OutOfMemoryError tooLarge) {
            throw new DecantException("the file " + path + " is too large to be read whole",
                    "give the JVM more memory (-Xmx) or a smaller file");
        }
    }

    /// The text of UTF-8 `bytes`.
    ///
    /// @param name how messages call the file
    /// @throws DecantException where the bytes are not UTF-8
    public static String decode(String name, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer output = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(input, output, true);
        if (result.isError()) {
            int line = 1;
            for (int i = 0; i < input.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new DecantException(name + " is no UTF-8 text: byte " + input.position() + ", on line " + line
                    + ", is 0x%02X".formatted(bytes[input.position()]), "save the file as UTF-8");
        }
        output.flip();
        boolean marked = output.hasRemaining() && output.get(0) == '\uFEFF';
        return output.subSequence(marked ? 1 : 0, output.length()).toString();
    }
}
