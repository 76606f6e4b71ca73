package org.decant.cli;

import org.decant.compiler.builtin.Builtins;
import org.decant.compiler.host.Decant;
import picocli.CommandLine.Model.CommandSpec;

/// `decant repl`: reads expressions, statements and declarations, runs them and shows their values.
final class ReplCommand implements Command {

    @Override
    public String name() {
        return "repl";
    }

    @Override
    public String purpose() {
        return "try the language out, line by line";
    }

    @Override
    public CommandSpec specification(CommandLineText line, int from) {
        CommandSpec specification = CommandSpec.create();
        specification.usageMessage().customSynopsis("decant repl [OPTIONS]")
                .description("Reads expressions, statements and declarations, runs them and shows their values.%n");
        InteractiveSettings.addTo(specification, new ModelOpening().catalog());
        return specification;
    }

    @Override
    public int run(Invocation invocation) {
        Console console = invocation.console();
        ModelOpening opening = new ModelOpening();
        opening.read(invocation);
        opening.showOn(new ProgressLine(invocation.console()));
        try (Decant decant = DeviceOption.engine(invocation.line()).catalog(opening.catalog()).build()) {
            InteractiveSettings settings = InteractiveSettings.of(invocation, decant.catalog());
            InteractiveSession session = new InteractiveSession(decant, settings);
            ReplHelp help = new ReplHelp(Builtins.table(), decant.finder(), console);
            boolean typed = console.outInTerminal() && Console.inputIsTerminal();
            try (LineSource lines = typed ? typedLines(console, decant, session) : new PlainLines(System.in)) {
                int status = new Repl(console, lines, help, session, invocation.flag("--debug")).run();
                return typed ? 0 : status; // a person has seen the errors
            }
        }
    }

    private static LineSource typedLines(Console console, Decant decant, InteractiveSession session) {
        console.out().println("decant " + Version.number() + " on " + decant.engineName()
                + "; :help for help, Ctrl-D to leave");
        console.out().flush();
        return new TerminalLines(new ReplCompleter(Builtins.table(), decant.finder().library().names(), session::names));
    }
}
