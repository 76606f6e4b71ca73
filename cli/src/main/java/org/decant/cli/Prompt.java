package org.decant.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.decant.cli.Command.Invocation;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.Diagnostic;
import org.decant.runtime.model.TextFile;

/// The text that a run goes on from: `--prompt`, or what is in `--prompt-file`, or nothing.
final class Prompt {

    private Prompt() {
    }

    /// @throws DecantException where both are given, or the file cannot be read or is not UTF-8
    static String of(Invocation invocation) {
        String prompt = invocation.value("--prompt");
        String file = invocation.value("--prompt-file");
        if (file == null) {
            return prompt == null ? "" : checked(invocation, prompt);
        }
        if (prompt != null) {
            throw invocation.line().error(invocation.word("--prompt-file"),
                    "both `--prompt` and `--prompt-file` are given", "give one of them");
        }
        try {
            return file.equals("-") ? TextFile.decode("standard input", System.in.readAllBytes())
                    : TextFile.read(Path.of(file));
        } catch (InvalidPathException invalid) {
            throw wrongFile(invocation, "`" + file + "` is no path: " + invalid.getReason(), null);
        } catch (IOException failure) {
            throw wrongFile(invocation, "standard input cannot be read: " + failure.getMessage(), null);
        } catch (DecantException wrong) {
            throw wrong.at(invocation.line().value(invocation.word("--prompt-file")));
        }
    }

    private static DecantException wrongFile(Invocation invocation, String message, String hint) {
        return new DecantException(Diagnostic.error(invocation.line().value(invocation.word("--prompt-file")), message, hint));
    }

    /// Java puts U+FFFD where a word of the command line does not fit the locale's encoding: the text itself is lost.
    private static String checked(Invocation invocation, String prompt) {
        if (prompt.indexOf('\uFFFD') >= 0) {
            throw new DecantException(Diagnostic.error(invocation.line().value(invocation.word("--prompt")),
                    "the prompt is not text in the encoding " + System.getProperty("sun.jnu.encoding"),
                    "set a UTF-8 locale, such as LC_ALL=C.UTF-8, or put the prompt in a file: `--prompt-file`"));
        }
        return prompt;
    }
}
