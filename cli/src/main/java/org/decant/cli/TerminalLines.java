package org.decant.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// Inputs typed at a terminal: with history, completion, and a second prompt while an input is not whole.
final class TerminalLines implements LineSource {
    private static final String PROMPT = "decant> ";
    private static final String MORE = "      | ";

    private final Terminal terminal;
    private final LineReader reader;

    TerminalLines(ReplCompleter completer) {
        try {
            terminal = TerminalBuilder.builder().name("decant").system(true).build();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        reader = LineReaderBuilder.builder().terminal(terminal).appName("decant").parser(new InputParser())
                .completer((_, line, candidates) -> completer.complete(line.line(), line.cursor(), candidates))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, MORE)
                .variable(LineReader.BLINK_MATCHING_PAREN, 0)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        Path history = historyFile();
        if (history != null) {
            reader.setVariable(LineReader.HISTORY_FILE, history);
        }
    }

    /// In the user's cache folder; null where that cannot be written, so that there is no history between sessions.
    private static Path historyFile() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder = cache != null && !cache.isBlank() ? Path.of(cache, "decant")
                : Path.of(System.getProperty("user.home"), ".cache", "decant");
        try {
            return Files.createDirectories(folder).resolve("history");
        } catch (IOException notWritable) {
            return null;
        }
    }

    @Override
    public String next() {
        try {
            return reader.readLine(PROMPT);
        } catch (UserInterruptException givenUp) {
            return "";
        } catch (EndOfFileException end) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Asks for more as long as the input is not whole; for completion, takes the word at the cursor.
    private static final class InputParser implements Parser {
        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            if (context == ParseContext.ACCEPT_LINE && !PlainLines.isWhole(line)) {
                throw new EOFError(-1, -1, "not whole");
            }
            int start = ReplCompleter.wordStart(line, cursor);
            return new Word(line, cursor, start);
        }

        @Override
        public boolean isEscapeChar(char c) {
            return false;
        }
    }

    /// The word at the cursor as the only one of its line.
    private record Word(String line, int cursor, int start) implements CompletingParsedLine {
        @Override
        public String word() {
            return line.substring(start, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor - start;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return cursor - start;
        }

        @Override
        public int rawWordLength() {
            return cursor - start;
        }
    }
}
