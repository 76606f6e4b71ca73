package org.decant.cli;

import java.io.PrintStream;
import org.decant.compiler.value.Display;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.diagnostic.NearestName;

/// The read, evaluate and print loop: takes whole inputs, shows what they come to, goes on after errors.
final class Repl {
    /// Tokens of a distribution that are shown.
    private static final int CHARTED = 16;

    private final Console console;
    private final LineSource lines;
    private final ReplHelp help;
    private final InteractiveSession session;
    private final ValueText values;
    private final boolean debug;

    Repl(Console console, LineSource lines, ReplHelp help, InteractiveSession session, boolean debug) {
        this.console = console;
        this.lines = lines;
        this.help = help;
        this.session = session;
        this.values = new ValueText(console, CHARTED);
        this.debug = debug;
    }

    /// Runs until the end of the inputs or `:quit`. Gives the status of the last failure, 0 where there was none.
    int run() {
        int status = 0;
        for (String input = lines.next(); input != null; input = lines.next()) {
            if (input.isBlank()) {
                continue;
            }
            try {
                if (!input.stripLeading().startsWith(":")) {
                    evaluate(input);
                } else if (!direct(input.strip())) {
                    break;
                }
            } catch (RuntimeException | StackOverflowError failure) {
                status = Failures.show(failure, console, debug);
            }
            console.out().flush();
        }
        return status;
    }

    private void evaluate(String input) {
        PrintStream out = console.out();
        try (TextStream stream = new TextStream(console, () -> { });
             Interrupts _ = new Interrupts(session::cancel)) {
            InteractiveSession.Outcome outcome = session.evaluate(input, stream::text);
            stream.endLine();
            for (InteractiveSession.Named variable : outcome.variables()) {
                out.println(console.onOut(Style.NAME, variable.name()) + ": " + variable.type() + " = "
                        + Display.line(variable.value()));
            }
            if (outcome.tells()) {
                out.println(values.show(outcome.value(), outcome.type()));
            }
            if (outcome.interrupted()) {
                console.err().println("interrupted");
            }
        }
    }

    /// Does what a directive says; false where the loop is to end.
    private boolean direct(String input) {
        int blank = input.indexOf(' ');
        String word = blank < 0 ? input : input.substring(0, blank);
        String argument = blank < 0 ? "" : input.substring(blank).strip();
        ReplDirective directive = ReplDirective.of(word);
        if (directive == null) {
            String near = NearestName.hint(word, ReplDirective.words());
            throw new DecantException("there is no directive `" + word + "`",
                    near != null ? near : "`:help` shows what there is");
        }
        if (argument.isEmpty() && !directive.argument().isEmpty() && !directive.argument().startsWith("[")) {
            throw new DecantException("`" + directive.word() + "` needs something to work on",
                    "write `" + directive.word() + " " + directive.argument() + "`");
        }
        PrintStream out = console.out();
        switch (directive) {
            case HELP -> out.println(help.text(argument));
            case TYPE -> out.println(session.typeOf(argument));
            case LOAD -> session.load(Scripts.path(argument)).forEach(out::println);
            case COST -> out.println(session.cost());
            case RESET -> session.reset();
            case QUIT -> {
                return false;
            }
        }
        return true;
    }
}
