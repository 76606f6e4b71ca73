package org.decant.runtime.vocabulary;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Turns bytes that arrive in pieces into text, keeping the first bytes of a character until the rest is there.
public final class Utf8Decoder {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer waiting = ByteBuffer.allocate(64).flip();

    /// Appends the text of the bytes so far, as far as it is certain.
    public void decode(byte[] bytes, StringBuilder out) {
        ByteBuffer input = ByteBuffer.allocate(waiting.remaining() + bytes.length).put(waiting).put(bytes).flip();
        CharBuffer characters = CharBuffer.allocate(input.remaining() + 1);
        decoder.decode(input, characters, false);
        out.append(characters.flip());
        waiting = input;
    }

    /// Appends U+FFFD for the first bytes of a character that never came whole.
    public void finish(StringBuilder out) {
        CharBuffer characters = CharBuffer.allocate(waiting.remaining() + 1);
        decoder.decode(waiting, characters, true);
        decoder.flush(characters);
        decoder.reset();
        waiting = ByteBuffer.allocate(0);
        out.append(characters.flip());
    }
}
